"""Runs compiled work on large networks so that whoever stops it is heard at once, and not when the work is done."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Final, TypeVar

from numpy.typing import NDArray

#: Work on shorter arrays than this is done before anybody could tell.
LONG: Final = 500_000
Result = TypeVar("Result")


def heard(work: Callable[..., Result], *given: NDArray[Any] | float) -> Result:
    """What `work` gives; a KeyboardInterrupt meanwhile is raised at once, and the work goes on unheeded.

    Signals come to the main thread, which can't hear them in compiled code: there such work has a thread of its own.
    """
    longest = max(len(each) for each in given if not isinstance(each, float | int))
    if longest < LONG or threading.current_thread() is not threading.main_thread():
        return work(*given)
    done: Future[Result] = Future()

    def work_alone() -> None:
        try:
            done.set_result(work(*given))
        except BaseException as problem:
            done.set_exception(problem)

    threading.Thread(target=work_alone, daemon=True).start()
    return done.result()
