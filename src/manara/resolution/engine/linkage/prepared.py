"""All records of a linkage as arrays in a folder, which every process and every worker of a cluster maps into its memory."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from manara.resolution.engine.linkage.blocking import (
    Blocks,
    birth_blocks,
    name_blocks,
    number_blocks,
    spread,
    together,
)
from manara.resolution.engine.linkage.reading import FIRST_JANUARY
from manara.resolution.engine.names.words import Words

#: What of a word is compared.
FIELDS: Final = tuple(Words.__dataclass_fields__)
#: So many keys are brought together at a time.
AT_A_TIME: Final = 6_000_000


@dataclass(frozen=True)
class Prepared:
    """The arrays by their names: `names.letters`, `birth.starts`, `birth.values` and so on."""

    arrays: dict[str, NDArray[Any]]

    def __len__(self) -> int:
        return len(self.arrays["birth.starts"]) - 1

    def __getitem__(self, name: str) -> NDArray[Any]:
        return self.arrays[name]


def opened(folder: Path) -> Prepared:
    """The arrays of a folder, mapped: what isn't looked at takes no memory, and what was can be had from the file again."""
    return Prepared({file.stem: mapped(file) for file in sorted(folder.glob("*.npy"))})


def mapped(file: Path) -> NDArray[Any]:
    """An array in a file, as plain as compiled loops want it; what is written to it stays with this process."""
    return np.asarray(np.load(file, mmap_mode="c"))


def first_keys(blocks: Blocks, records: int) -> NDArray[np.int64]:
    """One key of each record that others share, 0 where there is none; drawn by its own number."""
    found = np.zeros(records, np.int64)
    found[blocks.rows] = blocks.keys.view(np.int64)
    return found


def families(prepared: Prepared) -> tuple[Blocks, Blocks]:
    """The blocks by names and, apart from them, those by numbers: what one family misses the other may find."""
    whose = spread(prepared["birth.starts"])
    spans = prepared["birth.values"]
    firsts, lasts = _years(spans[:, 0]), _years(spans[:, 1])
    years = [(whose, firsts), (whose[lasts > firsts], lasts[lasts > firsts])]
    births = _ordered(np.concatenate([a for a, _ in years]), np.concatenate([b for _, b in years]))
    day = (spans[:, 0] == spans[:, 1]) & (spans[:, 2] & FIRST_JANUARY == 0)
    birthdays = whose[day], _birthdays(spans[day, 0])
    places = spread(prepared["place.starts"]), prepared["place.values"]
    whole = whose[day], _years(spans[day, 0]) * 10_000 + _birthdays(spans[day, 0])
    given = given_names(prepared)

    def brought(column: str, share: int) -> Blocks:
        rows, keys = _share(prepared, column, share)
        if column == "name_key":
            return name_blocks(rows, keys, births, birthdays, places, len(prepared))
        return birth_blocks(rows, keys, whole, len(prepared)) if column == "word" else number_blocks(rows, keys, given)

    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        by_name, by_number = (
            [pool.submit(brought, column, share) for column in columns for share in range(_shares(prepared, column))]
            for columns in (("name_key", "word"), ("phone_key", "document_key"))
        )
        return together([each.result() for each in by_name]), together([each.result() for each in by_number])


def _shares(prepared: Prepared, column: str) -> int:
    """In how many shares the keys of a column are looked at, so that little has to be held beside them."""
    return len(prepared[f"{column}.values"]) // AT_A_TIME + 1


def _share(prepared: Prepared, column: str, share: int) -> tuple[NDArray[np.int32], NDArray[np.uint64]]:
    """Records and keys of a share of a column: all records of a key are in one."""
    rows, keys = spread(prepared[f"{column}.starts"]), prepared[f"{column}.values"]
    mine = keys % np.uint64(_shares(prepared, column)) == np.uint64(share)
    return rows[mine], keys[mine]


def given_names(prepared: Prepared) -> NDArray[np.uint64]:
    """The last given name of each record, as a number."""
    given = np.zeros(len(prepared), np.uint64)
    given[spread(prepared["given.starts"])] = prepared["given.values"]
    return given


def _ordered(rows: NDArray[np.int32], values: NDArray[Any]) -> tuple[NDArray[np.int32], NDArray[Any]]:
    order = np.argsort(rows, kind="stable")
    return rows[order], values[order]


def _years(days: NDArray[np.int32]) -> NDArray[np.int64]:
    return _calendar(days).astype("datetime64[Y]").astype(np.int64) + 1970


def _birthdays(days: NDArray[np.int32]) -> NDArray[np.int64]:
    """Day and month in either order, since they may have been exchanged."""
    when = _calendar(days)
    month = when.astype("datetime64[M]")
    months, in_month = month.astype(np.int64) % 12 + 1, (when - month).astype(np.int64) + 1
    return np.asarray(np.minimum(months, in_month) * 100 + np.maximum(months, in_month), np.int64)


def _calendar(days: NDArray[np.int32]) -> NDArray[np.datetime64]:
    return (days.astype(np.int64) - 719_163).astype("datetime64[D]")
