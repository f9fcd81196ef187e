"""Networks without database or page: the chart and its drawing, ties and roles, measures, plans, what doubt leaves of them."""
