"""How an event of the log is written: its object in words, and numbers short enough for a line."""

from __future__ import annotations

import uuid

from django import template

from manara.foundation.queries.log_words import part_words, type_words

register = template.Library()


@register.filter
def object_type(value: str) -> str:
    """A kind of object in words."""
    return type_words(value)


@register.filter
def part(value: str) -> str:
    """What of an object an event speaks of, in words."""
    return part_words(value)


@register.filter
def short(value: uuid.UUID | str) -> str:
    """The first eight digits of a long number: enough to tell objects on one page apart."""
    return str(value)[:8]
