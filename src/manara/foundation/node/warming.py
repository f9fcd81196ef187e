"""Makes ready what takes long at its first use, in a thread beside a process that serves, so that no user waits for it.

A room's `warming.py` holds `WARM`, functions that do their slow first thing. Only the node's own serving processes call
them, one process at a time: what one compiles and keeps on disk, the next one only reads.
"""

from __future__ import annotations

import fcntl
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

log = logging.getLogger("manara.node")
LOCK = "compiling.lock"

_begun = threading.Event()
_ended = threading.Event()


def begin(data_dir: Path) -> threading.Thread:
    """Begin in a thread of this process; it ends with the process."""
    _begun.set()
    thread = threading.Thread(target=_warm, args=(data_dir,), name="warming", daemon=True)
    thread.start()
    return thread


def still_warming() -> bool:
    """Whether this process has begun and not ended; never in a command or a test, where whoever asks first waits."""
    return _begun.is_set() and not _ended.is_set()


def acts() -> list[Callable[[], None]]:
    """What the rooms of this node make ready, in their order."""
    from django.apps import apps

    rooms = [config.name for config in apps.get_app_configs() if config.name.startswith("manara.")]
    modules = [import_module(f"{room}.warming") for room in rooms if find_spec(f"{room}.warming")]
    return [act for module in modules for act in module.WARM]


def _warm(data_dir: Path) -> None:
    began = time.monotonic()
    try:
        with _in_turn(data_dir):
            for act in acts():
                act()
        log.info("ready after %.1f s", time.monotonic() - began)
    except Exception:
        # The first who needs it waits, or is told what is wrong; the log has it now.
        log.exception("what takes long at its first use could not be made ready")
    finally:
        _ended.set()


@contextmanager
def _in_turn(data_dir: Path) -> Iterator[None]:
    with (data_dir / LOCK).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
