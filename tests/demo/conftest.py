"""The synthetic region of seed 8, built once for all its tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from demo.region.output import Region, region, write


@pytest.fixture(scope="session")
def made() -> Region:
    """The region in memory."""
    return region(8)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The region written to disk."""
    out = tmp_path_factory.mktemp("region")
    write(8, out)
    return out


@pytest.fixture(scope="session")
def truth(folder: Path) -> dict[str, Any]:
    """What truly is."""
    return dict(json.loads((folder / "truth.json").read_text(encoding="utf-8")))


@pytest.fixture(scope="session")
def manifest(folder: Path) -> dict[str, Any]:
    """What a loader is told."""
    return dict(json.loads((folder / "manifest.json").read_text(encoding="utf-8")))
