"""Reads what people judged of pairs of records: same or different, from a CSV file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from manara.foundation.engine.problems import Problem, register
from manara.intake.engine.reading.plain_tables import columns_of

register("link-judgement-unknown", "%(file)s judges “%(record)s”, which is no record of these files.")
register("link-judgement-other", "%(file)s says “%(judgement)s”: a judgement is same, different or unsure.")
_SAID: Final = {"same": True, "different": False}


def judgements(file: Path, records: Sequence[str]) -> tuple[tuple[int, int, bool], ...]:
    """Rows of two records and whether they are one person, from the columns left,right,judgement; unsure says nothing.

    Raises `Problem` for a record or a word that is not known.
    """
    rows = {record: row for row, record in enumerate(records)}
    found = []
    for left, right, said in columns_of(file, ("left", "right", "judgement")):
        for record in (left, right):
            if record not in rows:
                raise Problem("link-judgement-unknown", file=file.name, record=record[:80])
        word = said.strip().lower()
        if word == "unsure":
            continue
        if word not in _SAID:
            raise Problem("link-judgement-other", file=file.name, judgement=said[:40])
        found.append((rows[left], rows[right], _SAID[word]))
    return tuple(found)
