"""What every room's API is made of: who may ask, how an answer says who vouches for it, and how a long list is walked."""
