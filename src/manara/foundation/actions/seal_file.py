"""Takes in a file: hashed and sealed in pieces as it is read, stored once per content and audience, never served inline."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import IntegrityError, transaction

from manara.foundation.access.viewer import Viewer
from manara.foundation.actions.record import record
from manara.foundation.keys import address_of, new_key, open_bytes, open_key, seal_bytes
from manara.foundation.models import SealedFile
from manara.foundation.models.audit import AuditVerb

PIECE = 1 << 20
# Each sealed piece is its nonce (12 bytes), the content and the tag (16 bytes).
_SEALED_PIECE = PIECE + 28
_sealed: ContextVar[list[Path] | None] = ContextVar("sealed", default=None)


def seal_file(viewer: Viewer, stream: BinaryIO, *, name: str, media_type: str, audience: int) -> SealedFile:
    """Store a readable, seekable stream for `audience`; content that it already holds is not stored again.

    Raises OSError when the disk is full: then nothing is stored and no row says otherwise.
    """
    digest, size = _digest(stream)
    address = address_of(digest, audience)
    known = SealedFile.objects.filter(audience_id=audience, address=address)
    if (stored := known.first()) is not None:
        return stored
    try:
        return _stored(viewer, stream, name=name, media_type=media_type, audience=audience, address=address, size=size)
    except IntegrityError:
        # The same content came at once: who was second has waited for the first, whose file it is now.
        if (stored := known.first()) is None:
            raise
        return stored


def _stored(
    viewer: Viewer, stream: BinaryIO, *, name: str, media_type: str, audience: int, address: str, size: int
) -> SealedFile:
    with transaction.atomic():
        row, key = new_key(audience, "file")
        sealed = SealedFile.objects.create(
            audience_id=audience,
            address=address,
            name=name[:255],
            media_type=media_type[:100],
            size=size,
            key=row,
            stored_by_id=viewer.user_id,
        )
        path = path_of(sealed)
        if (made := _sealed.get()) is not None:
            made.append(path)
        _write(path, stream, key, place=f"file:{sealed.public_id}")
        record(viewer, AuditVerb.CREATE, "file", [sealed.public_id], audience=audience)
    return sealed


@contextmanager
def sealing() -> Iterator[None]:
    """Around the transaction in which files are sealed: when it fails, no file without a row stays behind."""
    before = _sealed.set([])
    try:
        yield
    except BaseException:
        for path in _sealed.get() or ():
            path.unlink(missing_ok=True)
        raise
    finally:
        _sealed.reset(before)


def pieces_of(sealed: SealedFile) -> Iterator[bytes]:
    """The file's content, piece by piece. Raises `Unsealable` when a piece was changed, moved, or its key destroyed."""
    key = open_key(sealed.key)
    with path_of(sealed).open("rb") as stored:
        for number in range(_count(sealed.size)):
            yield open_bytes(
                key, stored.read(_SEALED_PIECE), place=_place(f"file:{sealed.public_id}", number, sealed.size)
            )


def path_of(sealed: SealedFile) -> Path:
    """Where the sealed bytes lie."""
    return Path(settings.NODE.files_dir) / sealed.address[:2] / f"{sealed.public_id}.sealed"


def _digest(stream: BinaryIO) -> tuple[bytes, int]:
    stream.seek(0)
    digest = hashlib.sha256()
    while piece := stream.read(PIECE):
        digest.update(piece)
    return digest.digest(), stream.tell()


def _write(path: Path, stream: BinaryIO, key: bytes, *, place: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    size = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    draft = path.with_suffix(".new")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as target:
            for number in range(_count(size)):
                target.write(seal_bytes(key, stream.read(PIECE), place=_place(place, number, size)))
            target.flush()
            os.fsync(target.fileno())
        draft.replace(path)
        _fix(path.parent)
        _fix(path.parent.parent)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _fix(folder: Path) -> None:
    """Have the folder's entries on the disk: a row that outlives a power cut must find its file."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _place(place: str, number: int, size: int) -> str:
    # The length is bound too, so that a file cut at a piece's end doesn't open as a shorter one.
    return f"{place}:{number}:{size}"


def _count(size: int) -> int:
    return max(1, -(-size // PIECE))
