"""Write what a person of this node may see as FollowTheMoney JSON lines, one entity a line."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `manara export` takes."""
    parser.add_argument("--format", choices=("ftm",), required=True, help="ftm: FollowTheMoney JSON lines")
    parser.add_argument("--as", dest="code", metavar="CODE", required=True, help="the person whose reach it has")
    parser.add_argument("--purpose", default="", help="what it is for, as the audit log keeps it")
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, help="a file (0600) instead of standard output")


def run(given: argparse.Namespace) -> int:
    """Writes the lines. Raises NodeProblem for a person who is not there or may not export."""
    from manara.foundation.node.installed import set_up
    from manara.foundation.node.state import NodeProblem

    set_up()
    from manara.foundation.access import Refused
    from manara.resolution.actions.take_out import take_out

    with _target(given.output) as target:
        try:
            count = take_out(given.code, given.purpose, target)
        except Refused:
            raise NodeProblem(
                f"the roles of {given.code} don't include exporting; an administrator can grant one."
            ) from None
    print(f"{count} entities written", file=sys.stderr)
    return 0


@contextmanager
def _target(path: Path | None) -> Iterator[BinaryIO]:
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    # Only a whole export gets the name: a broken one leaves nothing that looks like it.
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as target:
            yield target
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
