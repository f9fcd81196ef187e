"""Looks a zip file over before anything unpacks it: bombs, links, paths that lead out, archives inside."""

from __future__ import annotations

import re
import stat
import struct
import zlib
from pathlib import Path
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from manara.foundation.engine.problems import Problem

MAX_ENTRIES = 5_000
MAX_UNPACKED = 700_000_000  # bytes of all entries together
_FREE = 64_000_000  # below this many bytes an entry may be packed as tightly as it likes
_MAX_RATIO = 40  # sheets of lists reach 10 to 15
_NESTED = re.compile(r"\.(?:zip|xlsx|xlsm|ods|odt|docx|pptx|jar|7z|rar|gz|tgz|bz2|xz|tar)$", re.I)
_OBJECTS = ("xl/embeddings/", "Object", "ObjectReplacements/", "xl/media/")
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"


def workbook_kind(path: Path) -> str:
    """Return "xlsx" or "ods" for a zip file that is one.

    Raises Problem "file-truncated", "file-bomb", "file-unsafe-name", "file-duplicate-entry", "file-nested",
    "file-password", "file-dtd", "file-archive" or "file-unknown".
    """
    _check_count(path)
    try:
        with ZipFile(path) as archive:
            entries = archive.infolist()
            _check_entries(entries)
            kind = _kind(archive, {entry.filename for entry in entries})
            _check_heads(archive, entries)
            return kind
    except (
        BadZipFile,
        zlib.error,
        LargeZipFile,
        NotImplementedError,
        OSError,
        EOFError,
        struct.error,
        ValueError,
    ) as error:
        if isinstance(error, Problem):
            raise
        raise Problem("file-truncated", detail=str(error)[:200]) from error


def _check_count(path: Path) -> None:
    """Refuse a directory of too many entries before it is read: a million of them take seconds and memory."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - 65_557))
        tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        raise Problem("file-truncated", detail="its table of contents is missing")
    entries, directory = (
        struct.unpack("<H", tail[at + 10 : at + 12])[0],
        struct.unpack("<I", tail[at + 12 : at + 16])[0],
    )
    if entries == 0xFFFF or directory == 0xFFFFFFFF:
        raise Problem("file-bomb", detail="it claims more than 65,000 parts")
    if entries > MAX_ENTRIES or directory > 5_000_000:
        raise Problem("file-bomb", detail=f"it has {entries} parts")


def _check_entries(entries: list[ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise Problem("file-bomb", detail=f"it has {len(entries)} parts")
    seen: set[str] = set()
    total = 0
    for entry in entries:
        name = entry.filename
        if stat.S_ISLNK(entry.external_attr >> 16) or _leads_out(entry.orig_filename) or _leads_out(name):
            raise Problem("file-unsafe-name", name=name[:100])
        if name.lower() in seen:
            raise Problem("file-duplicate-entry", name=name[:100])
        seen.add(name.lower())
        total += entry.file_size
        if entry.file_size > _FREE and entry.file_size > _MAX_RATIO * max(entry.compress_size, 1):
            raise Problem("file-bomb", detail=f"{entry.file_size // 1_000_000} MB in one part")
        if entry.flag_bits & 0x1:
            raise Problem("file-password")
    if total > MAX_UNPACKED:
        raise Problem("file-bomb", detail=f"{total // 1_000_000} MB")
    _check_overlap(entries)
    for entry in entries:
        if _NESTED.search(entry.filename) and not entry.filename.startswith(_OBJECTS):
            raise Problem("file-nested", name=entry.filename[:100])


def _leads_out(name: str) -> bool:
    parts = re.split(r"[/\\]", name)
    return name.startswith(("/", "\\")) or ".." in parts or "\\" in name or "\x00" in name or ":" in parts[0]


def _check_overlap(entries: list[ZipInfo]) -> None:
    """Refuse entries that share their packed bytes: that is how a small file unpacks without end."""
    end = 0
    for entry in sorted(entries, key=lambda e: e.header_offset):
        if entry.header_offset < end:
            raise Problem("file-bomb", detail="its parts overlap")
        end = entry.header_offset + 30 + entry.compress_size


def _kind(archive: ZipFile, names: set[str]) -> str:
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        raise Problem("file-unknown", kind="a binary workbook (XLSB); save it as XLSX")
    if "mimetype" in names and "content.xml" in names:
        if archive.read("mimetype")[:100].strip().startswith(_ODS):
            if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
                raise Problem("file-password")
            return "ods"
        raise Problem("file-unknown", kind="a text document, not a spreadsheet")
    if "word/document.xml" in names or "ppt/presentation.xml" in names:
        raise Problem("file-unknown", kind="a text document, not a spreadsheet")
    raise Problem("file-archive")


def _check_heads(archive: ZipFile, entries: list[ZipInfo]) -> None:
    """Refuse a document type in any part: no spreadsheet program writes one."""
    for entry in entries:
        if entry.filename.endswith((".xml", ".rels")):
            with archive.open(entry) as part:
                head = part.read(1 << 16)
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                raise Problem("file-dtd")
