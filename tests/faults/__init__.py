"""What is killed and what runs full, on a node that really runs: nothing acknowledged is lost."""
