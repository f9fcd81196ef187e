"""`manara dismantle` reads plain files, sets aside what it can't use, and never plans against whom it was told to protect."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from manara.__main__ import main

EDGES = "target,weight,Source,probability\nb,1,a,1\nc,2,a,0.5\nd,1,a,\ne,1,d,1\nf,1,d,1\na,1,a,1\nb,-1,c,1\nb,1,c,1.5\n,1,c,1\n"


def planned(folder: Path, *more: str) -> tuple[int, list[dict[str, str]]]:
    (folder / "edges.csv").write_text(EDGES, "utf-8")
    short = () if "capacity" in more else ("--seconds", "0.2", "--proof-seconds", "1")
    code = main(["dismantle", str(folder / "edges.csv"), "-o", str(folder / "plan.csv"), *short, *more])
    if not (folder / "plan.csv").exists():
        return code, []
    with (folder / "plan.csv").open(encoding="utf-8") as file:
        return code, list(csv.DictReader(file))


def test_a_plan_is_written_and_its_figures_are_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, rows = planned(tmp_path, "--until", "0.5")
    assert code == 0
    # a first would do as well on the chart, but one of his ties is in doubt.
    assert [(row["step"], row["node"], row["largest_component"]) for row in rows] == [("1", "d", "3"), ("2", "a", "1")]
    said = capsys.readouterr()
    assert "nodes 6\nties 5\narea 0.66667\nremovals 2\n" in said.out
    assert "proved optimal yes" in said.out
    with (tmp_path / "plan.set-aside.csv").open(encoding="utf-8") as file:
        aside = list(csv.DictReader(file))
    assert [row["line"] for row in aside] == ["8", "9", "10"]
    assert "1.5 is not from 0 to 1" in aside[1]["reason"]
    assert "Ties of one with itself, passed over: 1." in said.err


def test_who_is_protected_is_in_no_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "spared.csv").write_text("node\na\n", "utf-8")
    code, rows = planned(tmp_path, "--protect", str(tmp_path / "spared.csv"))
    assert code == 0
    assert "a" not in {row["node"] for row in rows}
    assert rows


def test_a_misspelt_protected_person_stops_it_unless_told_otherwise(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "spared.csv").write_text("node\nÀ\n", "utf-8")
    assert planned(tmp_path, "--protect", str(tmp_path / "spared.csv")) == (2, [])
    assert "À" in capsys.readouterr().err
    assert planned(tmp_path, "--protect", str(tmp_path / "spared.csv"), "--ignore-unknown")[0] == 0


@pytest.mark.parametrize(
    ("costs", "says"), [("node,cost\na,0\n", "Line 2"), ("node,price\na,1\n", "“cost”"), ("node,cost\nzz,1\n", "zz")]
)
def test_costs_that_make_no_sense_are_refused(
    tmp_path: Path, costs: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "costs.csv").write_text(costs, "utf-8")
    code, rows = planned(tmp_path, "--costs", str(tmp_path / "costs.csv"))
    assert code != 0
    assert not rows
    assert says in capsys.readouterr().err


def test_a_budget_of_nothing_plans_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, rows = planned(tmp_path, "--budget", "0")
    assert (code, rows) == (0, [])
    said = capsys.readouterr()
    assert "Nobody may be removed" in said.err
    assert "proved optimal no" in said.out


def test_a_file_that_is_no_text_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "edges.csv").write_bytes(b"source,target\n\xff\xfe,b\n")
    assert main(["dismantle", str(tmp_path / "edges.csv"), "-o", str(tmp_path / "plan.csv")]) != 0
    assert "UTF-8" in capsys.readouterr().err


def ring_of_rings(file: Path, people: int) -> None:
    """Many ties that are not soon broken: each tied to the next, and to some far away."""
    rows = [f"{one},{(one + step) % people}" for one in range(people) for step in (1, 7, 131)]
    file.write_text("source,target\n" + "\n".join(rows) + "\n", "utf-8")


def started(folder: Path, *more: str) -> subprocess.Popen[str]:
    words = [
        sys.executable,
        "-m",
        "manara",
        "dismantle",
        str(folder / "edges.csv"),
        "-o",
        str(folder / "plan.csv"),
        *more,
    ]
    # Where the tests run in the background of a shell, Ctrl-C is ignored, and so it would be by what they start.
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=heard)


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_half_way_writes_the_best_plan_so_far(tmp_path: Path, sent: signal.Signals) -> None:
    ring_of_rings(tmp_path / "edges.csv", 600)
    # Compiled and kept on disk, so that the other process soon has a plan.
    assert main(["dismantle", str(tmp_path / "edges.csv"), "-o", str(tmp_path / "first.csv"), "--seconds", "0.1"]) == 0
    with started(tmp_path, "--seconds", "500") as run:
        # It has begun to search once it has used some seconds of the processor; before that there may be no plan.
        _await_processor(run.pid, 4.0)
        run.send_signal(sent)
        said, complained = run.communicate(timeout=240)
    assert run.returncode == 0
    assert "It was stopped: this is the best plan so far" in complained
    assert "removals " in said
    with (tmp_path / "plan.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert int(rows[-1]["largest_component"]) < 60
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize(
    ("edges", "says"),
    [("source,target\n", "nodes 0\nties 0\narea –\nremovals 0\n"), ("source,target\na,a\n", "nodes 1\nties 0\n")],
)
def test_an_empty_network_and_one_without_ties_have_an_answer(
    tmp_path: Path, edges: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "edges.csv").write_text(edges, "utf-8")
    assert main(["dismantle", str(tmp_path / "edges.csv"), "-o", str(tmp_path / "plan.csv"), "--seconds", "0.1"]) == 0
    assert says in capsys.readouterr().out
    assert (tmp_path / "plan.csv").exists()


def test_where_everybody_is_protected_nobody_is_planned(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "spared.csv").write_text("node\na\nb\nc\nd\ne\nf\n", "utf-8")
    assert planned(tmp_path, "--protect", str(tmp_path / "spared.csv")) == (0, [])
    assert "all are protected" in capsys.readouterr().err


def _await_processor(pid: int, seconds: float) -> None:
    ticks = os.sysconf("SC_CLK_TCK")
    until = time.monotonic() + 120
    while time.monotonic() < until:
        fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
        if (int(fields[11]) + int(fields[12])) / ticks > seconds:
            return
        os.sched_yield()
    raise AssertionError("it did not begin to search")


def test_a_route_is_broken_for_the_least_cost_and_nobody_protected_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = ("b,recruiter", "c,recruiting", "a,transporter", "d,guide", "e,captain", "f,financier")
    (tmp_path / "roles.csv").write_text("\n".join(("node,role", *listed)), "utf-8")
    roles = ("--objective", "capacity", "--roles", str(tmp_path / "roles.csv"), "--seconds", "5")
    code, rows = planned(tmp_path, *roles)
    said = capsys.readouterr()
    assert code == 0 and "stages recruiting transport sea landing" in said.out and "chains 1" in said.out
    assert len(rows) == 1 and rows[0]["chains"] == "0" and "proved optimal yes" in said.out and "chains left 0" in said.out
    (tmp_path / "spared.csv").write_text(f"node\n{rows[0]['node']}\n", "utf-8")
    other = planned(tmp_path, *roles, "--protect", str(tmp_path / "spared.csv"))[1]
    assert other and other[0]["node"] != rows[0]["node"]
    assert planned(tmp_path, *roles, "--budget", "0") == (0, [])
    assert "Chains are left" in capsys.readouterr().err
    assert planned(tmp_path, "--objective", "capacity")[0] == 2
    for line, said_of_it in (
        ("e,astronaut", "astronaut"), ("z,captain", "no tie (1): z"), ("f,financier", "Nobody in roles.csv"),
    ):  # fmt: skip
        (tmp_path / "roles.csv").write_text(f"node,role\n{line}\n", "utf-8")
        assert planned(tmp_path, *roles)[0] == 2
        assert said_of_it in capsys.readouterr().err
    assert planned(tmp_path, *roles, "--seed", "0")[0] == 2 and "--seed does nothing" in capsys.readouterr().err
    assert planned(tmp_path, "--roles", str(tmp_path / "roles.csv"))[0] == 2
    assert "--roles does nothing without --objective capacity" in capsys.readouterr().err


def test_where_ties_are_taken_to_be_unseen_the_expected_area_is_told_beside_that_of_the_chart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ties = [(one, other) for one in range(18) for other in range(one) if one % 6 == other % 6 or one - other == 1]
    (tmp_path / "edges.csv").write_text("source,target\n" + "".join(f"n{one},n{other}\n" for one, other in ties), "utf-8")
    (tmp_path / "spared.csv").write_text("node\nn7\n", "utf-8")
    edges, plan, spared = (str(tmp_path / f"{name}.csv") for name in ("edges", "plan", "spared"))
    words = ["dismantle", edges, "-o", plan, "--protect", spared]
    files = []
    for share, seconds in (("0.2", "60"), ("0", "0.5")):
        assert main([*words, "--missing", share, "--until", "0.3", "--seconds", seconds]) == 0
        files.append((tmp_path / "plan.csv").read_text("utf-8"))
    rows = list(csv.DictReader(files[0].splitlines()))
    assert rows and "n7" not in {row["node"] for row in rows}
    assert list(rows[0]) == list(csv.DictReader(files[1].splitlines()).fieldnames or [])
    first, as_seen = (said.splitlines() for said in capsys.readouterr().out.split("nodes 18\n")[1:])
    area = float(first[1].removeprefix("area "))
    assert area == pytest.approx(sum(int(row["largest_component"]) for row in rows[: _below(rows, 0.3 * 18)]) / 18, abs=1e-5)
    assert area >= float(as_seen[1].removeprefix("area "))
    expected = [float(part.split()[-1]) for part in first[2].split(",")]
    assert expected[1] <= expected[0] <= expected[2] and expected[0] > float(as_seen[1].removeprefix("area "))
    assert "proved optimal no" in first


def test_where_nobody_may_be_removed_a_plan_under_unseen_ties_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edges, protect = tmp_path / "edges.csv", tmp_path / "protect.csv"
    edges.write_text("source,target\na,b\nb,c\n", "utf-8")
    protect.write_text("node\na\nb\nc\n", "utf-8")
    words = ["dismantle", str(edges), "-o", str(tmp_path / "plan.csv"), "--missing", "0.2", "--protect", str(protect)]
    assert main(words) == 0
    assert "Nobody may be removed, all are protected: the largest component stays at 3 of 3" in capsys.readouterr().err


def _below(rows: list[dict[str, str]], least: float) -> int:
    return next(number for number, row in enumerate(rows, 1) if int(row["largest_component"]) < least)


def test_why_each_step_is_said_in_the_language_of_the_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert planned(tmp_path, "--until", "0.5")[1][0]["explanation"].startswith("3 ties in a group of 6; breaks it into 3")
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    rows = planned(tmp_path, "--until", "0.5")[1]
    assert rows[0]["explanation"].startswith("3 liens dans un groupe de 6\u00a0; le brise en 3")
    monkeypatch.setenv("LC_ALL", "ar")
    assert "مجموعة" in planned(tmp_path, "--until", "0.5")[1][0]["explanation"]
