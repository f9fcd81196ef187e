"""`manara network` reads plain files, sets aside what it can't use, and has no line for whom it was told to protect."""

from __future__ import annotations

import csv
import signal
from pathlib import Path

import pytest

from manara.__main__ import main
from manara.foundation.engine.told import worded
from manara.networks.commands.verbs import measuring
from manara.networks.engine.measures import WORDS

EDGES = (
    "target,weight,Source,probability\nb,1,a,1\nc,2,a,0.5\nd,1,a,\ne,,d,1\nf,1,d,1\na,1,a,1\nb,-1,c,1\nb,1,c,1.5\n,1,c,1\n"
    "e,4,f,1\n"
)


def table(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8") as text:
        return list(csv.DictReader(text))


def ran(folder: Path, verb: str, *more: str) -> int:
    (folder / "edges.csv").write_text(EDGES, "utf-8")
    return main(["network", verb, str(folder / "edges.csv"), *more])


def test_measures_are_written_with_what_doubt_leaves_open(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ran(tmp_path, "measures", "-o", str(tmp_path / "out.csv"), "--words") == 0
    rows = {row["node"]: row for row in table(tmp_path / "out.csv")}
    assert list(rows) == ["a", "b", "c", "d", "e", "f"]
    assert (rows["a"]["degree"], rows["a"]["degree_p10"], rows["a"]["degree_p90"]) == ("3", "2", "3")
    assert rows["f"]["strength"] == "5"
    assert rows["c"]["strength"] == "2"
    assert rows["d"]["core"] == "2"
    # Found groups where none are given: d links two of his own with a, of another.
    assert [rows[who]["gatekeeper"] for who in "abcd"] == ["2", "0", "0", "2"] and rows["a"]["gatekeeper_p10"] == "1"
    said = capsys.readouterr()
    assert "nodes 6\nties 6\n" in said.out
    assert "bridges 3" in said.out
    assert "betweenness exact" in said.out
    assert "degree: With how many others he is tied directly." in said.out
    assert [row["line"] for row in table(tmp_path / "out.set-aside.csv")] == ["8", "9", "10"]
    assert "Ties of one with itself, passed over: 1." in said.err


def test_what_each_measure_means_is_said_in_the_terminals_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert ran(tmp_path, "measures", "-o", str(tmp_path / "out.csv"), "--samples", "0", "--words") == 0
    said = capsys.readouterr().out
    assert f"degree: {worded('With how many others he is tied directly.', 'fr')}" in said
    assert not any(each.sentence in said for each in WORDS.values())


def test_groups_add_the_brokers_and_gone_says_who_grows(tmp_path: Path) -> None:
    (tmp_path / "groups.csv").write_text("node,group\na,x\nb,x\nc,y\nd,y\n", "utf-8")
    (tmp_path / "gone.csv").write_text("node\nd\n", "utf-8")
    more = ("--groups", str(tmp_path / "groups.csv"), "--gone", str(tmp_path / "gone.csv"))
    assert ran(tmp_path, "measures", "-o", str(tmp_path / "out.csv"), *more) == 0
    rows = {row["node"]: row for row in table(tmp_path / "out.csv")}
    assert rows["e"]["gatekeeper"] == "", "of no group"
    assert (rows["a"]["gatekeeper"], rows["a"]["itinerant"], rows["a"]["liaison"]) == ("2", "1", "0")
    assert table(tmp_path / "out.afterwards.csv") == []  # without d nobody lies between more of the others


def test_who_is_protected_gets_no_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "spared.csv").write_text("node\na\n", "utf-8")
    more = ("--protect", str(tmp_path / "spared.csv"), "-o", str(tmp_path / "out.csv"))
    assert ran(tmp_path, "measures", *more) == 0
    assert "a" not in {row["node"] for row in table(tmp_path / "out.csv")}
    (tmp_path / "spared.csv").write_text("node\nÀ\n", "utf-8")
    assert ran(tmp_path, "measures", *more) == 2
    assert "À" in capsys.readouterr().err


def test_a_file_that_is_no_text_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bytes.csv").write_bytes(b"source,target\n\xff\xfe,b\n")
    assert main(["network", "measures", str(tmp_path / "bytes.csv"), "-o", str(tmp_path / "out.csv")]) != 0
    assert "UTF-8" in capsys.readouterr().err
    assert not (tmp_path / "out.csv").exists()


def test_a_stop_half_way_keeps_what_was_drawn_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stops(done: float, what: str) -> None:
        if what == "draws":
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(measuring, "progress", lambda: stops)
    # Where the tests run in the background of a shell, Ctrl-C is ignored.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        assert ran(tmp_path, "measures", "-o", str(tmp_path / "out.csv"), "--samples", "200") == 0
    finally:
        signal.signal(signal.SIGINT, before)
    said = capsys.readouterr()
    assert "of 200 drawn networks: P10 and P90 are over these" in said.err
    assert {"degree_p10", "degree_p90"} <= set(table(tmp_path / "out.csv")[0])
    assert int(said.out.split("P10 and P90 over ")[1].split()[0]) < 200


def test_fewer_than_no_draws_and_an_empty_network_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ran(tmp_path, "measures", "-o", str(tmp_path / "out.csv"), "--samples", "-3") == 2
    assert "--samples is -3" in capsys.readouterr().err
    (tmp_path / "none.csv").write_text("source,target\n", "utf-8")
    assert main(["network", "measures", str(tmp_path / "none.csv"), "-o", str(tmp_path / "out.csv")]) == 0
    assert table(tmp_path / "out.csv") == [] and "nodes 0" in capsys.readouterr().out


def test_a_plans_effect_is_written_with_what_doubt_leaves_open(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "plan.csv").write_text("step,node,largest_component\n1,a,3\n2,d,1\n", "utf-8")
    assert ran(tmp_path, "doubt", str(tmp_path / "plan.csv"), "-o", str(tmp_path / "out.csv"), "--until", "0.5") == 0
    rows = table(tmp_path / "out.csv")
    assert [(row["step"], row["node"]) for row in rows] == [("1", "a"), ("2", "d")]
    assert float(rows[0]["largest_component"]) == pytest.approx(0.5)
    assert float(rows[1]["p90"]) == pytest.approx(1 / 3, abs=1e-5)
    assert "below the share in 100% of the networks" in capsys.readouterr().out
    (tmp_path / "spared.csv").write_text("node\nd\n", "utf-8")
    refused = ("doubt", str(tmp_path / "plan.csv"), "-o", str(tmp_path / "no.csv"), "--protect", str(tmp_path / "spared.csv"))
    assert ran(tmp_path, *refused) == 2
    assert not (tmp_path / "no.csv").exists()


def test_the_robust_plan_and_what_to_find_out_are_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    more = ("--find-out", str(tmp_path / "ties.csv"), "--moves", "500", "--until", "0.4", "--samples", "20")
    assert ran(tmp_path, "robust", "-o", str(tmp_path / "out.csv"), *more) == 0
    assert {row["node"] for row in table(tmp_path / "out.csv")} <= set("abcdef")
    assert table(tmp_path / "out.csv")
    assert "the plan made on the chart as drawn: area" in capsys.readouterr().out
    assert all(row["source"] in "abcdef" for row in table(tmp_path / "ties.csv"))
    assert ran(tmp_path, "robust", "-o", str(tmp_path / "out.csv"), "--missing", "2") == 2


def robust_said(folder: Path, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[str, str]:
    assert main(["network", "robust", str(folder / "edges.csv"), "-o", str(folder / "out.csv"), "--seconds", "1", *more]) == 0
    said = capsys.readouterr()
    return said.out, said.err


def test_where_nobody_may_be_reached_the_robust_plan_says_why_and_has_no_area(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "edges.csv").write_text("source,target,probability\na,b,1\nb,c,0.5\nc,d,1\n", "utf-8")
    (tmp_path / "all.csv").write_text("node\na\nb\nc\nd\n", "utf-8")
    out, err = robust_said(tmp_path, capsys, "--protect", str(tmp_path / "all.csv"))
    assert "area –" in out and "all are protected: the largest component stays at 4 of 4" in err and "found" not in out
    out, err = robust_said(tmp_path, capsys, "--budget", "0")
    assert "area –" in out and "the cheapest costs 1 and the budget is 0" in err
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert "le budget est de 0" in robust_said(tmp_path, capsys, "--budget", "0")[1]
    monkeypatch.setenv("LC_ALL", "C")
    out, err = robust_said(tmp_path, capsys, "--find-out", str(tmp_path / "ties.csv"))
    assert "found: over all networks\nbest of all orders yes" in out and "stays" not in err
    assert [row["standard_error"] for row in table(tmp_path / "ties.csv")] in ([], ["0"])


@pytest.mark.parametrize("words", ["dismantle", "network robust", "network measures"])
def test_a_network_without_anybody_is_said_to_be_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: str
) -> None:
    (tmp_path / "none.csv").write_text("source,target\n", "utf-8")
    assert main([*words.split(), str(tmp_path / "none.csv"), "-o", str(tmp_path / "out.csv")]) == 0
    said = capsys.readouterr()
    assert said.err.count("There is nobody in this network.") == 1 and "proved optimal yes" not in said.out
    assert "area 0" not in said.out and "best of all orders yes" not in said.out
