"""All records of a linkage as arrays in a folder, which every process and every worker of a cluster maps into its memory."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from manara.resolution.engine.linkage.blocking import (
    Blocks,
    birth_blocks,
    mixed,
    name_blocks,
    number_blocks,
    spread,
    together,
)
from manara.resolution.engine.linkage.reading import CODED, FIRST_JANUARY, Batch
from manara.resolution.engine.names.words import Words

_LISTS: Final = (
    "name", "relative", "birth", "phone", "document", "name_key", "word", "phone_key", "document_key", "given", *CODED
)  # fmt: skip
#: Of a word what is compared, and what tells it from others until all batches are one.
FIELDS: Final = tuple(Words.__dataclass_fields__)
_TOLD: Final = ("whole", "texts", "codes")
COMMON_PLACE: Final = 0.02
CREW: Final = 3
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


def keep_batch(batch: Batch, file: Path) -> None:
    """Write a batch that was read, whole or not at all."""
    arrays: dict[str, Any] = {
        "records": np.array("\0".join(batch.records).encode()), "names.words": batch.names, "relatives.words": batch.relatives,
        **{f"words.{kind}": getattr(batch.tokens, kind) for kind in _TOLD},
        **{f"words.{field}": getattr(batch.tokens.words, field)[:-1] for field in FIELDS},
    }  # fmt: skip
    for column, lists in batch.lists.items():
        arrays |= {f"{column}.starts": lists.starts, f"{column}.values": lists.values}
    part = file.with_suffix(".part")
    with part.open("wb") as output:
        np.savez(output, **arrays)
    part.replace(file)


def merged(files: Sequence[Path], folder: Path) -> tuple[Prepared, list[str]]:
    """All batches as one, written into `folder` for all to map, an array at a time; and the records' own names, by row."""
    folder.mkdir(exist_ok=True)
    kept = [np.load(file, allow_pickle=False) for file in files]
    records = [name for each in kept for name in bytes(each["records"].item()).decode().split("\0")]

    def whole(name: str) -> NDArray[Any]:
        return np.concatenate([each[name] for each in kept])

    _merge_names(kept, len(records), folder)
    for column in _LISTS:
        _keep(folder, f"{column}.starts", _starts([each[f"{column}.starts"] for each in kept]))
        if column not in ("name", "relative"):
            _keep(folder, f"{column}.values", whole(f"{column}.values"))
    prepared = opened(folder)
    _keep(folder, "place.common", _common(prepared["place.values"], len(records)))
    _keep(folder, "phone.crew", _crews(prepared))
    return opened(folder), records


def _merge_names(kept: Sequence[Any], records: int, folder: Path) -> None:
    """The names of all batches, each once, as words of which each stands once, and how rare these are."""
    def whole(name: str) -> NDArray[Any]:
        return np.concatenate([each[name] for each in kept])

    _whole, first, number = np.unique(whole("words.whole"), return_index=True, return_inverse=True)
    for field in FIELDS:
        _keep(folder, f"words.{field}", whole(f"words.{field}")[first])
    texts, forms = whole("words.texts")[first], _numbered(whole("words.codes")[first])
    _keep(folder, "words.forms", forms)
    before = np.cumsum([0] + [len(each["words.whole"]) for each in kept])
    for group, column in (("names", "name"), ("relatives", "relative")):
        words = np.concatenate([
            _renumbered(each[f"{group}.words"], number[start : start + len(each["words.whole"])])
            for each, start in zip(kept, before.tolist(), strict=False)
        ])  # fmt: skip
        once, which = _alike(words, texts)
        words = words[once]
        many = np.cumsum([0] + [len(each[f"{group}.words"]) for each in kept]).tolist()
        values = [each[f"{column}.values"] + shift for each, shift in zip(kept, many, strict=False)]
        borne = which[np.concatenate(values)].astype(np.int64)
        _keep(folder, f"{group}.words", words)
        _keep(folder, f"{group}.count", (words >= 0).sum(axis=1).astype(np.int8))
        _keep(folder, f"{column}.values", borne)
        if group == "names":
            _keep(folder, "words.rarity", _rarity(forms[:, 0], words, borne, records))


def _keep(folder: Path, name: str, array: NDArray[Any]) -> None:
    np.save(folder / f"{name}.npy", array)


def _renumbered(words: NDArray[np.int32], numbers: NDArray[np.int64]) -> NDArray[np.int32]:
    """Words of a batch by the numbers that they have in all batches."""
    return np.where(words >= 0, np.append(numbers, 0)[words], -1).astype(np.int32)


def _alike(words: NDArray[np.int32], texts: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The first of the names [n, 8] that are written alike, and of each name which of these it is."""
    told = np.zeros(len(words), np.uint64)
    for at in range(words.shape[1]):
        there = words[:, at] >= 0
        told[there] = mixed(told[there], texts[words[there, at]])
    _told, first, which = np.unique(told, return_index=True, return_inverse=True)
    return first, which


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
    given = _given(prepared)

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


def _given(prepared: Prepared) -> NDArray[np.uint64]:
    """The last given name of each record, as a number."""
    given = np.zeros(len(prepared), np.uint64)
    given[spread(prepared["given.starts"])] = prepared["given.values"]
    return given


def _starts(parts: list[NDArray[np.int64]]) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(np.concatenate([np.diff(each) for each in parts]))]).astype(np.int64)


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


def _numbered(codes: NDArray[np.uint64]) -> NDArray[np.int32]:
    """The codes as small numbers, 0 staying 0."""
    found, inverse = np.unique(codes, return_inverse=True)
    shift = 0 if len(found) and found[0] == 0 else 1
    return np.asarray(inverse.reshape(codes.shape) + shift, np.int32)


def _rarity(
    forms: NDArray[np.int32], names: NDArray[np.int32], borne: NDArray[np.int64], records: int
) -> NDArray[np.float32]:
    """Of each word, how rare it is in these files, in nats: by the records whose name [n, 8] has it in any spelling."""
    words = np.bincount(borne, minlength=len(names)).repeat(names.shape[1])
    there = names.ravel() >= 0
    counts = np.bincount(forms[names.ravel()[there]], words[there], minlength=int(forms.max(initial=0)) + 1)
    share = np.clip(counts / max(records, 1), 1 / max(records, 1), 1.0)
    return np.where(forms == 0, 0, -np.log(share)[forms]).astype(np.float32)


def _common(places: NDArray[np.uint64], records: int) -> NDArray[np.bool_]:
    _found, inverse, counts = np.unique(places, return_inverse=True, return_counts=True)
    return np.asarray((counts > COMMON_PLACE * records)[inverse], np.bool_)


def _crews(arrays: Prepared) -> NDArray[np.bool_]:
    """Of each phone of each record, whether it is known with people of more than three first names."""
    keys, rows = arrays["phone_key.values"], spread(arrays["phone_key.starts"])
    given = _given(arrays)
    pairs = np.unique(np.stack([keys, given[rows]], axis=1), axis=0) if len(keys) else np.zeros((0, 2), np.uint64)
    holders, names = np.unique(pairs[:, 0], return_counts=True)
    return np.asarray(names[np.searchsorted(holders, keys)] > CREW, np.bool_) if len(keys) else np.zeros(0, np.bool_)
