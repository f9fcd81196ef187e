"""The pages of search and of what is known: each asks the queries, puts the answer into words, and holds no rule."""
