"""Key files: made once, whole, private; a damaged, open or missing one is refused with a sentence."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from manara.foundation.node import keys
from manara.foundation.node.config import ConfigProblem


def test_keys_are_made_once_and_private(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    assert keys.create(folder) == tuple(keys.KEYS)
    before = {name: keys.read(folder, name) for name in keys.KEYS}
    assert keys.create(folder) == ()
    assert {name: keys.read(folder, name) for name in keys.KEYS} == before
    assert len(set(before.values())) == len(keys.KEYS)
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}
    assert len(list(folder.iterdir())) == len(keys.KEYS)


def test_a_missing_key_names_the_command_that_makes_it(tmp_path: Path) -> None:
    with pytest.raises(ConfigProblem, match="run `manara node init` first"):
        keys.read(tmp_path, "secret")


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    keys.create(tmp_path)
    (tmp_path / "node.key").chmod(0o640)
    with pytest.raises(ConfigProblem, match="open to other accounts"):
        keys.read(tmp_path, "node")


@pytest.mark.parametrize("content", ["", "00" * 31, "zz" * 32, "é" * 64])
def test_a_damaged_key_is_never_used(tmp_path: Path, content: str) -> None:
    keys.create(tmp_path)
    (tmp_path / "node.key").write_text(content, "utf-8")
    with pytest.raises(ConfigProblem, match=r"is damaged|cannot be read"):
        keys.read(tmp_path, "node")
