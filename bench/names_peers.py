"""Scores pairs of names by one peer, in the peer's own environment; started by `bench.names_across_scripts`, not by hand.

It reads a folder of jobs (`NAME.json`: left and right names, and rows of pairs or "grid") and writes `NAME.PEER.npy`. It
imports nothing of Manara, so that it runs where only the peers are installed.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

Score = Callable[[str, str], float]


def logic_v2(folder: Path, names: list[str]) -> Score:
    """OpenSanctions' nomenklatura: two persons of whom only the name is known."""
    from followthemoney import EntityProxy
    from nomenklatura.matching.logic_v2.model import LogicV2

    config = LogicV2.default_config()
    persons = {
        name: EntityProxy.from_dict({"id": f"n{at}", "schema": "Person", "properties": {"name": [name]}})
        for at, name in enumerate(dict.fromkeys(names))
    }
    return lambda left, right: LogicV2.compare(persons[left], persons[right], config).score


def anyascii(folder: Path, names: list[str]) -> Score:
    """anyascii's transliteration, words sorted, Jaro-Winkler of rapidfuzz."""
    from anyascii import anyascii as written
    from rapidfuzz.distance import JaroWinkler

    plain = {name: " ".join(sorted(written(name).lower().split())) for name in names}
    return lambda left, right: JaroWinkler.similarity(plain[left], plain[right])


def romanizer(folder: Path, names: list[str]) -> Score:
    """UNICEF's arabic-name-romanizer with the given index, its likeliest spelling compared by rapidfuzz, words sorted."""
    from arabic_name_romanizer.api import Transliterator
    from rapidfuzz import fuzz, utils

    index = folder / "romanizer.sqlite3"
    told = json.loads((folder / "romanizer.json").read_text("utf-8"))
    shutil.copyfile(told["index"], index)
    index.chmod(0o600)
    with sqlite3.connect(index) as kept:
        kept.executemany("DELETE FROM full_names WHERE arabic_key = ?", [(name,) for name in told["held_out"]])
    arabic = [name for name in dict.fromkeys(names) if any("\u0600" <= letter < "\u0700" for letter in name)]
    found = Transliterator(index_path=index).transliterate_many(arabic, top_k=1)
    spelt = dict(zip(arabic, found, strict=True))
    plain = {name: utils.default_process(spelt.get(name, name)) for name in names}
    return lambda left, right: fuzz.token_sort_ratio(plain[left], plain[right])


PEERS: dict[str, Callable[[Path, list[str]], Score]] = {"logic-v2": logic_v2, "anyascii": anyascii, "romanizer": romanizer}


def main() -> int:
    """Score all jobs of the folder by the peer that is named."""
    folder, peer = Path(sys.argv[1]), sys.argv[2]
    jobs: dict[str, dict[str, Any]] = {
        file.stem: json.loads(file.read_text("utf-8")) for file in sorted(folder.glob("job-*.json"))
    }
    score = PEERS[peer](folder, [name for job in jobs.values() for name in (*job["left"], *job["right"])])
    cost = {}
    for title, job in jobs.items():
        left, right = job["left"], job["right"]
        if job["rows"] == "grid":
            left, right = left[: job["queries"]], right
            began = time.process_time()
            said = np.array([[score(one, other) for other in right] for one in left], np.float32)
        else:
            began = time.process_time()
            said = np.array([score(left[i], right[j]) for i, j in job["rows"]], np.float32)
        cost[title] = (time.process_time() - began) / max(said.size, 1)
        np.save(folder / f"{title}.{peer}.npy", said)
    (folder / f"{peer}.cost.json").write_text(json.dumps(cost), "ascii")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
