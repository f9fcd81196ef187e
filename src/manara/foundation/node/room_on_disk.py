"""Tells a full disk from every other failure, wherever it shows: in a file, in the database, or behind Django's errors."""

from __future__ import annotations

import errno

from psycopg.errors import DiskFull

FULL = (errno.ENOSPC, errno.EDQUOT)


def is_full(problem: BaseException | None) -> bool:
    """Whether `problem`, or what it was raised from, says that there is no room left."""
    seen: set[int] = set()
    while problem is not None and id(problem) not in seen:
        if isinstance(problem, DiskFull) or (isinstance(problem, OSError) and problem.errno in FULL):
            return True
        seen.add(id(problem))
        problem = problem.__cause__ or problem.__context__
    return False
