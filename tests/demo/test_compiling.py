"""The demonstration compiles beside its loading, once, and says when that failed."""

from __future__ import annotations

from pathlib import Path

import pytest

from demo import compiling


def test_it_is_begun_once_and_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiling, "COMPILE", f"open({str(tmp_path / 'done')!r}, 'x')")  # a second one would fail
    compiling.begin()
    compiling.begin()
    compiling.wait()
    assert (tmp_path / "done").exists()
    compiling.wait()


def test_what_failed_is_said_where_it_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiling, "COMPILE", "raise SystemExit(3)")
    compiling.begin()
    with pytest.raises(RuntimeError, match="could not be compiled"):
        compiling.wait()
    compiling.wait()
