"""The shell: what every page says, keeps and refuses."""
