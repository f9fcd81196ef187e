"""The node's key files: made once from the system's randomness, readable by the node's account alone."""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path

from manara.foundation.node.config import ConfigProblem

#: Each key's file name without its ending, and what it is for.
KEYS = {
    "secret": "signs sessions and invitation links",
    "node": "seals the keys of circles, cases and fields",
    "database-app": "the application role's password on the embedded database",
    "database-owner": "the owner role's password on the embedded database",
}


def create(folder: Path) -> tuple[str, ...]:
    """Makes the keys that do not exist yet, 32 random bytes in hexadecimal each, and returns their names."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return tuple(name for name in KEYS if _create(folder / f"{name}.key"))


def _create(file: Path) -> bool:
    # Written beside its place and linked into it: a crash leaves either no key or a whole one, and of two
    # commands that start at once only one makes it.
    if file.exists():
        return False
    draft = file.with_suffix(f".{os.getpid()}.new")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w") as stream:
            stream.write(secrets.token_hex(32) + "\n")
            stream.flush()
            os.fsync(stream.fileno())
        os.link(draft, file)
    except FileExistsError:
        return False
    finally:
        draft.unlink(missing_ok=True)
    return True


def read(folder: Path, name: str) -> str:
    """The key's content. Raises ConfigProblem when the file is missing, unreadable, cut short or open to others."""
    file = folder / f"{name}.key"
    problem = trouble(folder, name)
    if problem:
        raise ConfigProblem(problem)
    return file.read_text("ascii").strip()


def trouble(folder: Path, name: str) -> str | None:
    """What is wrong with a key file, as a sentence, or None."""
    file = folder / f"{name}.key"
    try:
        mode = file.stat().st_mode
        content = file.read_text("ascii").strip()
    except FileNotFoundError:
        return f"The key {file} does not exist; run `manara node init` first."
    except (OSError, UnicodeDecodeError):
        return f"The key {file} cannot be read by this account."
    if stat.S_IMODE(mode) & 0o077:
        return f"The key {file} is open to other accounts; make it private with `chmod 600`."
    if len(content) != 64 or content.strip("0123456789abcdef"):
        return f"The key {file} is damaged; put it back from your backup."
    return None
