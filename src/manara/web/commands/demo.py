"""Make a node full of an invented region, open its door, and print one sign-in for each role."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import sys
import tempfile
from pathlib import Path

from manara.foundation.node.config import CONFIG_FILE, default_data_dir
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
    folder = _folder(given)
    _settle(folder)
    os.environ["MANARA_DATA_DIR"] = str(folder)
    if given.port != 8000:
        os.environ["MANARA_PORT"] = str(given.port)
    module = importlib.import_module("demo.check" if given.check else "demo.stay")
    return int(module.main(given))


def _folder(given: argparse.Namespace) -> Path:
    if given.check:
        return Path(tempfile.mkdtemp(prefix="manara-demo-")) / "node"
    if given.data_dir:
        return Path(given.data_dir).resolve()
    chosen = os.environ.get("MANARA_DATA_DIR")
    return Path(chosen) if chosen else default_data_dir("demo", os.environ)


def _settle(folder: Path) -> None:
    """Write the demonstration's settings into its folder, so that every other command finds them there too."""
    file = folder / CONFIG_FILE
    if file.exists():
        return
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.parent.name.startswith("manara-demo-"):
        folder.parent.chmod(0o711)  # as root, PostgreSQL runs as another account, which must be able to pass
    prefixes = [
        line.split()[1]
        for line in (ROOT / "demo" / PREFIXES).read_text("utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    ]
    lines = [
        "# A demonstration: every name, number and report in it is invented.",
        'profile = "enforcement"',
        "demo = true",
        'country = "MR"',
        'timezone = "Africa/Nouakchott"',
        f"reserved_phone_prefixes = {json.dumps(prefixes)}",
    ]
    file.write_text("\n".join(lines) + "\n", "utf-8")
