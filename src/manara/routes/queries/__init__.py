"""What the map and the places are made of, read under the walls and recorded."""
