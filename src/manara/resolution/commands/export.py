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
    parser.add_argument("--as", dest="code", metavar="CODE", help="the person whose reach it has")
    parser.add_argument("--purpose", default="", help="what it is for, as the audit log keeps it")
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, help="a file (0600) instead of standard output")


def run(given: argparse.Namespace) -> int:
    """Writes the lines. Raises NodeProblem for a person who is not there or may not export."""
    from manara.foundation.node.installed import set_up
    from manara.foundation.node.state import NodeProblem

    set_up()
    from manara.foundation.access import Refused
    from manara.resolution.actions.take_out import take_out

    code = given.code or _of_the_demonstration()
    with _target(given.output) as target:
        try:
            count = take_out(code, given.purpose, target)
        except Refused:
            raise NodeProblem(
                f"the roles of {code} don't include exporting; an administrator can grant one."
            ) from None
    print(f"{count} entities written", file=sys.stderr)
    return 0


def _of_the_demonstration() -> str:
    """The demonstration's first analyst, since nobody real is behind it; a real node is told as whom, always."""
    from django.conf import settings

    from manara.foundation.models import Role, User
    from manara.foundation.node.state import NodeProblem

    analysts = User.objects.filter(is_active=True, roles__contains=[Role.ANALYST]).order_by("code")
    code = analysts.values_list("code", flat=True).first() if settings.NODE.demo else None
    if code is None:
        raise NodeProblem("an export has the reach of one person; name him with --as CODE.")
    return str(code)


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
