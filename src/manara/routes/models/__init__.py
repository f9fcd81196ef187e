"""The nouns of the routes room: which place a text of the reports means, where a person said so."""

from manara.routes.models.placing import Placing

__all__ = ["Placing"]
