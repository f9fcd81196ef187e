"""What people do with a case: one verb a file, and nothing else writes."""
