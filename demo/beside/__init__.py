"""What the demonstration's people do once its door is open: who is who, roles, a plan. A process beside the node.

It begins with the making of the node and compiles until the door opens, behind whatever else wants the processor. A file of
`PARTS` holds `fill(users, say)`, done once, and `later(users)` where something is left to do once the node has worked; each
draws what it needs from what the imports brought, never from the truth file.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from importlib import import_module
from pathlib import Path

from demo import SIGN_INS
from manara.foundation.node.state import NodeProblem

#: In this order: roles are given to whom judgements made one, a plan is made of those with roles and then measured.
PARTS = ("identities", "roles", "lab", "measures")
# The node compiles what it needs first, and a plan is worked out for some seconds.
PATIENCE = 300.0
WORK = "import sys; from demo import beside; sys.exit(beside.main())"


class Beside:
    """The process, from the making of the node to its end."""

    def __init__(self) -> None:
        # Ctrl-C is for the node, which stops this one at the end of what it does just now.
        self._process = subprocess.Popen([sys.executable, "-c", WORK], stdin=subprocess.PIPE, start_new_session=True)

    def open(self) -> None:
        """The door is open, so that people come to their desks. Raises NodeProblem where what they need was not compiled."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(b"open\n")
            self._process.stdin.close()
        except BrokenPipeError:
            raise NodeProblem("The inner loops could not be compiled; what the compiler printed stands above.") from None

    def wait(self) -> int:
        """Until all is done; 0 unless the node did not come to an end in time."""
        return self._process.wait()

    def stop(self) -> None:
        """Let a part come to its end, which takes some seconds; what follows it is done the next time."""
        with self._process:  # waits, and closes the pipe
            self._process.terminate()


def main() -> int:
    """Do what is not done yet; 0 when all of it is, or when it was stopped between two parts."""
    from manara.foundation.node.config import load as load_config

    os.nice(10)
    folder = load_config().data_dir
    if not (folder / SIGN_INS).exists():
        compiled()
    if not sys.stdin.readline():
        return 0  # whoever began it ended before the door was open
    stopped = threading.Event()
    signal.signal(signal.SIGTERM, lambda number, frame: stopped.set())
    from manara.foundation.node import installed

    installed.set_up()
    try:
        return at_their_desks(folder, stopped)
    finally:
        installed.let_go()


def compiled() -> None:
    """Use each inner loop once: compiling at its first use takes longer than all that people do with it here."""
    from manara.networks.engine.dismantling import network
    from manara.networks.engine.doubt import effect, ensemble
    from manara.networks.engine.lab.working import largest_share
    from manara.resolution.warming import WARM

    for act in WARM:
        act()
    three = network([("a", "b", 1.0), ("b", "c", 1.0)])
    largest_share(three, len(three))
    effect(three, (), ensemble(three))


def at_their_desks(folder: Path, stopped: threading.Event) -> int:
    """Each part once, then what waits for the node's work, looked at every second."""
    from manara.foundation.models import User
    from manara.foundation.node import installed

    users = list(User.objects.order_by("code"))
    modules = {part: import_module(f"{__name__}.{part}") for part in PARTS}
    known = Known(folder)
    for part in known.missing():
        if stopped.is_set():
            return 0
        known.note(part, "begun")
        modules[part].fill(users, say)
        known.note(part, "done")
    until = time.monotonic() + PATIENCE
    while left := [module for module in modules.values() if hasattr(module, "later") and not module.later(users)]:
        installed.let_go()
        if time.monotonic() > until or stopped.wait(1.0):
            break
    return int(bool(left) and not stopped.is_set())


class Known:
    """How far the people came, in the demonstration's folder: one that was loaded without this file has nothing missing."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "beside.json"

    def note(self, part: str = "", state: str = "") -> None:
        """Keep a part's state; without one, that none was begun."""
        said = json.dumps({**self._states(), part: state} if part else {})
        new = self.file.with_suffix(".new")
        new.write_text(said, "utf-8")
        new.replace(self.file)

    def missing(self) -> list[str]:
        """The parts that nobody began, in order. One that was broken off is told: to do it twice would say things twice."""
        if not self.file.exists():
            return []
        states = self._states()
        for part, state in states.items():
            if state == "begun":
                say(f"{part}: broken off the last time; to have it whole, remove {self.file.parent} and start again")
        return [part for part in PARTS if part not in states]

    def _states(self) -> dict[str, str]:
        return json.loads(self.file.read_text("utf-8")) if self.file.exists() else {}


def say(text: str) -> None:
    """A line under what was loaded."""
    print(f"  {text}", flush=True)
