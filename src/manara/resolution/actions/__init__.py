"""The verbs of the resolution room, one a file."""
