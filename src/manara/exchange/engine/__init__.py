"""The forms of exchange themselves: how a line or a package is written and read, without a node or a database."""
