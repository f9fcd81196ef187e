"""The pages of a network's measures."""
