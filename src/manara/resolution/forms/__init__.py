"""The forms of who is who and of taking things along."""
