"""Makes all batches that were read one: every word and every name once, and how rare, how common, how shared each value is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from manara.resolution.engine.linkage.blocking import mixed, spread
from manara.resolution.engine.linkage.prepared import FIELDS, Prepared, given_names, opened
from manara.resolution.engine.linkage.reading import CODED, Batch

_LISTS: Final = (
    "name", "relative", "birth", "phone", "document", "name_key", "word", "phone_key", "document_key", "given", *CODED
)  # fmt: skip
#: What tells a word from others until all batches are one.
_TOLD: Final = ("whole", "texts", "codes")
COMMON_PLACE: Final = 0.02
CREW: Final = 3


def keep_batch(batch: Batch, file: Path) -> None:
    """Write a batch that was read, whole or not at all."""
    arrays: dict[str, Any] = {
        "records": np.array("\0".join(batch.records).encode()), "names.words": batch.names, "relatives.words": batch.relatives,
        **{f"words.{kind}": getattr(batch.tokens, kind) for kind in _TOLD},
        **{f"words.{field}": getattr(batch.tokens.words, field) for field in FIELDS},
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


def _starts(parts: list[NDArray[np.int64]]) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(np.concatenate([np.diff(each) for each in parts]))]).astype(np.int64)


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
    given = given_names(arrays)[rows]
    order = np.lexsort((given, keys))
    holders, names = keys[order], given[order]
    another = np.ones(len(order), np.bool_)  # each name of each phone once
    another[1:] = (holders[1:] != holders[:-1]) | (names[1:] != names[:-1])
    holders, many = np.unique(holders[another], return_counts=True)
    return np.asarray(many[np.searchsorted(holders, keys)] > CREW, np.bool_)
