"""Keeps a node's processes running: starts them, starts a crashed one again after a pause, stops all together."""

from __future__ import annotations

import logging
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType

log = logging.getLogger("manara.node")

PAUSES = (0.5, 1, 2, 5, 10, 30)  # seconds before the first, second … start again
STEADY = 60.0  # seconds after which a process counts as well and its next pause is the first again
GRACE = 35.0  # seconds that a process gets to finish what it does


@dataclass
class Child:
    """One process of the node: its name, its command and how often it has failed lately."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    failures: int = 0
    started: float = 0.0
    due: float = field(default_factory=time.monotonic)


class Supervisor:
    """Runs children until it is told to stop; `watch` looks after what is no child (the database), once a second."""

    def __init__(self, commands: dict[str, list[str]], watch: Callable[[], None], note: Callable[[dict[str, int]], None]):
        self.children = [Child(name, command) for name, command in commands.items()]
        self.watch, self.note = watch, note
        self.stopping = False
        # The children read one end; when this process ends, however it ends, they see that and end too.
        self.lifeline = os.pipe()

    def run(self) -> None:
        """Returns when SIGTERM or SIGINT has come and every child has ended."""
        awake, wake = socket.socketpair()
        with awake, wake:
            awake.setblocking(False)
            wake.setblocking(False)
            before = signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
            kept = {each: signal.signal(each, self._heard) for each in (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD)}
            try:
                while not self.stopping:
                    self._tend()
                    if select.select([awake], [], [], self._patience())[0]:
                        awake.recv(4096)
            finally:
                self._stop()
                signal.set_wakeup_fd(before)
                for each, handler in kept.items():
                    signal.signal(each, handler)
                for end in self.lifeline:
                    os.close(end)

    def _heard(self, number: int, frame: FrameType | None) -> None:
        self.stopping = self.stopping or number != signal.SIGCHLD

    def _patience(self) -> float:
        due = [child.due - time.monotonic() for child in self.children if child.process is None]
        return max(0.0, min([1.0, *due]))

    def _tend(self) -> None:
        self.watch()
        changed = False
        for child in self.children:
            if child.process is not None and child.process.poll() is not None:
                self._mourn(child)
                changed = True
            if child.process is None and time.monotonic() >= child.due and not self.stopping:
                self._start(child)
                changed = True
        if changed:
            self.note({child.name: child.process.pid for child in self.children if child.process is not None})

    def _start(self, child: Child) -> None:
        child.process = subprocess.Popen(
            [*child.command, str(self.lifeline[0])],
            stdin=subprocess.DEVNULL,
            pass_fds=[self.lifeline[0]],
            start_new_session=True,  # Ctrl-C is for this process, which then ends the children in order
        )
        child.started = time.monotonic()
        log.info("%s started as process %d", child.name, child.process.pid)

    def _mourn(self, child: Child) -> None:
        assert child.process is not None
        if time.monotonic() - child.started > STEADY:
            child.failures = 0
        pause = PAUSES[min(child.failures, len(PAUSES) - 1)]
        log.error("%s ended with %d; it starts again in %s s", child.name, child.process.returncode, pause)
        child.failures += 1
        child.process, child.due = None, time.monotonic() + pause

    def _stop(self) -> None:
        until = time.monotonic() + GRACE
        running = [(child, child.process) for child in self.children if child.process is not None]
        for _child, process in running:
            process.terminate()
        for child, process in running:
            try:
                process.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                log.error("%s did not end within %.0f s and is killed", child.name, GRACE)
                process.kill()
                process.wait()
        log.info("all processes have ended")


def command_of(role: str) -> list[str]:
    """The command of one of the node's own processes."""
    return [sys.executable, "-m", "manara.foundation.node.child", role]
