"""Reads a saved mapping back and fits it to another file: by the names of its columns, not by their order."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from typing import Any

from manara.foundation.engine.folding import fold
from manara.foundation.engine.problems import Problem
from manara.intake.engine.mapping import VERSION, Column, Mapping
from manara.intake.engine.targets import TARGETS

_CHOICES = {
    "kind": ("fact", "assessment"),
    "order": ("", "dmy", "mdy", "ymd"),
    "calendar": ("", "gregorian", "hijri"),
}
_COUNTRY = re.compile(r"[A-Z]{2}|")
MAX_COLUMNS = 500


def mapping_from(data: Any) -> Mapping:
    """Build a mapping from decoded JSON, checking each part of it.

    Raises Problem "mapping-unreadable", "mapping-version" or "mapping-target".
    """
    if not isinstance(data, dict):
        raise Problem("mapping-unreadable", detail="it is not an object")
    version = data.get("version", VERSION)
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise Problem("mapping-unreadable", detail="its version is no number")
    if version > VERSION:
        raise Problem("mapping-version", version=version, known=VERSION)
    listed = data.get("columns", [])
    if not isinstance(listed, (list, tuple)) or len(listed) > MAX_COLUMNS:
        raise Problem("mapping-unreadable", detail="its columns are no list")
    columns = tuple(_column(entry, at) for at, entry in enumerate(listed))
    if len({column.index for column in columns}) != len(columns):
        raise Problem("mapping-unreadable", detail="a column is in it twice")
    known = {field.name for field in fields(Mapping)} - {"columns", "version", "options", "reserved_prefixes"}
    values = {name: _text(data, name) for name in known if name in data}
    options = data.get("options", {})
    prefixes = data.get("reserved_prefixes", [])
    if not isinstance(options, dict) or not all(isinstance(v, str) for v in options.values()):
        raise Problem("mapping-unreadable", detail="its options are no texts")
    if not isinstance(prefixes, (list, tuple)) or not all(isinstance(p, str) for p in prefixes):
        raise Problem("mapping-unreadable", detail="its reserved prefixes are no texts")
    return Mapping(columns=columns, options=dict(options), reserved_prefixes=tuple(prefixes), **values)  # type: ignore[arg-type]


def _text(data: dict[str, Any], name: str) -> str:
    value = data[name]
    if not isinstance(value, str) or len(value) > 500:
        raise Problem("mapping-unreadable", detail=f"{name} is no text")
    if name in _CHOICES and value not in _CHOICES[name]:
        raise Problem("mapping-unreadable", detail=f"{name} can't be {value!r}")
    if name == "country" and not _COUNTRY.fullmatch(value):
        raise Problem("mapping-unreadable", detail=f"{value!r} is no two-letter country code")
    return value


def _column(entry: Any, at: int) -> Column:
    if not isinstance(entry, dict) or not isinstance(entry.get("header", ""), str):
        raise Problem("mapping-unreadable", detail=f"column {at + 1} is no object with a header")
    index = entry.get("index", at)
    if not isinstance(index, int) or isinstance(index, bool) or not 0 <= index < MAX_COLUMNS:
        raise Problem("mapping-unreadable", detail=f"column {at + 1} has no valid index")
    target = entry.get("target")
    if target is not None and (not isinstance(target, str) or target not in TARGETS):
        raise Problem("mapping-target", target=str(target)[:60])
    texts = {
        name: _text(entry, name) for name in ("kind", "order", "calendar", "country", "split", "lang") if name in entry
    }
    score = entry.get("score", 0.0)
    if not isinstance(score, (int, float)) or isinstance(score, bool):
        raise Problem("mapping-unreadable", detail=f"the score of column {at + 1} is no number")
    header = entry.get("header", "")
    return Column(index=index, header=header[:500], target=target, score=float(score), **texts)  # type: ignore[arg-type]


def fit(mapping: Mapping, header: tuple[str, ...]) -> Mapping:
    """Return `mapping` with its columns where `header` has them; columns it doesn't know are left out.

    Raises Problem "mapping-columns" when a mapped column is missing.
    """
    places = {fold(name): at for at, name in reversed(list(enumerate(header)))}
    fitted: dict[int, Column] = {}
    for column in mapping.columns:
        at = places.get(fold(column.header))
        if at is None:
            if column.target is not None:
                raise Problem("mapping-columns", missing=column.header[:100])
            continue
        fitted[at] = replace(column, index=at, header=header[at])
    return replace(
        mapping, columns=tuple(fitted.get(at, Column(index=at, header=name)) for at, name in enumerate(header))
    )
