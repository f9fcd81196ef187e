"""What is asked of people about networks: which one, roles, protection, and all that the lab needs to know."""
