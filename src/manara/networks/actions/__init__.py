"""The writers of the chart: keep a view, share it, put it away."""
