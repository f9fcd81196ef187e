"""Where a node's processes keep what they compile."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from manara.foundation.node.child import keep_compiled


def test_what_is_compiled_lies_in_the_nodes_folder_where_the_source_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", "")  # put back at the end, whatever is set meanwhile
    del os.environ["NUMBA_CACHE_DIR"]
    monkeypatch.setattr("os.access", lambda path, mode: path != tmp_path / "package")
    keep_compiled(tmp_path / "node", tmp_path / "node")
    assert "NUMBA_CACHE_DIR" not in os.environ
    keep_compiled(tmp_path / "node", tmp_path / "package")
    assert os.environ["NUMBA_CACHE_DIR"] == str(tmp_path / "node" / "compiled")
