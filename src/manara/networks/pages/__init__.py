"""The chart's page and the answers it asks for while somebody works on it."""
