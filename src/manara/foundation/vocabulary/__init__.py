"""The words in which everything known is stated: FollowTheMoney's schemas and our own, each a readable file beside this one."""

from __future__ import annotations

from .loading import choice_lists, schema, schemas
from .noun import LANGUAGES, Edge, Export, Property, Schema

__all__ = ["LANGUAGES", "Edge", "Export", "Property", "Schema", "choice_lists", "schema", "schemas"]
