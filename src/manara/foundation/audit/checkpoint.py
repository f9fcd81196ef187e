"""Keeps the last signed head as a file beside the database: a log cut off at its end shows there."""

from __future__ import annotations

import os
from base64 import b64decode, b64encode
from datetime import datetime
from pathlib import Path

from django.conf import settings

from manara.foundation.audit.signing import TreeHead, is_ours


def place() -> Path:
    """Where the checkpoint lies."""
    return Path(settings.NODE.data_dir) / "audit" / "checkpoint"


def keep(head: TreeHead, signature: bytes) -> None:
    """Put the head in the place of the one before. Raises OSError when the disk is full."""
    file = place()
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = file.with_suffix(".new")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as stream:
        stream.write(f"{head.text}\n— manara/{head.node} {b64encode(signature).decode()}\n")
    draft.replace(file)


def kept() -> TreeHead | None:
    """The head in the file, if there is one that this node signed; a file of another node or a damaged one is none."""
    try:
        name, size, root, moment, _, last = place().read_text("utf-8").split("\n")[:6]
        node = name.removeprefix("manara/")
        head = TreeHead(int(size), b64decode(root), datetime.fromisoformat(moment.removeprefix("time ")), node)
        return head if is_ours(head, b64decode(last.rsplit(" ", 1)[1])) else None
    except FileNotFoundError:
        return None
    except (ValueError, IndexError):  # binascii.Error and UnicodeDecodeError are ValueErrors
        return None
