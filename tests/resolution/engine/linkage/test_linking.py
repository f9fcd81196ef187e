"""Files of records are linked into persons: found across scripts, households apart, resumed, and refused with a sentence."""

from __future__ import annotations

import csv
from collections import Counter
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("splink")

from bench.linkage_records import region_rows, written
from manara.foundation.engine.problems import Problem
from manara.resolution.engine.linkage import running
from manara.resolution.engine.linkage.comparing import Comparer
from manara.resolution.engine.linkage.explaining import waterfall
from manara.resolution.engine.linkage.model import COMPARISONS, Model, UnknownModel, expected
from manara.resolution.engine.linkage.running import Linked, Wanted, link
from manara.resolution.engine.linkage.training import corrected


def quiet(_said: str) -> None:
    """Nothing is shown."""


def clusters(file: Path) -> dict[str, str]:
    with file.open(encoding="utf-8", newline="") as source:
        return {row["record"]: row["cluster"] for row in csv.DictReader(source)}


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Linked]:
    """Some of the region's records and what they were linked to, once for all tests."""
    folder = tmp_path_factory.mktemp("linkage")
    written(islice(region_rows(8), 1_500), folder / "records.csv")
    linked = link(Wanted((folder / "records.csv",), folder / "out.csv"), quiet)
    return folder / "records.csv", folder / "out.csv", linked


