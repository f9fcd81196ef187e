"""The pages of the dismantling lab."""
