"""The verbs of `manara network`, one a file: each adds its arguments and does its work."""
