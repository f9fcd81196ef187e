"""The API: what a programme is answered, by whose right, and how it ends."""
