"""Make a node full of an invented region, open its door, and print one sign-in for each role."""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import os
import sys
from pathlib import Path

from manara.foundation.node.state import NodeProblem

ROOT = Path(__file__).resolve().parents[4]
PREFIXES = "reserved_phone_prefixes.txt"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument(
        "--check", action="store_true", help="load, sign in as each role, walk the pages, count, and end"
    )
    parser.add_argument("--port", type=int, default=8000, help="where the door is (8000)")
    parser.add_argument(
        "--data-dir", type=Path, help="where the demonstration lives; by default the node's usual place"
    )


def run(given: argparse.Namespace) -> int:
    """Runs the demonstration until it is stopped, or checks it. Raises NodeProblem where the region isn't at hand."""
    if not (ROOT / "demo" / "load.py").exists():
        raise NodeProblem("The demonstration's region comes with the source: clone it and run `make demo` there.")
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    os.environ.update(_environment(given))
    module = importlib.import_module("demo.check" if given.check else "demo.stay")
    return int(module.main(given))


def _environment(given: argparse.Namespace) -> dict[str, str]:
    prefixes = [
        line.split()[1]
        for line in (ROOT / "demo" / PREFIXES).read_text("utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    ]
    chosen = {
        "MANARA_PROFILE": "enforcement",
        "MANARA_DEMO": "true",
        "MANARA_COUNTRY": "MR",
        "MANARA_TIMEZONE": "Africa/Nouakchott",
        "MANARA_RESERVED_PHONE_PREFIXES": ",".join(prefixes),
    }
    if given.port != 8000:
        chosen["MANARA_PORT"] = str(given.port)
    if given.data_dir:
        chosen["MANARA_DATA_DIR"] = str(given.data_dir.resolve())
    elif "MANARA_DATA_DIR" not in os.environ:
        from manara.foundation.node.config import default_data_dir

        chosen["MANARA_DATA_DIR"] = str(default_data_dir("demo", os.environ))
    return chosen
