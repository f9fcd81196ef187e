"""What the foundation's pages read: people and agencies, circles and their members, and the audit log."""
