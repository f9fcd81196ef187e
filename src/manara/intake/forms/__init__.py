"""The forms of intake's pages: what can be typed and chosen, in the reader's language."""
