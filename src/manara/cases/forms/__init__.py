"""What people fill in when they work on a case."""
