"""The commands of the resolution room."""
