"""The pages of charts, measures, roles, protection and the lab: each asks the queries and holds no rule."""
