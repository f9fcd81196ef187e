"""Compiles the comparing of names in a process beside the making and loading, which needs it only at its very end."""

from __future__ import annotations

import subprocess
import sys

# The inner loops are compiled at their first use, which takes longer than all the comparing here. The imports come first.
COMPILE = "import os; os.nice(10); from manara.resolution.warming import WARM; [act() for act in WARM]"
_begun: list[subprocess.Popen[bytes]] = []


def begin() -> None:
    """Begin, unless it has begun; what is compiled is kept where `keep_compiled` said."""
    if not _begun:
        _begun.append(subprocess.Popen([sys.executable, "-c", COMPILE]))


def wait() -> None:
    """Until it is done. Raises RuntimeError where it failed; where it never began there is nothing to wait for."""
    while _begun:
        if _begun.pop().wait():
            raise RuntimeError("The comparing of names could not be compiled; what it printed stands above.")
