"""Receives the files of a request on disk, answers a full one with a sentence, and leaves nothing in the clear behind."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler

from manara.foundation.node.room_on_disk import is_full

# How the name of a file begins that a process has unsealed; its own number follows.
UNSEALED = "opened-"


class Receiving(TemporaryFileUploadHandler):
    """Django's own handler, but nobody fills the disk through it, and one that is full is told of in a sentence.

    Of a stranger no file is taken: the check for forged forms reads a request before any page asks who sent it. Of a
    file over the limit nothing is kept but its size, by which the page refuses it. Where the disk is full, the rest of
    the request is read before that is told: a browser that is still sending would show a broken connection in its place.
    """

    full: OSError | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        if self.request is not None and SESSION_KEY not in self.request.session:
            raise StopUpload(connection_reset=True)
        with self._room():
            super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if start + len(raw_data) > settings.NODE.upload_limit_mb * 1_000_000:
            self.file.seek(0)
            self.file.truncate()
            return None
        with self._room():
            return super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> UploadedFile | None:
        with self._room():
            return super().file_complete(file_size)

    def upload_complete(self) -> None:
        """Called when all of the request was read. Raises OSError when there was no room for it."""
        if self.full is not None:
            raise self.full

    @contextlib.contextmanager
    def _room(self) -> Iterator[None]:
        try:
            yield
        except OSError as problem:
            if not is_full(problem):
                raise
            self.full = problem
            if getattr(self, "file", None) is not None:
                with contextlib.suppress(OSError):  # what is in its buffer finds no room either
                    self.file.close()
            raise StopUpload(connection_reset=False) from problem


def clear(folder: Path) -> None:
    """Removes what killed processes were receiving, or had unsealed to read it.

    One that still receives has its file open and goes on; what a living process has unsealed bears its number, and stays.
    """
    for left in folder.glob("tmp*.upload*"):
        left.unlink(missing_ok=True)
    sweep(folder)


def sweep(folder: Path) -> None:
    """Removes what processes that live no more had unsealed."""
    for left in folder.glob(f"{UNSEALED}*"):
        process = left.name.removeprefix(UNSEALED).partition("-")[0]
        if process.isdigit() and not _lives(int(process)):
            left.unlink(missing_ok=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
