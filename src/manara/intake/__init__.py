"""Reports come in: forms, imports and grading, which make statements of entities."""
