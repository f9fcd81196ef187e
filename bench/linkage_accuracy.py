"""How well the synthetic region's records are linked, beside Splink with its own default comparisons on the same blocks.

Run: `python -m bench.linkage_accuracy` (some minutes; `--regions 4` for fewer regions). With `--country 200000` so many records
are linked by the command at the threshold of a rule that nobody looks after, and what it puts together wrongly is counted.
"""

from __future__ import annotations

import argparse
import csv
import math
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bench.linkage_peer import peer_pairs
from bench.linkage_records import country_rows, region_rows, written
from manara.resolution.engine.linkage import duck
from manara.resolution.engine.linkage.blocking import together
from manara.resolution.engine.linkage.candidates import shelves
from manara.resolution.engine.linkage.clusters import clustered
from manara.resolution.engine.linkage.comparing import Comparer
from manara.resolution.engine.linkage.merging import keep_batch, merged
from manara.resolution.engine.linkage.prepared import families, first_keys
from manara.resolution.engine.linkage.reading import read
from manara.resolution.engine.linkage.records import batches
from manara.resolution.engine.linkage.running import Wanted, link
from manara.resolution.engine.linkage.training import train

RULE = 0.9999


def scored(persons: Sequence[object], truth: list[str]) -> tuple[float, float, float]:
    """Pairwise precision, recall and F1 of a partition."""
    said = sum(n * (n - 1) // 2 for n in Counter(persons).values())
    true = sum(n * (n - 1) // 2 for n in Counter(truth).values())
    both = sum(n * (n - 1) // 2 for n in Counter(zip(persons, truth, strict=True)).values())
    precision, recall = both / max(said, 1), both / max(true, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def at_most(wrong: int, judged: int) -> float:
    """The highest share of wrong pairs that these counts leave possible at 95 % (Clopper and Pearson's upper bound)."""
    low, high = 0.0, 1.0
    for _ in range(60):
        share = (low + high) / 2
        log = [math.lgamma(judged + 1) - math.lgamma(k + 1) - math.lgamma(judged - k + 1)
               + k * math.log(share) + (judged - k) * math.log1p(-share) for k in range(wrong + 1)]  # fmt: skip
        low, high = (share, high) if sum(map(math.exp, log)) > 0.05 else (low, share)
    return high


def country(records: int) -> None:
    """Link so many records at the rule's threshold and print what came of it."""
    with tempfile.TemporaryDirectory() as held:
        file, out = Path(held) / "records.csv", Path(held) / "clusters.csv"
        written(country_rows(records), file)
        link(Wanted((file,), out, threshold=RULE), lambda said: print(f"  {said}", flush=True))
        with file.open(encoding="utf-8", newline="") as source, out.open(encoding="utf-8", newline="") as linked:
            truth = [row["person"] for row in csv.DictReader(source)]
            persons = [row["cluster"] for row in csv.DictReader(linked)]
    said = sum(n * (n - 1) // 2 for n in Counter(persons).values())
    precision, recall, f1 = scored(persons, truth)
    wrong = round(said * (1 - precision))
    print(f"{records} records at {RULE}: {said} pairs, of them false {wrong} (at most {at_most(wrong, said):.1e} at 95 %)")
    print(f"  precision {precision:.5f} recall {recall:.4f} F1 {f1:.4f}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--regions", type=int, default=8)
    parser.add_argument("--country", type=int, metavar="RECORDS")
    given = parser.parse_args()
    if given.country:
        country(given.country)
        return
    wrong = judged = 0
    for seed in range(8, 8 + given.regions):
        with tempfile.TemporaryDirectory() as held:
            folder = Path(held)
            file = folder / "records.csv"
            written(region_rows(seed), file)
            with file.open(encoding="utf-8", newline="") as source:
                truth = [row["person"] for row in csv.DictReader(source)]
            kept = []
            for number, batch in enumerate(batches([file], 20_000)):
                kept.append(folder / f"{number}.npz")
                keep_batch(read(batch), kept[-1])
            prepared, records = merged(kept, folder / "arrays")
            comparer = Comparer(prepared)
            names, numbers = families(prepared)
            blocks = together([names, numbers])
            table = folder / "records.parquet"
            with duck.connected(folder) as connection:
                firsts = first_keys(names, len(prepared)), first_keys(numbers, len(prepared))
                duck.records_table(connection, blocks, firsts, table)
                connection.from_parquet(str(table)).create_view("records")
                began = time.monotonic()
                held = shelves(blocks, len(prepared))
                model = train(held, comparer, connection, (), lambda _said: None)
                pairs = duck.predicted(connection, held, comparer, model, 0.99)
                ours = time.monotonic() - began
            persons, _ = clustered(len(records), pairs.left, pairs.right, pairs.bits, model, comparer)
            keys: dict[int, set[int]] = {}
            for row, key in zip(blocks.rows.tolist(), blocks.keys.tolist(), strict=True):
                keys.setdefault(row, set()).add(key)
            whole: dict[str, list[int]] = {}
            for row, person in enumerate(truth):
                whole.setdefault(person, []).append(row)
            true = [(a, b) for rows in whole.values() for i, a in enumerate(rows) for b in rows[i + 1 :]]
            met = np.mean([not keys.get(a, set()).isdisjoint(keys.get(b, set())) for a, b in true])
            sure = pairs.bits >= np.log2(RULE / (1 - RULE))
            judged += int(sure.sum())
            surest = zip(pairs.left[sure].tolist(), pairs.right[sure].tolist(), strict=True)
            wrong += sum(truth[one] != truth[other] for one, other in surest)
            precision, recall, f1 = scored(persons.tolist(), truth)
            print(f"seed {seed}: {len(records)} records, blocks miss {1 - met:.4f} of the true pairs")
            print(f"  Manara  precision {precision:.4f} recall {recall:.4f} F1 {f1:.4f}  ({ours:.0f} s)")
            for threshold, peer in peer_pairs(file, table, folder).items():
                precision, recall, f1 = scored(peer, truth)
                said = f"precision {precision:.4f} recall {recall:.4f} F1 {f1:.4f}"
                print(f"  Splink's default comparisons at {threshold}: {said}", flush=True)
    print(f"pairs above {RULE}: {judged}, of them false {wrong} (at most {at_most(wrong, judged):.1e} at 95 %)")


if __name__ == "__main__":
    main()
