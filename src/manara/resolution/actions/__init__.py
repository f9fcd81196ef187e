"""The acts of search and of who is who, one a file: the only writers of the room."""
