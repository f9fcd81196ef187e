"""One process of a running node: the web server or one of its workers; it ends when the node's main process does."""

from __future__ import annotations

import importlib
import os
import signal
import sys
import threading
from pathlib import Path

import manara

#: Each worker with the function that works until SIGTERM.
WORKERS = {
    "jobs": "manara.foundation.jobs.worker:run",
    "sealer": "manara.foundation.audit.sealer:run",
}
WEB = "web"
#: The workers that do what the rooms make ready beforehand; the sealer does nothing of theirs.
WARMED = frozenset({"jobs"})


def main(role: str, lifeline: int | None) -> int:
    """Works as `role` until SIGTERM."""
    if lifeline is not None:
        threading.Thread(target=_end_with_parent, args=(lifeline,), name="lifeline", daemon=True).start()
    from manara.foundation.node.config import load

    config = load()
    keep_compiled(config.data_dir)
    if role == WEB:
        from manara.foundation.node.serve import serve

        serve(config)
        return 0
    from manara.foundation.node import installed, warming

    installed.set_up()
    if role in WARMED:
        warming.begin(config.data_dir)
    module, _, function = WORKERS[role].partition(":")
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(0))  # until the worker listens itself
    try:
        getattr(importlib.import_module(module), function)()
    finally:
        installed.let_go()
    return 0


def keep_compiled(data_dir: Path, package: Path = Path(manara.__file__).parent) -> None:
    """Lets what is compiled at its first use lie in the node's own folder, where beside the source nothing may be written."""
    if not os.access(package, os.W_OK):
        os.environ.setdefault("NUMBA_CACHE_DIR", str(data_dir / "compiled"))


def _end_with_parent(lifeline: int) -> None:
    os.read(lifeline, 1)  # nothing is ever written: this returns when the other end is closed
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else None))
