"""The map, its places and periods as pure functions: projection, borders, labels that do not collide."""
