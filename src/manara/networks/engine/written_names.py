"""One name for one person, however it is written in a file: what nobody sees makes nobody else."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from manara.foundation.engine.scripts import tidy

#: What shows nothing and is left in a name by `tidy`, since it can be spelling there: joiners and variation selectors.
_UNSEEN: Final = re.compile("[\u200c\u200d\ufe00-\ufe0f\u180b-\u180d\U000e0100-\U000e01ef]+")


def written(name: str) -> str:
    """The name in composed letters, blanks folded and trimmed, without bidirectional marks, joiners and other unseen signs.

    Names that look the same in a file become the same; letters that look alike stay what they are.
    """
    if name.isascii() and name.isprintable() and "  " not in name:
        return name.strip()
    return _written(name)


@lru_cache(maxsize=1 << 16)
def _written(name: str) -> str:
    return tidy(_UNSEEN.sub("", name))
