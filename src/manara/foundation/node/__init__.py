"""The node: one process group, one database, one set of keys and a profile that says which rooms it has."""
