"""What this room reads, one question a file; every query runs behind row-level security and sees what its viewer may."""
