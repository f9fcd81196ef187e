"""The newcomer's first command, from an empty folder to every role's pages on a node of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from demo.region.manifest import manifest
from demo.region.output import region

SEED = 8
ROOT = Path(__file__).resolve().parents[2]
COUNTED = ("reports", "statements", "entities", "quarantined rows", "audit events")


def test_the_demonstration_loads_and_every_role_finds_its_pages() -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MANARA_", "DJANGO_"))}
    done = subprocess.run(
        [sys.executable, "-m", "manara", "demo", "--check"], cwd=ROOT, env=kept, capture_output=True, text=True, timeout=400
    )
    assert done.returncode == 0, done.stderr[-2000:]
    counts = {name: int(number) for name, number in re.findall(r"([a-z ]+?) (\d+)(?:,|$)", done.stdout.splitlines()[-1])}
    found = {name.strip(): number for name, number in counts.items()}
    assert set(found) == set(COUNTED) and all(found.values())
    # What the region's own truth holds back, and nothing else, waits in quarantine.
    planned = manifest(region(SEED))["files"]
    assert found["quarantined rows"] == sum(len(given["quarantined"]) for given in planned)
