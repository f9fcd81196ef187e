"""Makes and fills the demonstration's node when that isn't done yet; both ways to open it begin so."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

from demo.beside import Beside
from manara.foundation.node import installed, making, postgres
from manara.foundation.node.child import keep_compiled
from manara.foundation.node.config import Config

if TYPE_CHECKING:
    from demo.people import SignIn


@contextmanager
def filled(config: Config) -> Iterator[tuple[list[SignIn], Beside]]:
    """How each role signs in, and who does the rest once the door is open; the node's database runs until the block ends.

    Raises NodeProblem or DatabaseProblem.
    """
    # Who ends it while it loads ends its database too: by default nothing below would be heard of it.
    signal.signal(signal.SIGTERM, _end)
    making.make_folder(config, say=_silent)
    keep_compiled(config.data_dir)
    # Held for all that follows: whoever makes a node stops its database if nobody else uses it.
    server = postgres.ensure_running(config)
    beside = Beside()
    try:
        making.make(config, say=_silent)
        installed.set_up()
        from demo.load import load

        sign_ins = load(config.data_dir, say=lambda text: print(f"  {text}", flush=True))
        installed.let_go()
        yield sign_ins, beside
    finally:
        beside.stop()
        server.stop()


def _end(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def _silent(text: str) -> None:
    """What the making says is for who makes a node of his own."""
