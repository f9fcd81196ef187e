"""The supervisor: a process that keeps failing waits longer each time, the others go on, and all end together."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from manara.foundation.node import supervise
from manara.foundation.node.supervise import Supervisor

STEADY = [sys.executable, "-c", "import time; time.sleep(600)"]
FAILING = ["/bin/sh", "-c", "exit 3"]


def test_a_failing_process_is_started_again_with_growing_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervise, "PAUSES", (0.0, 0.01, 0.02, 0.03))
    seen: list[dict[str, int]] = []
    pauses: list[float] = []

    def watch() -> None:
        failing = supervisor.children[1]
        if failing.failures > len(pauses):
            pauses.append(round(failing.due - supervise.time.monotonic(), 2))
        supervisor.stopping = failing.failures >= 6

    supervisor = Supervisor({"steady": STEADY, "failing": FAILING}, watch, seen.append)
    supervisor.run()
    assert len(pauses) == 6
    assert max(pauses) <= 0.03
    assert {notes["steady"] for notes in seen} == {seen[0]["steady"]}, "the other process went on"
    assert len({notes["failing"] for notes in seen if "failing" in notes}) >= 5
    assert not Path(f"/proc/{seen[0]['steady']}").exists(), "all end together"


def test_a_process_that_does_not_end_when_told_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervise, "GRACE", 0.3)
    deaf = [sys.executable, "-c", "import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(600)"]
    seen: list[dict[str, int]] = []

    def watch() -> None:
        pids = seen[-1] if seen else {}
        status = Path(f"/proc/{pids.get('deaf')}/status")
        ignored = [line for line in status.read_text().splitlines() if line.startswith("SigIgn")] if pids else []
        supervisor.stopping = bool(ignored) and int(ignored[0].split()[1], 16) >> (signal.SIGTERM - 1) & 1 == 1

    supervisor = Supervisor({"deaf": deaf}, watch, seen.append)
    supervisor.run()
    assert supervisor.children[0].process is not None
    assert supervisor.children[0].process.returncode == -signal.SIGKILL


def test_sigterm_ends_everything_and_gives_the_handlers_back() -> None:
    before = signal.getsignal(signal.SIGTERM)
    seen: list[dict[str, int]] = []

    def watch() -> None:
        if seen:
            os.kill(os.getpid(), signal.SIGTERM)

    supervisor = Supervisor({"steady": STEADY}, watch, seen.append)
    supervisor.run()
    assert supervisor.stopping
    assert signal.getsignal(signal.SIGTERM) is before
    assert supervisor.children[0].process is not None
    assert supervisor.children[0].process.returncode == -signal.SIGTERM
