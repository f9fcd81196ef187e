"""The marks by which a file shows what it is: magic numbers, the first element of XML, the first line of JSON."""

from __future__ import annotations

import re
from pathlib import Path, PurePath

from manara.foundation.engine.problems import Problem
from manara.intake.engine.reading import refusals  # noqa: F401  (registers the sentences)

MAX_SIZE_MB = 1_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ACCESS = (b"Standard Jet DB", b"Standard ACE DB")
_KNOWN_OTHERS = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"BM", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"RIFF", "a picture or a recording"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"OggS", "a recording"),
    (b"ID3", "a recording"),
    (b"SQLite format 3", "a SQLite database"),
    (b"{\\rtf", "a text document (RTF)"),
)
_ARCHIVES = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf\x27\x1c", b"Rar!", b"\x28\xb5\x2f\xfd", b"\x04\x22\x4d\x18")
_NAMES = {
    "csv": "csv", "tsv": "csv", "txt": "csv", "tab": "csv", "xlsx": "xlsx", "xlsm": "xlsx", "xls": "xls",
    "ods": "ods", "mdb": "access", "accdb": "access", "gpx": "gpx", "kml": "kml", "ftm": "ftm", "jsonl": "ftm",
    "ndjson": "ftm",
}  # fmt: skip
_HTML = re.compile(rb"^\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|script|table)\b", re.I | re.S)


def name_promises(name: str) -> str:
    """Return the format that a file's name promises, "" when it promises none that is known."""
    return _NAMES.get(PurePath(name).suffix.lower().lstrip("."), "")


def sniff(path: Path) -> str:
    """Return a file's format by its content.

    Raises Problem "file-unknown", "file-archive", "file-binary", "file-password", "file-truncated", "file-dtd",
    "file-xml-unknown" and, for workbooks, what `archives.check` raises.
    """
    with path.open("rb") as file:
        head = file.read(1 << 16)
    if head[4:19] in _ACCESS:
        return "access"
    if head.startswith(b"PK\x03\x04") or head.startswith((b"PK\x05\x06", b"PK\x07\x08")):
        from manara.intake.engine.reading.archives import workbook_kind

        return workbook_kind(path)
    if head.startswith(_OLE):
        from manara.intake.engine.reading.old_office import ole_kind

        return ole_kind(path)
    if head.startswith(_ARCHIVES) or head[257:262] == b"ustar":
        raise Problem("file-archive")
    if head[:2] == b"BM" and len(head) > 18 and b"\x00" not in head[:18]:
        return _text(head)  # "BM" is also how a column can be called
    if head[:2] == b"MZ" and b"\x00" not in head[:200]:
        return _text(head)
    for magic, kind in _KNOWN_OTHERS:
        if head.startswith(magic) and not (magic.isalpha() and b"\x00" not in head):
            raise Problem("file-unknown", kind=kind)
    return _text(head)


def _text(head: bytes) -> str:
    start = _plain_start(head)
    if _HTML.match(start):
        raise Problem("file-unknown", kind="a web page")
    if start.startswith(b"<"):
        from manara.intake.engine.reading.safe_xml import kind_of

        return kind_of(start)
    if start[:1] in (b"{", b"[") and _is_json(start):
        return "ftm"
    if _is_binary(head):
        raise Problem("file-binary")
    return "csv"


def _plain_start(head: bytes) -> bytes:
    """Return the beginning without byte order mark and white space, UTF-16 turned into UTF-8."""
    for mark, codec in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            return head[2:].decode(codec, "replace").encode("utf-8", "replace").lstrip()
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()


def _is_json(start: bytes) -> bool:
    """True for what begins like JSON and not like a cell in brackets."""
    rest = start[1:400].lstrip()
    if start[:1] == b"{":
        return rest[:1] in (b'"', b"}", b"'", b"") or rest[:1].isalpha()
    if b"\n" in start[:400].strip() and b"," in start.split(b"\n", 1)[0] and b"]" not in start.split(b"\n", 1)[0]:
        return rest[:1] in (b"{", b"[")
    return rest[:1] in (b"{", b"[", b'"', b"]", b"") or start.rstrip().endswith(b"]")


def _is_binary(head: bytes) -> bool:
    """True when control characters are too many for any text; UTF-16 text has zeros on one side only."""
    sample = head[:8192]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    zeros = sample.count(0)
    if zeros:
        even, odd = sample[0::2].count(0), sample[1::2].count(0)
        if min(even, odd) * 8 <= max(even, odd) and zeros > len(sample) // 5:
            return False
    controls = sum(sample.count(bytes([code])) for code in (*range(1, 9), *range(14, 27), 28, 29, 127))
    return zeros > len(sample) // 20 + 2 or controls > len(sample) // 20 + 2
