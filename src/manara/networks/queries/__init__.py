"""The readers of the chart: each runs under row-level security and is counted."""
