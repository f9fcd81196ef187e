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

from manara.foundation.engine.problems import Problem
from manara.foundation.engine.told import told
from manara.networks.commands.verbs.telling import beside

#: What was given can't be used; stopped before there was anything to write.
UNFIT, STOPPED = 2, 130
_ENDS: Final = (signal.SIGINT, signal.SIGTERM)


class Unfit(ValueError):
    """What was given on the command line can't be used; its words say why."""


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
        print("\nstopped before there was anything to keep: nothing was written", file=sys.stderr)
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

    Raises `Unfit`. What is set aside goes beside the first output.
    """
    read = [file for file in inputs if file is not None]
    for file in read:
        if not file.exists():
            raise Unfit(f"{file} is not there.")
        if file.is_dir():
            raise Unfit(f"{file} is a folder; a file is needed.")
        if not os.access(file, os.R_OK):
            raise Unfit(f"{file} may not be read.")
    wanted = [file for file in outputs if file is not None]
    first, *_rest = wanted
    for at, file in enumerate([*wanted, beside(first)]):
        folder = file.parent
        if not folder.is_dir():
            raise Unfit(f"the folder {folder} is not there, so {file.name} can't be written.")
        if file.is_dir():
            raise Unfit(f"{file} is a folder; a file is needed.")
        if not os.access(folder, os.W_OK):
            raise Unfit(f"in the folder {folder} nothing may be written, so {file.name} neither.")
        for other in read:
            if file.resolve() == other.resolve() or (file.exists() and file.samefile(other)):
                raise Unfit(f"{file} is read, and would be written over: give the output another name.")
        if any(file.resolve() == other.resolve() for other in wanted[:at]):
            raise Unfit(f"two outputs have the same name, {file}.")
