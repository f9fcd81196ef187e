"""The door for programmes: what a person may read at the pages, under `/api/v1/` with a token of his and nothing more."""
