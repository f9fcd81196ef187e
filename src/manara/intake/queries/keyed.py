"""Walks a long list by key: the next and the previous page begin at a row, so that no page is counted out or skipped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet

from manara.foundation.engine.addresses import address_of

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Stretch(Generic[Row]):
    """One page of rows; `before` and `after` are the public ids to walk on from, "" at an end."""

    rows: Sequence[Row]
    before: str = ""
    after: str = ""


def stretch(
    rows: QuerySet[Row],
    *,
    order: str,
    after: str = "",
    before: str = "",
    size: int = 50,
    latest_first: bool = True,
    behind: tuple[Any, int] | None = None,
) -> Stretch[Row]:
    """The rows by `order` (then number) behind `after`, or the ones in front of `before`.

    An id that is not seen (any more) begins at the first page; `behind` is a place itself, which stays where it was
    though its row may be gone.
    """
    start = behind or _start(rows, order, before or after)
    back = bool(before) and start is not None
    names = (order, "pk")
    if start is not None:
        sign = "gt" if back == latest_first else "lt"
        rows = rows.filter(Q(**{f"{order}__{sign}": start[0]}) | Q(**{order: start[0], f"pk__{sign}": start[1]}))
    ordered = rows.order_by(*(names if back == latest_first else [f"-{name}" for name in names]))
    found = list(ordered[: size + 1])
    more, found = len(found) > size, found[:size]
    if back:
        found.reverse()
    if not found:
        return Stretch([])
    first, last = (str(getattr(each, "public_id")) for each in (found[0], found[-1]))  # noqa: B009
    earlier = more if back else start is not None
    later = True if back else more
    return Stretch(found, first if earlier else "", last if later else "")


def _start(rows: QuerySet[Any], order: str, public_id: str) -> tuple[Any, int] | None:
    wanted = address_of(public_id)
    if wanted is None:
        return None
    found = rows.model._default_manager.filter(public_id=wanted).values_list(order, "pk").first()
    return None if found is None else (found[0], found[1])
