"""Records to link with the truth beside them: the synthetic region's copies of its persons, and many more drawn alike."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from demo.region.knowledge import Knowledge
from demo.region.world import build

COLUMNS = ("record", "person", "name", "birth", "phone", "document", "nationality", "sex", "relative")
Row = tuple[str, ...]


def region_rows(seed: int) -> Iterator[Row]:
    """A record for each agency's copy of each person of the region of this seed; 1 January is written as it stands."""
    world = build(seed)
    for (code, agency), copy in sorted(Knowledge(world).copies.items()):
        person = world.people[code]
        yield (
            f"{seed}-{code}-{agency}", f"{seed}-{code}", copy.name.full, copy.born.isoformat(), ";".join(copy.phones),
            copy.document[1], person.country if person.country != "EH" else "", person.name.gender, copy.father,
        )  # fmt: skip


def written(rows: Iterable[Row], file: Path) -> int:
    """Write them as a CSV file; returns how many."""
    with file.open("w", encoding="utf-8", newline="") as output:
        writer = csv.writer(output)
        writer.writerow(COLUMNS)
        count = 0
        for count, row in enumerate(rows, 1):  # noqa: B007
            writer.writerow(row)
    return count
