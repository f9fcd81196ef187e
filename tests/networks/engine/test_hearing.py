"""A stop during compiled work on a large network is heard before the work is done."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator

import numpy as np
import pytest

from manara.foundation.engine.compiling import compiled
from manara.networks.engine.hearing import LONG, heard


@compiled
def turned(states, turns):
    """Turns until it is told to end (1), at most so often; says that it has begun (0) and that it has ended (2)."""
    states[0] = 1
    for turn in range(turns):
        states[3] += turn & 1
        if states[1]:
            break
    states[2] = 1
    return turns


@pytest.fixture
def heeded() -> Iterator[None]:
    """A process that was started in the background is deaf to a stop until it says otherwise."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heeded")
def test_a_stop_is_heard_while_compiled_work_goes_on() -> None:
    states = np.zeros(LONG, np.int64)
    assert heard(turned, states, 5) == 5 and states[2] == 1
    states[:] = 0

    def stop() -> None:
        while not states[0]:
            pass
        os.kill(os.getpid(), signal.SIGINT)

    stopping = threading.Thread(target=stop)
    stopping.start()
    with pytest.raises(KeyboardInterrupt):
        heard(turned, states, 20_000_000_000)
    assert states[2] == 0
    states[1] = 1
    stopping.join()


def test_what_goes_wrong_is_raised_and_short_work_has_no_thread() -> None:
    def where(states: np.ndarray, wrong: int) -> threading.Thread:
        if wrong:
            raise ValueError(len(states))
        return threading.current_thread()

    assert heard(where, np.zeros(5), 0) is threading.main_thread() is not heard(where, np.zeros(LONG), 0)
    with pytest.raises(ValueError, match=str(LONG)):
        heard(where, np.zeros(LONG), 1)
