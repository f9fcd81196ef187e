"""The verbs of the foundation, one a file: each checks access, changes, and records who and why."""
