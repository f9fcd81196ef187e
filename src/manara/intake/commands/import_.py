"""Bring a file in as one of the node's people, or say what it would bring, without a node (--dry-run)."""

from __future__ import annotations

import argparse

from manara.intake import command


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `manara import` takes."""
    command.add_arguments(parser)
    parser.add_argument("--as", dest="as_user", metavar="CODE", default="", help="the person of this node who imports")
    parser.add_argument("--circle", metavar="NAME", default="", help="who may know; by default the person's agency")


def run(given: argparse.Namespace) -> int:
    """Prints one JSON object; a file that is refused is one sentence on standard error."""
    if not given.dry_run:
        from manara.foundation.node.installed import set_up

        set_up()
    return command.run(given)