def test_the_region_is_linked_nearly_as_it_is(region: tuple[Path, Path, Linked]) -> None:
    records, out, linked = region
    with records.open(encoding="utf-8", newline="") as source:
        truth = {row["record"]: row["person"] for row in csv.DictReader(source)}
    found = clusters(out)
    assert list(found) == list(truth) and linked.persons == len(set(found.values()))

    def pairs(counts: Counter[object]) -> int:
        return sum(n * (n - 1) // 2 for n in counts.values())

    both = pairs(Counter((found[each], truth[each]) for each in truth))
    f1 = 2 * both / (pairs(Counter(found.values())) + pairs(Counter(truth.values())))
    assert f1 >= 0.97
    assert linked.missed is not None and linked.missed < 0.05
    assert not (out.parent / "out.csv.part").exists()


def test_the_same_files_give_the_same_bytes(region: tuple[Path, Path, Linked], tmp_path: Path) -> None:
    records, out, _ = region
    link(Wanted((records,), tmp_path / "again.csv"), quiet)
    assert (tmp_path / "again.csv").read_bytes() == out.read_bytes()


def test_a_killed_run_goes_on_where_it_was(
    region: tuple[Path, Path, Linked], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records, out, linked = region

    class Killed(BaseException):
        pass

    def killed(*_given: object) -> None:
        raise Killed

    with monkeypatch.context() as broken:
        broken.setattr(running, "clustered", killed)
        with pytest.raises(Killed):
            link(Wanted((records,), tmp_path / "out.csv"), quiet)
    assert not (tmp_path / "out.csv").exists()
    said: list[str] = []
    again = link(Wanted((records,), tmp_path / "out.csv"), said.append)
    assert again.model == linked.model and not any("read" in each or "learning" in each for each in said)
    assert (tmp_path / "out.csv").read_bytes() == out.read_bytes()


HOUSEHOLD = """record,name,birth,phone,nationality,sex
a1,Mohamed Ould Ahmed Ould Sidi,1984-03-07,+22290000001,MR,m
a2,محمد ولد أحمد ولد سيدي,07/03/1984,0022290000001,موريتانيا,ذكر
b1,Aminetou Mint Ahmed Ould Sidi,1990-11-21,+22290000001,MR,f
b2,آمنتو منت أحمد ولد سيدي,1990-11-21,+22290000001,MR,أنثى
c1,Cheikhna Ould Ahmed Ould Sidi,1987-01-30,+22290000001,MR,m
d1,😀,not a date,12,XX,?
e1,,,,,
"""


def household(folder: Path, model: Model, judged: str = "") -> dict[str, str]:
    (folder / "household.csv").write_text(HOUSEHOLD, "utf-8")
    (folder / "model.json").write_text(model.kept(), "utf-8")
    if judged:
        (folder / "judged.csv").write_text("left,right,judgement\n" + judged, "utf-8")
    link(
        Wanted((folder / "household.csv",), folder / "out.csv", model=folder / "model.json",
               judged=folder / "judged.csv" if judged else None), quiet,
    )  # fmt: skip
    return clusters(folder / "out.csv")


def test_a_household_with_one_phone_stays_a_household(region: tuple[Path, Path, Linked], tmp_path: Path) -> None:
    found = household(tmp_path, region[2].model)
    assert found["a1"] == found["a2"] and found["b1"] == found["b2"]
    assert len({found["a1"], found["b1"], found["c1"]}) == 3
    assert found["d1"] == "d1" and found["e1"] == "e1"  # nothing to go by: kept, alone


FAMILY = """record,name,birth,phone,place,sex
h1,Ahmed Ould Sidi Ould Brahim,1955-03-02,22290000111,Nouadhibou,m
h2,Mariem Mint Mohamed,1960-07-09,22290000111,Nouadhibou,f
h3,Mohamed Ould Ahmed Ould Sidi,1985-02-11,22290000111,Nouadhibou,m
h4,Cheikhna Ould Ahmed Ould Sidi,1987-05-21,22290000111,Nouadhibou,m
h5,Aminetou Mint Ahmed Ould Sidi,1990-11-30,22290000111,Nouadhibou,f
h6,Khadija Mint Ahmed Ould Sidi,1990-11-30,22290000111,Nouadhibou,f
h7,محمد ولد أحمد ولد سيدي,1985-02-11,22290000111,نواذيبو,m
h8,Yahya Ould Ahmed Ould Sidi,1993,22290000111,Nouadhibou,m
"""


@pytest.mark.parametrize("beside", [0, 12, 150, 1_200])
def test_a_family_that_shares_phone_and_place_stays_apart_by_the_files_own_model(tmp_path: Path, beside: int) -> None:
    # Twin sisters too: between given names of their own, what a family shares says nothing.
    lines = [f"{row[0]},{row[2]},{row[3]},{row[4]},,{row[7]}\n" for row in islice(region_rows(8), beside)]
    (tmp_path / "family.csv").write_text(FAMILY + "".join(lines), "utf-8")
    link(Wanted((tmp_path / "family.csv",), tmp_path / "out.csv", country="MR"), quiet)
    found = clusters(tmp_path / "out.csv")
    family = [found[f"h{number}"] for number in (1, 2, 3, 4, 5, 6, 8)]
    assert len(set(family)) == len(family) and found["h7"] == found["h3"]


@pytest.mark.parametrize(
    "rows",
    [
        "a,Mohamed Ould Ahmed,1990-01-02,22290000001,f\n",
        "a,Mohamed Ould Ahmed,1990-01-02,22290000001,m\nb,Aminata Sow,1971-08-09,22290000002,f\n",
        "a,1990-01-02,Mohamed Ould Ahmed,m,22290000001\nb,1971,Aminata Sow,f,22290000002\nc,2001,Ali,m,22290000003\n",
    ],
)  # fmt: skip
def test_a_file_in_which_nothing_is_shared_is_linked_too(tmp_path: Path, rows: str) -> None:
    (tmp_path / "few.csv").write_text("record,name,birth,phone,sex\n" + rows, "utf-8")
    link(Wanted((tmp_path / "few.csv",), tmp_path / "out.csv"), quiet)
    found = clusters(tmp_path / "out.csv")
    assert len(found) == rows.count("\n") and all(record == cluster for record, cluster in found.items())


def test_two_records_of_one_person_are_one_in_a_file_of_two(tmp_path: Path) -> None:
    (tmp_path / "two.csv").write_text("\n".join(HOUSEHOLD.splitlines()[:3]) + "\n", "utf-8")
    link(Wanted((tmp_path / "two.csv",), tmp_path / "out.csv"), quiet)
    assert len(set(clusters(tmp_path / "out.csv").values())) == 1


def test_a_father_who_stands_in_the_name_is_not_counted_twice(tmp_path: Path) -> None:
    lines = ["record,name,birth,relative", "a,Lounes Ben Idir Ouali,1963-10-25,Idir", "b,Lounes Ben Idir Ouali,1962-10-25,Idir",
             "c,Lounes Ouali,1963-10-25,Idir"]  # fmt: skip
    (tmp_path / "r.csv").write_text("\n".join(lines) + "\n", "utf-8")
    wanted = Wanted((tmp_path / "r.csv",), tmp_path / "o.csv")
    prepared, _ = running._prepared(wanted, running._folder(wanted), quiet)
    levels = Comparer(prepared).levels(np.array([0, 0]), np.array([1, 2]))
    relative = list(COMPARISONS).index("relative")
    assert levels[0, relative] == -1 and levels[1, relative] == 1  # where one name leaves him out, he says something


def test_what_people_judged_comes_first(region: tuple[Path, Path, Linked], tmp_path: Path) -> None:
    found = household(tmp_path, region[2].model, "a1,a2,different\na1,c1,same\nb1,b2,unsure\n")
    assert found["a1"] != found["a2"] and found["a1"] == found["c1"] and found["b1"] == found["b2"]


def test_judgements_of_same_change_what_one_persons_records_are_expected_to_show(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text(HOUSEHOLD, "utf-8")
    wanted = Wanted((tmp_path / "r.csv",), tmp_path / "o.csv")
    prepared, _ = running._prepared(wanted, running._folder(wanted), quiet)
    model, comparer = expected(1e-5), Comparer(prepared)
    same = corrected(model, comparer, [(0, 4, True)] * 20)  # two brothers on paper: other births, one phone
    assert same.same["birth"][2] > model.same["birth"][2] and same.same["birth"][9] < model.same["birth"][9]
    assert same.same["name"][8] > model.same["name"][8] and same.other == model.other
    assert all(abs(sum(levels.values()) - 1) < 1e-9 for levels in same.same.values())
    assert corrected(model, comparer, [(0, 4, False)]) == model  # what is different parts clusters only


def test_the_steps_of_a_pair_add_up_to_its_odds(tmp_path: Path) -> None:
    model = expected(1e-5)
    (tmp_path / "r.csv").write_text(HOUSEHOLD, "utf-8")
    prepared, _ = running._prepared(Wanted((tmp_path / "r.csv",), tmp_path / "o.csv"), running._folder(
        Wanted((tmp_path / "r.csv",), tmp_path / "o.csv")), quiet)  # fmt: skip
    comparer = Comparer(prepared)
    steps = waterfall(0, 1, model, comparer)
    assert steps[0].comparison == "prior" and {"name", "birth", "phone", "sex"} <= {step.comparison for step in steps}
    assert steps[-1].reached == pytest.approx(float(model.bits(comparer.levels(np.array([0]), np.array([1])))[0]))


def test_a_model_that_is_none_is_refused() -> None:
    assert Model.told(expected(0.01).kept()) == expected(0.01)
    for text in ("", "{}", '{"version": 99}', expected(0.01).kept().replace('"sex"', '"six"')):
        with pytest.raises(UnknownModel):
            Model.told(text)
    assert all(abs(sum(levels.values()) - 1) < 1e-6 for levels in expected(0.1).same.values()) and len(COMPARISONS) == 10


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"name,birth\nA B,1990\n", "link-no-record"),
        (b"record,sex\n1,m\n", "link-no-columns"),
        (b"record,name\n1,A B\n1,C D\n", "link-twice"),
        (b"record,name\n,A B\n", "link-no-id"),
        (b"record,name\n1,\xff\xfe\n", "table-not-text"),
        (b"record,name\n", "link-empty"),
    ],
)
def test_files_that_are_no_records_are_refused_with_a_sentence(text: bytes, code: str, tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_bytes(text)
    with pytest.raises(Problem) as refused:
        link(Wanted((tmp_path / "bad.csv",), tmp_path / "out.csv"), quiet)
    assert refused.value.code == code and not (tmp_path / "out.csv").exists()
