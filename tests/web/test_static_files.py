"""What a browser keeps for good carries its hash in its name, also where a script imports another."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command


@pytest.fixture
def collected(tmp_path: Path, settings: Any) -> Path:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "manara.web.static_files.HashedFiles"}}
    call_command("collectstatic", verbosity=0, interactive=False)
    return tmp_path


def test_scripts_and_sheets_name_each_other_by_hash(collected: Path) -> None:
    named = json.loads((collected / "staticfiles.json").read_text())["paths"]
    app = (collected / named["web/js/app.js"]).read_text()
    imported = re.findall(r'"\./([a-z]+)\.(?:([0-9a-f]{12})\.)?js"', app)
    assert len(imported) >= 6
    assert [name for name, digest in imported if not digest] == []
    fonts = re.findall(r'url\("?([^")]+\.woff2)', (collected / named["web/css/tokens.css"]).read_text())
    assert len(fonts) == 6
    assert all((collected / "web/css" / font).exists() and re.search(r"\.[0-9a-f]{12}\.", font) for font in fonts)


def test_what_can_be_pressed_is_pressed(collected: Path) -> None:
    named = json.loads((collected / "staticfiles.json").read_text())["paths"]
    assert (collected / f"{named['web/css/base.css']}.gz").exists()
    assert not (collected / f"{named['web/fonts/plex-arabic-400.woff2']}.gz").exists()
