"""The dismantling lab: what is asked of a network, whom one can reach at what cost, what is worked out and how it is drawn."""
