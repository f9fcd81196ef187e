"""An import's file, opened: decrypted into a private place for as long as it is read, and looked at for the preview."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from django.conf import settings

from manara.foundation.actions.seal_file import pieces_of
from manara.foundation.models import SealedFile
from manara.foundation.node.receiving import UNSEALED, sweep
from manara.intake.engine.mapping import Mapping, suggest
from manara.intake.engine.questions import Question, questions, settled
from manara.intake.engine.reading import Choice, Detected, Note, detect, open_source
from manara.intake.models import Import

SAMPLE_ROWS = 20


@dataclass(frozen=True)
class Seen:
    """What the beginning of a file shows: its kind, header, first rows, suggested mapping and what must be asked."""

    detected: Detected
    header: tuple[str, ...]
    header_row: int
    sheet: str
    merged: int
    sample: tuple[tuple[str, ...], ...]
    mapping: Mapping
    questions: tuple[Question, ...]
    notes: tuple[Note, ...]


@contextmanager
def unsealed(sealed: SealedFile) -> Iterator[Path]:
    """The file in the clear, in the node's private receiving folder, until the block ends."""
    folder = Path(settings.NODE.upload_dir())
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    sweep(folder)
    suffix = Path(sealed.name).suffix[:10]
    handle, name = tempfile.mkstemp(dir=folder, prefix=f"{UNSEALED}{os.getpid()}-", suffix=suffix)
    try:
        with os.fdopen(handle, "wb") as target:
            for piece in pieces_of(sealed):
                target.write(piece)
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def looked_at(imported: Import, choice: Choice) -> Seen:
    """Look at an import's file as `choice` reads it. Raises `Problem` for a file that is refused."""
    with unsealed(imported.file) as path:
        detected = detect(path, imported.name)
        source = open_source(path, choice)
        sample = source.sample(SAMPLE_ROWS)
        mapping = mapping_for(source.profile, source.header, sample)
        return Seen(
            detected=detected,
            header=source.header,
            header_row=source.header_row,
            sheet=source.sheet,
            merged=source.merged,
            sample=sample,
            mapping=mapping,
            questions=questions(source.header, sample, mapping),
            notes=tuple(source.notes),
        )


def mapping_for(profile: str, header: Sequence[str], sample: Sequence[Sequence[str]]) -> Mapping:
    """The built-in mapping of a structured format, or a suggestion from header and samples, with the node's defaults."""
    mapping = replace(
        suggest(header, sample),
        country=settings.NODE.country or "",
        reserved_prefixes=tuple(settings.NODE.reserved_phone_prefixes),
    )
    if profile:
        mapping = replace(mapping, profile=profile)
    # Where the values themselves decide the order of day and month, nobody need be asked.
    return settled(mapping, sample)


def header_digest(header: Sequence[str]) -> str:
    """The digest by which a saved profile is found again for a file with the same header."""
    return hashlib.sha256("\x1f".join(header).encode("utf-8", "surrogatepass")).hexdigest()
