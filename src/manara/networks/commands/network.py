"""Measure a network, or what a plan does to it while its ties are in doubt, from plain files to plain files."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from manara.networks.commands.verbs import doubting, measuring
from manara.networks.commands.verbs.keeping import carried_out

VERBS = (measuring, doubting)


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `manara network` takes."""
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    for each in VERBS:
        each.add(verbs)


def run(given: argparse.Namespace) -> int:
    """Does the verb; Ctrl-C or a request to end keeps what was found until then."""
    does: Callable[[argparse.Namespace], int] = given.does
    return carried_out(does, given)
