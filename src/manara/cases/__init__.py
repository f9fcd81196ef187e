"""An investigation: who works on what, what is due, what was decided and what is still missing."""
