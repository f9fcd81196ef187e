"""How fast Caviar grew back under pressure, phase by phase: the rates that the scenarios of recovery begin with.

Run: `python -m bench.network_recovery --data FOLDER`. FOLDER holds the phases as edge lists
(`criminal_slices/covert10_caviar__N.csv`), in the order of the alphabet (1, 10, 11, 2, 3 …) and numbered anew in each, so that
nobody can be followed; they may not ship. Phase 9 is not among them.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from manara.networks.engine.dismantling import network
from manara.networks.engine.edges import Ties
from manara.networks.engine.recovery import CAVIAR, Phase, fitted

#: Phase → number of its file.
FILES = {1: 1, 2: 4, 3: 5, 4: 6, 5: 7, 6: 8, 7: 9, 8: 10}
MONTHS = 2.0
FIRST_UNDER_PRESSURE = 4


def main() -> int:
    """Fit and print; the exit code says whether the shipped rates are the fitted ones."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    given = parser.parse_args()
    phases = []
    for number, file in FILES.items():
        graph = network(Ties(given.data / "criminal_slices" / f"covert10_caviar__{file}.csv"))
        phases.append(Phase(MONTHS, len(graph), graph.ties, int(np.diff(graph.starts).max())))
        print(f"phase {number}: {phases[-1].people} people, {phases[-1].ties} ties, at most {phases[-1].most} of one")
    found = fitted(phases, FIRST_UNDER_PRESSURE - 1)
    print(found)
    return int(found != CAVIAR)


if __name__ == "__main__":
    raise SystemExit(main())
