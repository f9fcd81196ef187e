"""The map, the places and what can be taken from them: each page asks the queries and holds no rule."""
