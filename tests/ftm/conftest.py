"""Finds the environment that has the followthemoney package; without one these tests skip and say how to get it."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PEER = Path(__file__).with_name("peer.py")
Ask = Callable[..., list[dict[str, Any]]]


@pytest.fixture(scope="session")
def python() -> str:
    """The interpreter that has followthemoney: MANARA_FTM_PYTHON, this one (make ftm), or .venv-ftm beside the sources."""
    given = os.environ.get("MANARA_FTM_PYTHON")
    apart = ROOT / ".venv-ftm" / "bin" / "python"
    if given:
        found = Path(given)
    elif importlib.util.find_spec("followthemoney"):
        found = Path(sys.executable)
    else:
        found = apart
    if not found.exists():
        if given:
            pytest.fail(f"MANARA_FTM_PYTHON names {given}, which does not exist")
        pytest.skip("the package followthemoney is not here; `make ftm` installs it (it needs g++ and libicu-dev)")
    probe = subprocess.run([found, "-c", "import followthemoney"], capture_output=True, text=True, check=False)
    if probe.returncode:
        reason = probe.stderr.strip().splitlines()[-1]
        if given:
            pytest.fail(f"{found} can't import followthemoney: {reason}")
        pytest.skip(f"{found} can't import followthemoney: {reason}")
    return str(found)


@pytest.fixture(scope="session")
def ask(python: str) -> Ask:
    """Ask the peer: ``ask("read", lines)`` gives its answers in order."""

    def answers(command: str, lines: Iterable[bytes] = ()) -> list[dict[str, Any]]:
        done = subprocess.run(
            [python, PEER, command], input=b"".join(lines), capture_output=True, check=False, timeout=300
        )
        assert done.returncode == 0, done.stderr.decode()[-2000:]
        return [json.loads(line) for line in done.stdout.splitlines()]

    return answers


@pytest.fixture(scope="session")
def written(ask: Ask) -> list[dict[str, Any]]:
    """One entity of each of the peer's schemas, with every property it finds a value for."""
    return ask("write")
