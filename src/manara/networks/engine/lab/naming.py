"""Finds out whether a text names somebody: his name stands there as words, in whatever case, with or without accents."""

from __future__ import annotations

import re
from collections.abc import Iterable

from manara.foundation.engine.folding import fold

# Arabic writes "and", "to", "with" and the article as one word with what follows.
_JOINED = "(?:[وفبكل]{0,2}(?:ال)?)"


def names_any(text: str, names: Iterable[str]) -> bool:
    """Whether one of the names stands in the text; a short one inside another word ("Sy" in "système") does not count."""
    bare = " ".join(fold(text).split())
    wanted = (" ".join(fold(name).split()) for name in names)
    return any(name and re.search(rf"(?<!\w){_JOINED}{re.escape(name)}(?!\w)", bare) is not None for name in wanted)
