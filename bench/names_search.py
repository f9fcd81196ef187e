"""How long one name takes to be found among a million, and whether the ten best are those of comparing it with all.

Run: `python -m bench.names_search [--names 1000000] [--queries 200] [--scans 12]`. The names are made up from the words of
the file of costs as often as these are met, half in each script; one word in ten gets a letter changed, so that most words
are rare, as in a register. A query is one of them as another paper would write it: in the other script or in another
spelling, sometimes turned round. Processor time of one thread; the peer of the same run is comparing all.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import time
from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from manara.resolution.engine.names import Index
from manara.resolution.engine.names.costs import ARABIC, LATIN, Costs, Script, costs

SEED: Final = 5
LIMIT_MS, LEAST_SAME = 50.0, 0.99
LINKS: Final = {"ar": ("", "", "ولد", "بن"), "la": ("", "", "Ould", "Ben")}


def main() -> int:
    """Measure, print one JSON object, and say by the exit code whether the limits hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", type=int, default=1_000_000)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--scans", type=int, default=12)
    given = parser.parse_args()
    people = Register(costs(), random.Random(SEED))
    persons = [people.person() for _ in range(given.names)]
    began = time.process_time()
    index = Index([name for name, _script, _words in persons])
    built = time.process_time() - began
    draw = random.Random(SEED + 1)
    rows = [draw.randrange(given.names) for _ in range(given.queries)]
    queries = [people.otherwise(persons[row], draw) for row in rows]
    index.search(queries[0])  # compiled
    took, found = [], 0
    for row, query in zip(rows, queries, strict=True):
        began = time.process_time()
        best = index.search(query)
        took.append((time.process_time() - began) * 1_000)
        found += row in [each.row for each in best]
    told: dict[str, Any] = {
        "names": given.names, "built, s of processor": round(built, 1), "queries": given.queries,
        "search, ms of processor, mean": round(float(np.mean(took)), 1), "median": round(float(np.median(took)), 1),
        "p95": round(float(np.percentile(took, 95)), 1), "the name meant is among the ten best": round(found / len(rows), 3),
        "memory, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }  # fmt: skip
    same, in_order, scanning = 0, 0, 0.0
    for query in queries[: given.scans]:
        began = time.process_time()
        scanned = index.scan(query)
        scanning += time.process_time() - began
        searched = index.search(query)
        same += as_good(searched, scanned)
        in_order += searched == scanned
    if given.scans:
        told |= {"compared with all": given.scans, "the same ten": same, "in the same rows": in_order,
                 "comparing all, s of processor": round(scanning / given.scans, 2)}  # fmt: skip
    print(json.dumps(told, indent=1))
    return 0 if np.mean(took) <= LIMIT_MS and same >= LEAST_SAME * given.scans else 1


def as_good(searched: Sequence[Any], scanned: Sequence[Any], least: float = 0.0) -> bool:
    """Whether the ten best are the same; which of equally probable ones stands in the last places doesn't matter, nor what is
    less probable than `least`."""
    mine, theirs = (
        [round(each.probability, 9) for each in ranked if each.probability >= least] for ranked in (searched, scanned)
    )
    return mine == theirs


class Register:
    """Makes people up from the known words."""

    def __init__(self, learned: Costs, draw: random.Random) -> None:
        self._known, self._draw = learned.known, draw
        self._words: dict[Script, list[str]] = {}
        self._weights: dict[Script, list[float]] = {}
        self._named: dict[int, str] = {}
        for script in ("ar", "la"):
            shares = [(word, share) for word, share in learned.frequency[script].items() if len(word) > 1]
            self._words[script] = [word for word, _share in shares]
            self._weights[script] = list(np.cumsum([share for _word, share in shares]))
            self._named |= {number: word for word, number in learned.known.numbers[script].items()}

    def person(self) -> tuple[str, Script, list[str]]:
        """A name, its script, and its words."""
        script: Script = "ar" if self._draw.random() < 0.5 else "la"
        count = self._draw.choices((2, 3, 4, 5), (5, 4, 2, 1))[0]
        words = self._draw.choices(self._words[script], cum_weights=self._weights[script], k=count)
        words = [self._changed(word, script) if self._draw.random() < 0.1 else word for word in words]
        link = self._draw.choice(LINKS[script])
        return " ".join([words[0], *([link] if link else []), *words[1:]]), script, words

    def otherwise(self, person: tuple[str, Script, list[str]], draw: random.Random) -> str:
        """The same name as another paper writes it."""
        _name, script, words = person
        if draw.random() < 0.2:
            words = words[1:] + words[:1]
        return " ".join(self._across(word, script, draw) or word for word in words)

    def _across(self, word: str, script: Script, draw: random.Random) -> str | None:
        number = self._known.numbers[script].get(word, -1)
        if number < 0:
            return None
        places = range(int(self._known.starts[number]), int(self._known.starts[number + 1]))
        if not places:
            return None
        met = [float(self._known.counts[0, 0, place]) for place in places]
        return self._named[int(self._known.partners[draw.choices(list(places), met)[0]])]

    def _changed(self, word: str, script: Script) -> str:
        at = self._draw.randrange(len(word))
        return word[:at] + self._draw.choice(ARABIC if script == "ar" else LATIN) + word[at + 1 :]


if __name__ == "__main__":
    raise SystemExit(main())
