"""Tells what a file is by its first bytes, not by its name, and opens it as rows."""

from __future__ import annotations

import os
from pathlib import Path

from manara.foundation.engine.problems import Problem
from manara.intake.engine.reading import refusals
from manara.intake.engine.reading.rows import Choice, Detected, Source
from manara.intake.engine.reading.signatures import MAX_SIZE_MB, name_promises, sniff

__all__ = ["FORMATS", "detect", "open_source", "refusals"]

FORMATS = ("csv", "xlsx", "xls", "ods", "access", "ftm", "un-xml", "gpx", "kml")


def _checked(path: str | os.PathLike[str]) -> tuple[Path, int]:
    """Return the path and size of a file that can be opened.

    Raises Problem "file-missing", "file-unreadable", "file-empty" or "file-too-big".
    """
    file = Path(path)
    try:
        with file.open("rb") as opened:
            opened.read(1)
        size = file.stat().st_size
    except FileNotFoundError as error:
        raise Problem("file-missing", name=file.name) from error
    except (OSError, ValueError) as error:
        raise Problem("file-unreadable", name=file.name, detail=getattr(error, "strerror", "") or str(error)) from error
    if size == 0:
        raise Problem("file-empty")
    if size > MAX_SIZE_MB * 1_000_000:
        raise Problem("file-too-big", size=size // 1_000_000, limit=MAX_SIZE_MB)
    return file, size


def detect(path: str | os.PathLike[str], name: str = "") -> Detected:
    """Say what a file is: format, encoding, separator, sheets and size, by its content.

    `name` is the name the file was sent under, where `path` is a stored copy. Raises Problem for a file that is
    refused: empty, too big, protected by a password, damaged, a bomb, an archive, or of no known kind.
    """
    file, size = _checked(path)
    kind = sniff(file)
    promised = name_promises(name or file.name)
    if kind == "csv" and Path(name or file.name).suffix.lower() == ".json":
        raise Problem("file-json", detail="it does not begin like JSON")
    disagrees = promised if promised and promised != kind else ""
    if kind == "csv":
        from manara.intake.engine.reading.delimited import (
            DelimitedSource,
            decoded_head,
            guesses_of,
            undecodable_in_sample,
        )
        from manara.intake.engine.reading.separators import rank_separators

        guesses = guesses_of(file)
        encoding = guesses[0].encoding
        separator = rank_separators(decoded_head(file, encoding))[0]
        DelimitedSource(file, Choice(encoding=encoding))  # refuses what has nothing to read
        return Detected(
            kind,
            size,
            encoding,
            guesses,
            separator,
            name_says=disagrees,
            undecodable_lines=undecodable_in_sample(file, encoding),
        )
    source = open_source(file, Choice(format=kind))
    return Detected(kind, size, encoding=source.encoding, sheets=source.sheets, name_says=disagrees)


def open_source(path: str | os.PathLike[str], choice: Choice | None = None) -> Source:
    """Open a file as rows, with what the user chose about reading it.

    Raises Problem for a file that is refused, as `detect` does, and for a choice that does not fit the file:
    "encoding-unknown", "separator-wrong", "sheet-missing", "header-row", "file-format".
    """
    file, _ = _checked(path)
    choice = choice or Choice()
    found = sniff(file)
    kind = choice.format or found
    if kind != found:
        raise Problem("file-format", format=kind, found=found)
    if kind == "csv":
        from manara.intake.engine.reading.delimited import DelimitedSource

        return DelimitedSource(file, choice)
    if kind in ("xlsx", "xls", "ods"):
        from manara.intake.engine.reading.workbooks import WorkbookSource

        return WorkbookSource(file, choice, kind)
    if kind == "access":
        from manara.intake.engine.reading.databases import AccessSource

        return AccessSource(file, choice)
    if kind == "ftm":
        from manara.intake.engine.reading.ftm_lines import FtmSource

        return FtmSource(file)
    if kind == "un-xml":
        from manara.intake.engine.reading.un_list import UnListSource

        return UnListSource(file)
    if kind == "gpx":
        from manara.intake.engine.reading.gpx import GpxSource

        return GpxSource(file)
    from manara.intake.engine.reading.kml import KmlSource

    return KmlSource(file)
