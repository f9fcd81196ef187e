"""What every room computes alike: scripts and digits, dates with a precision, phones, problems and match keys."""
