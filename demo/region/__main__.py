"""Write the synthetic region: `python -m demo.region --seed 8 --out DIR`."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from demo.region.output import write


def main() -> None:
    """Read the two arguments, write the region and print its figures as JSON."""
    parser = argparse.ArgumentParser(prog="python -m demo.region", description=__doc__)
    parser.add_argument("--seed", type=int, default=8, help="the same seed gives the same bytes (default 8)")
    parser.add_argument("--out", type=Path, required=True, help="folder to write into; made when it does not exist")
    given = parser.parse_args()
    print(json.dumps(write(given.seed, given.out), indent=1, sort_keys=True))


if __name__ == "__main__":
    main()
