"""An import that was killed goes on where it was, and ends with the same content as one that was not."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest

from manara.intake.engine.admission import Admission
from manara.intake.engine.digest import digest
from manara.intake.engine.drafts import Quarantined
from manara.intake.engine.mapping import suggest
from manara.intake.engine.reading import open_source

ROWS = [
    ["Nom", "Né le", "Lieu"],
    *[
        [f"Ba {number}", f"{number % 28 + 1}/{number % 14 + 1}/1984", "Rosso\nnord" if number % 7 == 0 else "Kiffa"]
        for number in range(300)
    ],
]


def content(path: Path, kills: list[int]) -> tuple[str, int]:
    """Import in a new process's state after each kill; return the digest of all that was said and the rows that wait."""
    marks: list[bytes] = []
    waiting = last = 0
    for rows in [*kills, None]:
        source = open_source(path)
        admission = Admission(suggest(source.header, source.sample()))
        for row in islice(source.rows(last), rows):
            result = admission.admit(row)
            last = row.number
            if isinstance(result, Quarantined):
                waiting += 1
            else:
                marks.append(digest(result))
    return hashlib.sha256(b"".join(marks)).hexdigest(), waiting


@pytest.mark.parametrize("kills", [[1], [0, 0, 17], [50, 50, 50], [299], [300], [1] * 20])
def test_killed_and_taken_up_again(
    kills: list[int], separated: Callable[..., Path], workbook: Callable[..., Path]
) -> None:
    for path in (separated(ROWS), workbook(ROWS)):
        whole, waiting = content(path, [])
        assert waiting == sum(number % 14 + 1 > 12 for number in range(300))
        assert content(path, kills) == (whole, waiting)
