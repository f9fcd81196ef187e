"""The forms of networks: marking somebody as protected, giving a role, answering a suggestion."""
