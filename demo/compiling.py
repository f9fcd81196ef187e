"""Compiles what the demonstration's people compare and weigh with, beside the making and loading: needed at their end."""

from __future__ import annotations

import os
import subprocess
import sys

# The inner loops are compiled at their first use, which takes longer than all that they do here.
COMPILE = "from demo import compiling; compiling.work()"
_begun: list[subprocess.Popen[bytes]] = []


def begin() -> None:
    """Begin, unless it has begun; what is compiled is kept where `keep_compiled` said."""
    if not _begun:
        _begun.append(subprocess.Popen([sys.executable, "-c", COMPILE]))


def wait() -> None:
    """Until it is done. Raises RuntimeError where it failed; where it never began there is nothing to wait for."""
    while _begun:
        if _begun.pop().wait():
            raise RuntimeError("The inner loops could not be compiled; what the compiler printed stands above.")


def work() -> None:
    """Use each loop once, behind whatever else wants the processor: the imports come first."""
    os.nice(10)
    from manara.networks.engine.dismantling import network
    from manara.networks.engine.doubt import effect, ensemble
    from manara.networks.engine.lab.working import largest_share
    from manara.resolution.warming import WARM

    for act in WARM:
        act()
    three = network([("a", "b", 1.0), ("b", "c", 1.0)])
    largest_share(three, len(three))
    effect(three, (), ensemble(three))
