"""Writes entities and links as two tables in the habits of i2 Analyst's Notebook's import, with a note of their marks.

One row a link, with type, identity and label of both ends, so that an import specification needs no look-up; direction,
strength and dates stand in columns of their own. Dates that are not whole days stay words, as i2 knows no precision.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from manara.exchange.engine import plain_table
from manara.exchange.engine.marks import Marks

Direction = Literal["none", "forward", "backward", "both"]
Strength = Literal["confirmed", "unconfirmed", "tentative"]

_DIRECTIONS: Final[Mapping[str, str]] = {"none": "None", "forward": "->", "backward": "<-", "both": "<->"}
_STRENGTHS: Final[Mapping[str, str]] = {
    "confirmed": "Confirmed", "unconfirmed": "Unconfirmed", "tentative": "Tentative",
}  # fmt: skip
ENTITY_HEADER: Final = (
    "Type", "Identity", "Label", "Description", "Date", "Time", "Date Description", "Source Reference", "Source Type",
    "Grade", "Handling",
)  # fmt: skip
LINK_HEADER: Final = (
    "Entity 1 Type", "Entity 1 Identity", "Entity 1 Label", "Link Type", "Link Identity", "Link Label", "Direction", "Strength",
    "Date", "Time", "Date Description", "End Date Description", "Entity 2 Type", "Entity 2 Identity", "Entity 2 Label",
    "Description", "Source Reference", "Source Type", "Grade", "Handling",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class I2Entity:
    """A thing. `identity` is unique in the file; `kind` is i2's type, `when` an ISO date of any precision."""

    identity: str
    kind: str
    label: str
    description: str = ""
    when: str = ""
    source: str = ""
    source_type: str = ""
    grade: str = ""
    handling: str = ""


@dataclass(frozen=True, slots=True)
class I2Link:
    """A tie between two entities of the same file, by their identities; `since` and `until` ISO dates of any precision."""

    identity: str
    kind: str
    end_1: str
    end_2: str
    label: str = ""
    direction: Direction = "none"
    strength: Strength = "unconfirmed"
    since: str = ""
    until: str = ""
    description: str = ""
    source: str = ""
    source_type: str = ""
    grade: str = ""
    handling: str = ""


def strength_of(*, fact: bool, reports: int) -> Strength:
    """A fact is confirmed, what one report assesses is tentative, what several assess is unconfirmed."""
    if fact:
        return "confirmed"
    return "unconfirmed" if reports > 1 else "tentative"


def entity_table(entities: Sequence[I2Entity], marks: Marks) -> bytes:
    """The table of entities."""
    rows = [
        (each.kind, each.identity, each.label, each.description, *_moment(each.when), each.source, each.source_type,
         each.grade, each.handling)
        for each in entities
    ]  # fmt: skip
    return b"".join(plain_table.write(ENTITY_HEADER, rows, marks))


def link_table(links: Sequence[I2Link], entities: Sequence[I2Entity], marks: Marks) -> bytes:
    """The table of links. Raises ValueError for a link to what is not among `entities`."""
    known = {each.identity: each for each in entities}
    rows = []
    for link in links:
        if link.end_1 not in known or link.end_2 not in known:
            raise ValueError("a link to an entity that is not in the file")
        first, second = known[link.end_1], known[link.end_2]
        rows.append(
            (first.kind, first.identity, first.label, link.kind, link.identity, link.label or link.kind,
             _DIRECTIONS[link.direction], _STRENGTHS[link.strength], *_moment(link.since), link.until,
             second.kind, second.identity, second.label, link.description, link.source, link.source_type, link.grade,
             link.handling)
        )  # fmt: skip
    return b"".join(plain_table.write(LINK_HEADER, rows, marks))


def package(entities: Sequence[I2Entity], links: Sequence[I2Link], marks: Marks, note: str = "") -> bytes:
    """Both tables with `marks.txt`, which lists who took them and the SHA-256 of each, as one ZIP; cut off it doesn't open.

    The same content gives the same bytes. Raises ValueError as `link_table` does.
    """
    files = {"entities.csv": entity_table(entities, marks), "links.csv": link_table(links, entities, marks)}
    told = [f"{name}: {value}" for name, value in marks.as_pairs().items() if value]
    told += [f"{name}: sha256 {hashlib.sha256(data).hexdigest()}" for name, data in files.items()]
    told += [f"entities: {len(entities)}", f"links: {len(links)}", *([note] if note else [])]
    files["marks.txt"] = ("\ufeff" + "\r\n".join(" ".join(line.split()) for line in told) + "\r\n").encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(
                zipfile.ZipInfo(name, date_time=marks.taken_at.timetuple()[:6]), data, zipfile.ZIP_DEFLATED
            )
    return packed.getvalue()


def _moment(when: str) -> tuple[str, str, str]:
    """Date, time and the words of an ISO date: only a whole day is a date to i2."""
    day, _t, clock = when.partition("T")
    whole = len(day) == 10 and day[4] == day[7] == "-" and day.replace("-", "").isdecimal()
    return (day, clock[:8], when) if whole else ("", "", when)
