"""What takes long at its first use is made ready beside a serving process, one process at a time, and says while it is not."""

from __future__ import annotations

import fcntl
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from manara.foundation.node import serve, warming
from manara.foundation.node.child import WARMED, WORKERS


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """A process that has begun nothing, with these acts."""
    monkeypatch.setattr(warming, "_begun", threading.Event())
    monkeypatch.setattr(warming, "_ended", threading.Event())
    return lambda *acts: monkeypatch.setattr(warming, "acts", lambda: list(acts))


def test_it_is_done_beside_the_process_and_says_while_it_is_not(fresh: Callable[..., None], tmp_path: Path) -> None:
    go, done = threading.Event(), []
    fresh(lambda: go.wait(10), lambda: done.append(1))
    assert not warming.still_warming(), "a command that never begins is never waited for"
    thread = warming.begin(tmp_path)
    assert warming.still_warming() and not done
    go.set()
    thread.join(10)
    assert done and not warming.still_warming()


def test_one_process_at_a_time_and_a_failure_ends_it_too(
    fresh: Callable[..., None], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def fails() -> None:
        raise ValueError("no room to compile")

    fresh(fails)
    with (tmp_path / warming.LOCK).open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        thread = warming.begin(tmp_path)
        thread.join(0.2)
        assert thread.is_alive() and warming.still_warming(), "another process is at it"
        fcntl.flock(other, fcntl.LOCK_UN)
        thread.join(10)
    assert not warming.still_warming() and "no room to compile" in caplog.text


def test_the_rooms_name_what_takes_long() -> None:
    assert any(act.__module__ == "manara.resolution.warming" for act in warming.acts())


def test_each_web_worker_and_the_worker_of_jobs_begin_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from manara.foundation.node.config import load

    begun: list[Path] = []
    monkeypatch.setattr(warming, "begin", begun.append)
    monkeypatch.setenv("MANARA_DATA_DIR", str(tmp_path))
    config = load()
    serve.options(config)["post_worker_init"](None)
    assert begun == [config.data_dir] and WORKERS.keys() >= WARMED
