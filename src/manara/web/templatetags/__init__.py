"""Words that every template knows."""
