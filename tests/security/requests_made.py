"""A listener on this machine that says whether anybody asked it anything: what no string may bring the node to do."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Listener:
    """Where it listens, and who came."""

    port: int
    came: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/canary"


@contextmanager
def listening() -> Iterator[Listener]:
    """A port that answers nothing and notes every visitor."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        listener = Listener(server.getsockname()[1])
        server.settimeout(0.2)
        ended = threading.Event()

        def accept() -> None:
            while not ended.is_set():
                try:
                    visitor, address = server.accept()
                except TimeoutError:
                    continue
                listener.came.append(str(address))
                visitor.close()

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        try:
            yield listener
        finally:
            ended.set()
            thread.join()
