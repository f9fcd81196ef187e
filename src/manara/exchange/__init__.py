"""What leaves a node and what comes in: agreements, packages, outbox and inbox, in forms that others can read."""
