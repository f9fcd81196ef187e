"""Keeps what was learned as one archive of arrays whose bytes follow from the arrays alone, and says its hash."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

_WHEN: Final = (1980, 1, 1, 0, 0, 0)


def keep(learned: Mapping[str, NDArray[Any]], file: Path) -> str:
    """Write the archive and, beside it, its SHA-256; returns the hash. The same arrays give the same bytes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(learned):
            part = io.BytesIO()
            np.save(part, np.ascontiguousarray(learned[name]), allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", _WHEN), part.getvalue(), zipfile.ZIP_DEFLATED)
    file.write_bytes(content.getvalue())
    digest = hashlib.sha256(content.getvalue()).hexdigest()
    file.with_suffix(".sha256").write_text(digest + "\n", "ascii")
    return digest
