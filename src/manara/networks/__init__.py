"""Who and what is tied: the chart that grows, measures, roles, who is protected, and the lab: where a network falls apart."""
