"""Strings, files and requests that attack: they come back as they were or are refused with the field's name."""
