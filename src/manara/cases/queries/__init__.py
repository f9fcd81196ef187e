"""What is known of cases: the only readers, each under the walls of whoever asks."""
