"""The inner loops of the measures and of planning under doubt, compiled; the numbers of people stand for them."""
