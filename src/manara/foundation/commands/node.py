"""Make, run and look after this node: its keys, database, web processes and workers."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from manara.foundation.node.config import PROFILES, load


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `manara node` takes."""
    verbs = parser.add_subparsers(metavar="VERB", dest="verb", required=True)
    for verb, sentence in (
        ("init", "make or bring up to date: folder, keys, database, roles, migrations, static files, first invitation"),
        ("run", "run until it is told to stop (Ctrl-C or SIGTERM)"),
        ("check", "say of each part whether it is in order; 1 when one is not"),
        ("status", "say whether the node runs, since when, and what is waiting; 3 when it does not run"),
        ("settings", "print the reference of all settings"),
    ):
        each = verbs.add_parser(verb, help=sentence, description=sentence.capitalize() + ".", allow_abbrev=False)
        if verb != "settings":
            each.add_argument("--profile", choices=PROFILES, help="which kind of node, instead of MANARA_PROFILE")
            each.add_argument("--data-dir", type=Path, help="the node's folder, instead of MANARA_DATA_DIR")
        if verb == "init":
            each.add_argument("--administrator", metavar="CODE", default="admin", help="the first administrator's code")
        if verb == "status":
            each.add_argument("--json", action="store_true", help="print one JSON object")


def run(given: argparse.Namespace) -> int:
    """Does the verb."""
    if given.verb == "settings":
        from manara.foundation.node.reference import settings_page

        print(settings_page(), end="")
        return 0
    if given.profile:
        os.environ["MANARA_PROFILE"] = given.profile
    if given.data_dir:
        os.environ["MANARA_DATA_DIR"] = str(given.data_dir.expanduser().absolute())
    config = load()
    os.environ["MANARA_PROFILE"] = config.profile
    os.environ["MANARA_DATA_DIR"] = str(config.data_dir)
    if given.verb == "init":
        from manara.foundation.node.making import make

        make(config, administrator=given.administrator)
        return 0
    if given.verb == "run":
        from manara.foundation.node.running import run as run_node

        return run_node(config)
    if given.verb == "check":
        from manara.foundation.node.checking import check

        return check(config)
    from manara.foundation.node.state import print_status

    return print_status(config, as_json=given.json)
