"""How the inner loops are compiled: kept on disk where there is a place for it, anew in each process where there is none."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numba

_compile = partial(numba.njit, fastmath=True, nogil=True)


def compiled(function: Callable[..., Any]) -> Any:
    """The function as machine code, which Numba makes at its first call and keeps beside the source or in `NUMBA_CACHE_DIR`.

    Neither can be written by a service account without a home; then the first call of each process takes some seconds.
    """
    try:
        return _compile(cache=True)(function)
    except RuntimeError:
        return _compile()(function)
