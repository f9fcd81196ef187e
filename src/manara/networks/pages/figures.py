"""Figures as the reader's language writes them: with its decimal sign, and from left to right in any text."""

from __future__ import annotations

from django.utils.formats import get_format

from manara.foundation.engine.scripts import isolate


def said(figure: str) -> str:
    """A figure written with a point, as a page says it."""
    return isolate(pointed(figure))


def pointed(figure: str) -> str:
    """The same without its isolation, as for a drawing."""
    return figure.replace(".", str(get_format("DECIMAL_SEPARATOR")))
