"""The data files that come with the demonstration."""

from __future__ import annotations

import csv
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "data"
PREFIXES = Path(__file__).resolve().parents[1] / "reserved_phone_prefixes.txt"
INCIDENTS = DATA / "iom_missing_migrants_2014_2024.csv"


def table(name: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file of `demo/data` with their columns by name."""
    with (DATA / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def reserved_prefixes() -> dict[str, list[str]]:
    """Return the phone prefixes no operator holds, by country: {"MR": ["+22210", …], …}."""
    found: dict[str, list[str]] = {}
    for line in PREFIXES.read_text(encoding="utf-8").splitlines():
        line = line.split("#")[0].strip()
        if line:
            country, prefix = line.split()
            found.setdefault(country, []).append(prefix)
    return found
