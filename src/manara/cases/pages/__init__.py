"""The pages of cases; they hold no rules."""
