"""What is known of charts, measures, roles, marks and plans: the only readers, each under the walls of whoever asks."""
