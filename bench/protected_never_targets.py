"""Ten thousand random networks with random protected persons, merges and edits: nobody protected is in any plan or ranking.

Run: `python -m bench.protected_never_targets [--networks 10000] [--seed 0]`. Each network is planned after each of its edits
(something is learned, judged, undone, marked or taken off); checked are every step of the plan, every ranked person and all
whom an action would keep. The same of the database itself, with its triggers, is `tests/networks/test_protection.py`.
"""

from __future__ import annotations

import argparse
import json
import sys
import time

from manara.networks.engine.dismantling import dismantle
from manara.networks.engine.ties import NotToBeNamed, people_of, targets_of
from tests.networks.engine.ties.drawn import story

EDITS = 2


def main() -> int:
    """Plan, count, print one JSON object; 0 if nobody protected was named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--networks", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    began = time.process_time()
    told = dict.fromkeys(("networks", "plans", "steps", "ranked", "protected", "merged", "refused", "named"), 0)
    for seed in range(given.seed, given.seed + given.networks):
        drawn = story(seed)
        told["networks"] += 1
        for _edit in range(EDITS):
            drawn.edit()
            shielded = drawn.shielded()
            found = targets_of(people_of(drawn.graph()), shielded)
            of_name = {str(person.public_id): set(person.ids) for person in found.people.persons}
            plan = dismantle(found.network(), until=0.3, moves=10, seconds=1.0, seed=seed)
            names = [step.name for step in plan.steps]
            ranked = [name for name, _score in found.ranked(dict.fromkeys(found.people.names, 1.0))]
            chosen = [str(each) for each in found.choose(names).persons]
            told["plans"] += 1
            told["steps"] += len(names)
            told["ranked"] += len(ranked)
            told["protected"] += sum(bool(ids & shielded) for ids in of_name.values())
            told["merged"] += sum(len(ids) > 1 for ids in of_name.values())
            told["named"] += sum(bool(of_name[name] & shielded) for name in (*names, *ranked, *chosen))
            for name in found.spared:
                try:
                    found.choose([name])
                except NotToBeNamed:
                    told["refused"] += 1
                else:
                    told["named"] += 1
    print(json.dumps({**told, "cpu_seconds": round(time.process_time() - began, 1)}, indent=1))
    return 0 if told["named"] == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
