"""Two versions of one form beside the version both began from: which fields differ, and whose change each shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Side = Literal["mine", "theirs"]


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which the versions differ; `suggested` is the side that changed it, `both` when each did."""

    key: str
    mine: str
    theirs: str
    suggested: Side
    both: bool


def differences(base: Mapping[str, str], mine: Mapping[str, str], theirs: Mapping[str, str]) -> tuple[Difference, ...]:
    """Every field whose value differs between `mine` and `theirs`, in the order of the form."""
    found = []
    for key in dict.fromkeys((*theirs, *mine)):
        if key.startswith("_"):
            continue
        before, own, other = (version.get(key, "") for version in (base, mine, theirs))
        if own != other:
            changed_by_both = own != before and other != before
            found.append(Difference(key, own, other, "theirs" if own == before else "mine", changed_by_both))
    return tuple(found)


def merged(mine: Mapping[str, str], theirs: Mapping[str, str], take_theirs: Iterable[str]) -> dict[str, str]:
    """`mine` with the fields in `take_theirs` as the other version has them; what only the other has is kept too."""
    chosen = set(take_theirs)
    result = {key: value for key, value in theirs.items() if key not in mine and not key.startswith("_")}
    result |= {key: value for key, value in mine.items() if not key.startswith("_")}
    for key in chosen:
        if key in theirs:
            result[key] = theirs[key]
        else:
            result.pop(key, None)
    # An entry of which nothing is left but its kind was removed by the side that was taken.
    return result
