"""Columns out of order or exchanged, names with a line break, a process killed at any step: defined, and nothing is lost."""

from __future__ import annotations

import csv
import gc
import subprocess
import sys
from itertools import islice
from pathlib import Path
from random import Random

import numpy as np
import pytest

pytest.importorskip("splink")

from bench.linkage_records import region_rows, written
from manara import __main__ as command
from manara.foundation.engine.match_keys.identifiers import document_keys
from manara.foundation.engine.problems import Problem
from manara.resolution.engine.linkage import duck
from manara.resolution.engine.linkage.blocking import shared, together
from manara.resolution.engine.linkage.candidates import beside, candidates, pairs_of, parts, shelves
from manara.resolution.engine.linkage.comparing import WHOLE, Comparer, packed
from manara.resolution.engine.linkage.key_counting import counted, in_order
from manara.resolution.engine.linkage.merging import keep_batch, merged
from manara.resolution.engine.linkage.model import Model, expected
from manara.resolution.engine.linkage.pairs import bound_of
from manara.resolution.engine.linkage.prepared import families
from manara.resolution.engine.linkage.reading import documents_of, read
from manara.resolution.engine.linkage.reading_files import ready
from manara.resolution.engine.linkage.records import batches
from manara.resolution.engine.linkage.running import Wanted, link
from manara.resolution.engine.names import costs

PERSONS = [
    {"record": "a1", "given": "Mohamed Ould Ahmed", "family": "Ould Sidi", "birth": "1984-03-07", "phone": "+22290000001"},
    {"record": "a2", "given": "محمد ولد أحمد", "family": "ولد سيدي", "birth": "07/03/1984", "phone": "0022290000001"},
    {"record": "b1", "given": "Aminetou Mint Salem", "family": "Mint Brahim", "birth": "1990-11-21", "phone": "+22290000007"},
]


def linked(folder: Path, rows: list[dict[str, str]], model: Model | None = None) -> dict[str, str]:
    """Clusters of these rows, by a model of a country's files."""
    file, out = folder / "records.csv", folder / "out.csv"
    with file.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    (folder / "model.json").write_text((model or expected(1e-5)).kept(), "utf-8")
    link(Wanted((file,), out, model=folder / "model.json"), lambda _said: None)
    with out.open(encoding="utf-8", newline="") as source:
        return {row["record"]: row["cluster"] for row in csv.DictReader(source)}


def listed(left: np.ndarray, right: np.ndarray) -> list[tuple[int, int]]:  # type: ignore[type-arg]
    return list(zip(left.tolist(), right.tolist(), strict=True))


def test_columns_in_another_order_are_the_same_columns(tmp_path: Path) -> None:
    turned = [dict(reversed(list(row.items()))) for row in PERSONS]
    assert linked(tmp_path, turned) == {"a1": "a1", "a2": "a1", "b1": "b1"}


def test_a_given_name_in_the_family_column_is_still_that_person(tmp_path: Path) -> None:
    rows = [PERSONS[0], {**PERSONS[1], "given": PERSONS[1]["family"], "family": PERSONS[1]["given"]}, PERSONS[2]]
    assert linked(tmp_path, rows) == {"a1": "a1", "a2": "a1", "b1": "b1"}


def test_a_phone_in_the_column_of_births_says_nothing_and_loses_no_record(tmp_path: Path) -> None:
    rows = [{**row, "birth": row["phone"], "phone": row["birth"]} for row in PERSONS]
    assert linked(tmp_path, rows).keys() == {"a1", "a2", "b1"}
    # And does not make two persons one.
    assert linked(tmp_path, rows)["b1"] == "b1"


def test_a_line_break_in_a_records_own_name_stays_in_it(tmp_path: Path) -> None:
    rows = [{**row, "record": f"file\n{row['record']}"} for row in PERSONS]
    assert linked(tmp_path, rows) == {"file\na1": "file\na1", "file\na2": "file\na1", "file\nb1": "file\nb1"}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ('record,name\nq1,"Sidi\nq2,Ali\n', "line 2: a quotation mark"), ("record;name\nq1;Sidi\n;Ali\n", "line 3: the record"),
        ("record\tname\rq1\tSidi\rq1\tAli\r", "stands twice"),
    ],
)  # fmt: skip
def test_a_refused_file_is_told_by_its_line_and_leaves_nothing_behind(tmp_path: Path, content: str, why: str) -> None:
    file = tmp_path / "records.csv"
    file.write_bytes(content.encode("utf-16"))
    with pytest.raises(Problem, match=why):
        link(Wanted((file,), tmp_path / "out.csv"), lambda _said: None)
    with pytest.raises(Problem, match=r"records\.csv is read"):
        link(Wanted((file,), file), lambda _said: None)
    assert [each.name for each in tmp_path.iterdir()] == ["records.csv"]


