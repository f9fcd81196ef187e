"""All records of a linkage as arrays in a folder, which every process and every worker of a cluster maps into its memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from manara.resolution.engine.linkage.blocking import Blocks, birth_blocks, name_blocks, number_blocks, spread, together
from manara.resolution.engine.linkage.reading import CODED, FIRST_JANUARY, Batch
from manara.resolution.engine.names.prepared import FIELDS

_LISTS: Final = (
    "name", "relative", "birth", "phone", "document", "name_key", "word", "phone_key", "document_key", "given", *CODED
)  # fmt: skip
COMMON_PLACE: Final = 0.02
CREW: Final = 3


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
    arrays: dict[str, Any] = {"records": np.array("\0".join(batch.records).encode())}
    for group, names in (("names", batch.names), ("relatives", batch.relatives)):
        arrays |= {f"{group}.{field}": getattr(names.prepared, field) for field in FIELDS}
        arrays |= {f"{group}.texts": names.texts, f"{group}.codes": names.codes}
    for column, lists in batch.lists.items():
        arrays |= {f"{column}.starts": lists.starts, f"{column}.values": lists.values}
    part = file.with_suffix(".part")
    with part.open("wb") as output:
        np.savez(output, **arrays)
    part.replace(file)


def merged(files: Sequence[Path], folder: Path) -> tuple[Prepared, list[str]]:
    """All batches as one, written into `folder` for others to map; and the records' own names, by their rows."""
    folder.mkdir(exist_ok=True)
    kept = [np.load(file, allow_pickle=False) for file in files]
    records = [name for each in kept for name in bytes(each["records"].item()).decode().split("\0")]
    arrays: dict[str, NDArray[Any]] = {}
    for group, column in (("names", "name"), ("relatives", "relative")):
        texts = np.concatenate([each[f"{group}.texts"] for each in kept])
        _texts, first, which = np.unique(texts, return_index=True, return_inverse=True)
        for field in (*FIELDS, "codes"):
            arrays[f"{group}.{field}"] = np.concatenate([each[f"{group}.{field}"] for each in kept])[first]
        before = np.concatenate([[0], np.cumsum([len(each[f"{group}.texts"]) for each in kept])[:-1]])
        numbers = [each[f"{column}.values"] + shift for each, shift in zip(kept, before, strict=True)]
        arrays[f"{column}.values"] = which[np.concatenate(numbers)].astype(np.int64)
    for column in _LISTS:
        arrays[f"{column}.starts"] = _starts([each[f"{column}.starts"] for each in kept])
        if column not in ("name", "relative"):
            arrays[f"{column}.values"] = np.concatenate([each[f"{column}.values"] for each in kept])
    forms = _numbered(arrays.pop("names.codes"))
    arrays["names.forms"] = forms
    arrays["names.rarity"] = _rarity(forms[:, :, 0], arrays["name.values"], len(records))
    del arrays["relatives.codes"]
    arrays["place.common"] = _common(arrays["place.values"], len(records))
    arrays["phone.crew"] = _crews(arrays)
    for name, array in arrays.items():
        np.save(folder / f"{name}.npy", array)
    return Prepared(arrays), records


def opened(folder: Path) -> Prepared:
    """The arrays of a folder, mapped."""
    return Prepared({file.stem: np.load(file, mmap_mode="r") for file in sorted(folder.glob("*.npy"))})


def blocks_of(prepared: Prepared) -> Blocks:
    """Which records are to be compared: those that share a key of a name or a number."""
    names, numbers = families(prepared)
    return together([names, numbers])


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
    given = np.zeros(len(prepared), np.uint64)
    given[spread(prepared["given.starts"])] = prepared["given.values"]
    names = name_blocks(
        spread(prepared["name_key.starts"]), prepared["name_key.values"], births,
        (whose[day], _birthdays(spans[day, 0])), (spread(prepared["place.starts"]), prepared["place.values"]), len(prepared),
    )  # fmt: skip
    whole = (whose[day], _years(spans[day, 0]) * 10_000 + _birthdays(spans[day, 0]))
    births_found = birth_blocks(spread(prepared["word.starts"]), prepared["word.values"], whole, len(prepared))
    numbers = [
        number_blocks(spread(prepared[f"{kind}.starts"]), prepared[f"{kind}.values"], given)
        for kind in ("phone_key", "document_key")
    ]
    return together([names, births_found]), together(numbers)


def _starts(parts: list[NDArray[np.int64]]) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(np.concatenate([np.diff(each) for each in parts]))]).astype(np.int64)


def _ordered(rows: NDArray[np.int64], values: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[Any]]:
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


def _rarity(forms: NDArray[np.int32], borne: NDArray[np.int64], records: int) -> NDArray[np.float32]:
    """Of each token of each name, how rare it is in these files, in nats: by the records whose name has it."""
    counts = np.bincount(forms[borne].ravel(), minlength=int(forms.max(initial=0)) + 1)
    share = np.clip(counts / max(records, 1), 1 / max(records, 1), 1.0)
    return np.where(forms == 0, 0, -np.log(share)[forms]).astype(np.float32)


def _common(places: NDArray[np.uint64], records: int) -> NDArray[np.bool_]:
    _found, inverse, counts = np.unique(places, return_inverse=True, return_counts=True)
    return np.asarray((counts > COMMON_PLACE * records)[inverse], np.bool_)


def _crews(arrays: dict[str, NDArray[Any]]) -> NDArray[np.bool_]:
    """Of each phone of each record, whether it is known with people of more than three first names."""
    keys, rows = arrays["phone_key.values"], spread(arrays["phone_key.starts"])
    given = np.zeros(len(arrays["given.starts"]), np.uint64)
    given[spread(arrays["given.starts"])] = arrays["given.values"]
    pairs = np.unique(np.stack([keys, given[rows]], axis=1), axis=0) if len(keys) else np.zeros((0, 2), np.uint64)
    holders, names = np.unique(pairs[:, 0], return_counts=True)
    return np.asarray(names[np.searchsorted(holders, keys)] > CREW, np.bool_) if len(keys) else np.zeros(0, np.bool_)
