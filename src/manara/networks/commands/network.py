"""Measure a network, or what a plan does to it while its ties are in doubt, from plain files to plain files."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from manara.networks.commands.verbs import doubting, measuring

VERBS = (measuring, doubting)


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `manara network` takes."""
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    for each in VERBS:
        each.add(verbs)


def run(given: argparse.Namespace) -> int:
    """Does the verb."""
    does: Callable[[argparse.Namespace], int] = given.does
    return does(given)
