"""The pages of intake: they hold no rules, they call actions and queries and show what came of it."""
