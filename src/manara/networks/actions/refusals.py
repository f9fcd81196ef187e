"""Why something of networks is not done, where several actions refuse for the same reason; each page words it for its own."""

from __future__ import annotations


class NotSigned(ValueError):
    """A plan is neither acted on nor opened to others before a second person signed the harm check of its order."""


class NotYet(ValueError):
    """What is written down as done has a day that is still to come."""


class AlreadyTakenBack(ValueError):
    """Another took it back meanwhile."""


class Untitled(ValueError):
    """What is kept has a title, so that others find it."""
