"""Runs a command of networks so that nothing is lost: checked before the work, stopped with the best so far, written whole."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import manara.networks.engine.run_words  # noqa: F401  the sentences
from manara.foundation.engine.problems import Problem
from manara.foundation.engine.told import say, told
from manara.networks.commands.verbs.telling import beside

#: What was given can't be used; stopped before there was anything to write.
UNFIT, STOPPED = 2, 130
_ENDS: Final = (signal.SIGINT, signal.SIGTERM)


def carried_out(work: Callable[[argparse.Namespace], int], given: argparse.Namespace) -> int:
    """Does the work; 2 and a sentence where what was given can't be used, 130 where it was stopped before it had anything.

    A request to end (SIGTERM) is heard as Ctrl-C is.
    """
    try:
        with _ending_like_ctrl_c():
            return work(given)
    except ValueError as wrong:
        said = told(wrong) if isinstance(wrong, Problem) else str(wrong)
        print(f"\n{said}" if sys.stderr.isatty() else said, file=sys.stderr)
        return UNFIT
    except KeyboardInterrupt:
        print(file=sys.stderr)
        say("run-nothing-kept")
        return STOPPED


@contextmanager
def _ending_like_ctrl_c() -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def undisturbed() -> Iterator[None]:
    """What is being written is written to its end: a second Ctrl-C is heard afterwards only."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {each: signal.signal(each, signal.SIG_IGN) for each in _ENDS}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def check_files(inputs: Sequence[Path | None], outputs: Sequence[Path | None]) -> None:
    """Before the work: every input is there, and every output can be written and is none of the inputs.

    Raises `Problem`. What is set aside goes beside the first output.
    """
    read = [file for file in inputs if file is not None]
    for file in read:
        if not file.exists():
            raise Problem("given-missing", file=str(file))
        if file.is_dir():
            raise Problem("given-folder", file=str(file))
        if not os.access(file, os.R_OK):
            raise Problem("given-unreadable", file=str(file))
    wanted = [file for file in outputs if file is not None]
    first, *_rest = wanted
    for at, file in enumerate([*wanted, beside(first)]):
        folder = file.parent
        if not folder.is_dir():
            raise Problem("output-no-folder", folder=str(folder), file=file.name)
        if file.is_dir():
            raise Problem("given-folder", file=str(file))
        if not os.access(folder, os.W_OK):
            raise Problem("output-no-writing", folder=str(folder), file=file.name)
        for other in read:
            if file.resolve() == other.resolve() or (file.exists() and file.samefile(other)):
                raise Problem("output-onto-input", file=str(file))
        if any(file.resolve() == other.resolve() for other in wanted[:at]):
            raise Problem("output-twice", file=str(file))
