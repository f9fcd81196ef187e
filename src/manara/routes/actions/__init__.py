"""What people do with places: say which one a text means, add one, take that back."""
