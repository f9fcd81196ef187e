"""Who can reach what, through which channel: every role, every record, every verb."""
