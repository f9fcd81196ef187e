"""What leaves a node and what comes in, in the field's own formats: FollowTheMoney, i2, GeoJSON, plain tables."""