def test_other_costs_are_used_by_every_process_where_their_hash_is_told(tmp_path: Path) -> None:
    own, file = tmp_path / "own.npz", tmp_path / "records.csv"
    own.write_bytes(costs.FILE.read_bytes())
    file.write_text("record,name,birth\nq1,Sidi Ould Salem,1980-01-02\n", "utf-8")
    words = ["link", str(file), "-o", str(tmp_path / "out.csv"), "--costs", str(own)]
    assert command.main(words) == 2 == command.main([*words, "--costs-sha256", costs.digest(), "--engine", "spark"])
    assert command.main([*words, "--costs-sha256", "0" * 64]) == 1
    assert command.main([*words, "--costs-sha256", costs.digest()]) == 0
    assert costs.used() == (None, "")
    try:
        ready(own, costs.digest())
        assert costs.used() == (own, costs.digest())
    finally:
        costs.use(None)
        gc.enable()


def test_a_process_killed_at_each_step_goes_on_and_says_the_same(tmp_path: Path) -> None:
    file = tmp_path / "records.csv"
    written(islice(region_rows(8), 400), file)
    link(Wanted((file,), tmp_path / "whole.csv"), lambda _said: None)
    words = [sys.executable, "-m", "manara", "link", str(file), "-o", str(tmp_path / "out.csv")]
    for step in ("learning", "making persons"):
        said = []
        with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as process:
            assert process.stderr is not None
            for line in process.stderr:
                said.append(line)
                if step in line:
                    process.kill()
        assert process.returncode < 0, said
        assert not (tmp_path / "out.csv").exists()
    done = subprocess.run(words, stderr=subprocess.PIPE, text=True, check=True)
    # What was done before is not done again.
    assert not any(step in done.stderr for step in ("records read", "learning", "comparing"))
    assert (tmp_path / "out.csv").read_bytes() == (tmp_path / "whole.csv").read_bytes()


def test_names_that_were_passed_over_could_not_have_decided(tmp_path: Path) -> None:
    written(islice(region_rows(9), 1_000), tmp_path / "records.csv")
    kept = []
    for number, batch in enumerate(batches([tmp_path / "records.csv"], 300)):
        kept.append(tmp_path / f"{number}.npz")
        keep_batch(read(batch), kept[-1])
    prepared, records = merged(kept, tmp_path / "arrays")
    assert len(kept) == 4 and len(records) == len(prepared) == 1_000
    comparer, blocks = Comparer(prepared), together(list(families(prepared)))
    with duck.connected(tmp_path) as connection:
        connection.register("b", {"row": blocks.rows, "key": blocks.keys.view(np.int64)})
        told = connection.execute(
            "select distinct x.row as one, y.row as other from b x join b y on x.key = y.key and x.row < y.row order by 1, 2"
        ).fetchnumpy()
    left, right = np.asarray(told["one"], np.int64), np.asarray(told["other"], np.int64)
    assert shared(blocks, left, right).all()
    # The same pairs, each once, whatever the parts they are looked at in.
    held = shelves(blocks, 1_000)
    each = [pairs_of(held, *part) for part in parts(held, 700)]
    assert len(each) > 5
    all_pairs = listed(left, right)
    assert sorted(pair for found in each for pair in listed(*found)) == all_pairs
    turned = [(b, a) for a, b in all_pairs]
    assert listed(*beside(held, np.array([7, 500]))) == sorted(pair for pair in all_pairs + turned if pair[0] in (7, 500))
    model = expected(1e-4)
    bound = bound_of(model, 0.99)
    whole, quick = (model.bits(comparer.levels(left, right, each)) for each in (WHOLE, bound))
    least = bound.least + np.log2(model.prior / (1 - model.prior))
    assert (whole >= least).sum() > 200
    assert (quick >= least).sum() >= 0.998 * (whole >= least).sum()
    assert not ((quick >= least) & (whole < least)).any()
    found = candidates(held, comparer, model, 0.99)
    near = quick >= least - 1e-3
    assert sorted(listed(found.left, found.right)) == listed(left[near], right[near])
    assert found.levels.tolist() == packed(comparer.levels(found.left, found.right, bound)).tolist()
    # And it spares most of them.
    assert (comparer.levels(left, right, bound)[:, 0] != comparer.levels(left, right)[:, 0]).mean() > 0.1


def test_keys_are_counted_as_they_occur() -> None:
    drawn = np.random.default_rng(1)
    keys = drawn.integers(0, 2**64, 5_000, np.uint64)[drawn.integers(0, 5_000, 20_000)]
    _known, which, many = np.unique(keys, return_inverse=True, return_counts=True)
    assert (counted(keys) == many[which]).all()
    assert len(counted(keys[:0])) == 0 == len(in_order(keys[:0])[0])
    # Nor does it matter how they are spread: all at one end, or one key alone.
    for spread in (keys, keys % np.uint64(300), keys | np.uint64(0xFFFFFFFFFFFFFF00), keys * np.uint64(0)):
        _known, which, many = np.unique(spread, return_inverse=True, return_counts=True)
        assert (counted(spread) == many[which]).all()
        places, ordered = in_order(spread)
        assert (places == np.argsort(spread, kind="stable")).all() and (ordered == spread[places]).all()


def test_a_plain_document_is_read_as_any_other() -> None:
    drawn = Random(6)
    for _ in range(2_000):
        text = "".join(drawn.choice("01OILABZ9-x ") for _ in range(drawn.randint(0, 60)))
        assert documents_of(text) == tuple(key.removeprefix("d1:") for key in document_keys(text)), text
