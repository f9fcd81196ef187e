"""The forms of who is who."""
