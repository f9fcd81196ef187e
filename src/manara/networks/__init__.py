"""Ties between people, phones, boats and places are charted, each with who said it and how sure."""
