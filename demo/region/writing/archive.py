"""A ZIP archive whose bytes depend on its content alone."""

from __future__ import annotations

import io
import zipfile

_DAY = (2026, 7, 1, 0, 0, 0)


def archive(members: list[tuple[str, str]]) -> bytes:
    """Return the archive of (name, text); stored, because compressors differ between machines."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as target:
        for name, text in members:
            entry = zipfile.ZipInfo(name, _DAY)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            target.writestr(entry, text.encode("utf-8"))
    return buffer.getvalue()
