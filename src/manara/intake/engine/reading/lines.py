"""The lines of a text file as bytes and as text, whatever ends them, with a bound on how long one may be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

MAX_LINE = 1_000_000  # bytes
_BLOCK = 1 << 18
_WIDE_LINE = re.compile("[^\r\n]*(?:\r\n|\r|\n)?")


@dataclass(slots=True)
class Line:
    """One line with what ends it. `fault` is "" or the code that says why it can't be taken as it is."""

    raw: bytes
    text: str
    fault: str = ""


class LineReader:
    """Reads the lines of a file in blocks; `done` is how many bytes the lines given so far hold, at the end all."""

    def __init__(self, path: Path, encoding: str, skip: int) -> None:
        self.path, self.encoding, self.skip = path, encoding, skip
        self.done = 0

    def __iter__(self) -> Iterator[Line]:
        with self.path.open("rb") as file:
            file.seek(self.skip)
            self.done = self.skip
            for line in self._wide(file) if self.encoding.startswith("utf-16") else self._narrow(file):
                self.done += len(line.raw)
                yield line
            self.done = file.tell()

    def _narrow(self, file: BinaryIO) -> Iterator[Line]:
        encoding = "utf-8" if self.encoding == "utf-8-sig" else self.encoding
        rest, dropping = b"", False
        while True:
            block = file.read(_BLOCK)
            whole, rest, dropping, cut = _whole_lines(rest, block, dropping)
            if cut is not None:
                yield Line(cut, cut[:2000].decode(encoding, "replace"), "line-too-long")
            yield from decoded(whole, encoding)
            if not block:
                return

    def _wide(self, file: BinaryIO) -> Iterator[Line]:
        rest, dropping = b"", False
        pending = ""
        while True:
            block = rest + file.read(_BLOCK)
            last = len(block) - len(rest) < 1 or len(block) < 2
            even = len(block) - len(block) % 2
            rest = block[even:]
            text = pending + block[:even].decode(self.encoding, "surrogatepass" if not last else "replace")
            pending = ""
            pieces = [found.group() for found in _WIDE_LINE.finditer(text) if found.group()]
            if pieces and not last and not pieces[-1].endswith("\n"):
                pending = pieces.pop()  # may go on in the next block, or "\r" may be half of "\r\n"
            for piece in pieces:
                if dropping:
                    dropping = not piece.endswith(("\n", "\r"))
                    continue
                yield self._wide_line(piece)
            if len(pending) * 2 > MAX_LINE:
                if not dropping:
                    yield self._wide_line(pending)
                pending, dropping = "", True
            if last:
                if pending and not dropping:
                    yield self._wide_line(pending)
                return

    def _wide_line(self, text: str) -> Line:
        raw = text.encode(self.encoding, "surrogatepass")
        if len(raw) > MAX_LINE:
            return Line(raw[:MAX_LINE], text[:2000], "line-too-long")
        if any("\ud800" <= char <= "\udfff" for char in text):
            return Line(raw, raw.decode(self.encoding, "replace"), "row-undecodable")
        return Line(raw, text)


def _whole_lines(rest: bytes, block: bytes, dropping: bool) -> tuple[bytes, bytes, bool, bytes | None]:
    """Part what is read into whole lines and a rest; also give the start of a line that is too long to keep."""
    data = rest + block
    if dropping:
        end = _first_end(data)
        if end < 0:
            return b"", b"", bool(block), None
        data = data[end:]
    if not block:
        return data, b"", False, None
    # A "\r" at the very end may be half of "\r\n": it waits for the next block.
    limit = len(data) - 1 if data.endswith(b"\r") else len(data)
    end = max(data.rfind(b"\n", 0, limit), data.rfind(b"\r", 0, limit)) + 1
    whole, left = data[:end], data[end:]
    if len(left) > MAX_LINE:
        return whole, b"", True, left[:MAX_LINE]
    return whole, left, False, None


def _first_end(data: bytes) -> int:
    ends = [at for at in (data.find(b"\n"), data.find(b"\r")) if at >= 0]
    return min(ends) + 1 if ends else -1


def decoded(whole: bytes, encoding: str) -> Iterator[Line]:
    """The lines of some bytes that end where a line does."""
    raws = whole.splitlines(keepends=True)
    for raw in raws:
        if len(raw) > MAX_LINE:
            yield Line(raw[:MAX_LINE], raw[:2000].decode(encoding, "replace"), "line-too-long")
            continue
        try:
            yield Line(raw, raw.decode(encoding))
        except UnicodeDecodeError:
            yield Line(raw, raw.decode(encoding, "replace"), "row-undecodable")
