"""Commands of the whole node, one a file."""
