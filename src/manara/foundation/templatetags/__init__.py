"""How the foundation's own values are written on a page."""
