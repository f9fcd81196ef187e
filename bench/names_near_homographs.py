"""How surely names that only look alike are told apart: حسن and حسين, Omar and Amar, and full names that hold them.

Run: `python -m bench.names_near_homographs`. The pairs are `tests/data/names/near_homographs.tsv`, which nothing is learned
from. The precision is of the pairs taken for the same name at the threshold that keeps nine tenths of those that are; ties
are taken whole.
"""

from __future__ import annotations

import argparse
import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from manara.resolution.engine.names import compare_many

PAIRS = Path("tests/data/names/near_homographs.tsv")
RECALL, LEAST = 0.90, 0.95


def main() -> int:
    """Measure, print one JSON object, and say by the exit code whether the limit holds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wrong", action="store_true", help="also list the pairs on the wrong side of that threshold")
    given = parser.parse_args()
    rows = pairs()
    said = compare_many([row["left"] for row in rows], [row["right"] for row in rows])
    same = np.array([row["truth"] == "same" for row in rows])
    precision, threshold = precision_at(said, same)
    told: dict[str, Any] = {
        "pairs": len(rows), "the same": int(same.sum()), "precision at recall .90": round(precision, 4),
        "threshold": round(threshold, 4),
    }  # fmt: skip
    for scripts in ("ar-ar", "ar-la", "la-la"):
        chosen = np.array([row["scripts"] == scripts for row in rows])
        told[f"{scripts}, precision at its recall .90"] = round(precision_at(said[chosen], same[chosen])[0], 4)
    taken = said >= 0.5
    told["at one half"] = {
        "precision": round(float((taken & same).sum() / taken.sum()), 4),
        "recall": round(float((taken & same).sum() / same.sum()), 4),
    }
    print(json.dumps(told, indent=1, ensure_ascii=False))
    if given.wrong:
        for row, each, truth in zip(rows, said, same, strict=True):
            if (each >= threshold) != truth:
                print(f"{each:.3f}\t{row['left']}\t{row['right']}\t{row['truth']}")
    return 0 if precision >= LEAST else 1


def pairs(file: Path = PAIRS) -> list[dict[str, str]]:
    """The rows of the file."""
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def precision_at(said: NDArray[np.float64], same: NDArray[np.bool_]) -> tuple[float, float]:
    """Precision at the highest threshold that keeps the recall, and that threshold."""
    sure = np.sort(said[same])[::-1]
    threshold = float(sure[int(np.ceil(RECALL * len(sure))) - 1])
    taken = said >= threshold
    return float((taken & same).sum() / taken.sum()), threshold


if __name__ == "__main__":
    raise SystemExit(main())
