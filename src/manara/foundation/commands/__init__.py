"""The commands of the foundation's room."""
