"""Lets long runs over many small objects pass without looking for rings among them again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

#: So many more objects made than freed before rings are looked for; Python's own figure is 700.
MADE: Final = 200_000


@contextmanager
def seldom_collected() -> Iterator[None]:
    """While it lasts, rings of objects are looked for seldom, and never among what was there before.

    What is remembered of words is hundreds of thousands of objects, and a batch of rows makes as many that all go by
    themselves: to look through them at each 700th took a third of the processor's time.
    """
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(MADE, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
