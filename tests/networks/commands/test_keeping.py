"""Nothing is lost: what can't be done is said before the work, a stop keeps the best so far, an output is written whole."""

from __future__ import annotations

import csv
import os
import random
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from manara.__main__ import main
from manara.networks.commands.verbs import doubting, measuring
from manara.networks.engine import patience
from manara.networks.engine.doubt import drawing

EDGES = "source,target,probability\n" + "".join(
    f"{one},{(one + step) % 40},{0.9 if step == 3 else 1}\n" for one in range(40) for step in (1, 3, 11)
)


@pytest.fixture(autouse=True)
def hears_ctrl_c() -> Iterator[None]:
    """Where the tests run in the background of a shell, Ctrl-C is ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def ran(folder: Path, *words: str) -> int:
    (folder / "edges.csv").write_text(EDGES, "utf-8")
    (folder / "plan.csv").write_text("node\n1\n2\n", "utf-8")
    named = {"EDGES": str(folder / "edges.csv"), "PLAN": str(folder / "plan.csv")}
    return main([*(named.get(word, word) for word in words), "-o", str(folder / "out.csv")])


def table(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8") as text:
        return list(csv.DictReader(text))


def stops_at(what: str, share: float, sent: signal.Signals) -> Callable[[], Callable[[float, str], None]]:
    def tell(done: float, of: str) -> None:
        if of == what and done >= share:
            signal.raise_signal(sent)

    return lambda: tell


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_the_plan_under_doubt_that_is_stopped_is_the_best_so_far_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, sent: signal.Signals
) -> None:
    monkeypatch.setattr(doubting, "progress", stops_at("orders", 0.3, sent))
    ties = tmp_path / "ties.csv"
    assert ran(tmp_path, "network", "robust", "EDGES", "--samples", "10", "--find-out", str(ties)) == 0
    assert len(table(tmp_path / "out.csv")) > 2
    said = capsys.readouterr()
    assert "It was stopped: this is the best plan so far" in said.err and "area" in said.out
    assert "ties.csv was not written" in said.err and not ties.exists()
    assert not list(tmp_path.glob("*.part"))


def test_a_plan_under_doubt_whose_time_is_up_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ran(tmp_path, "network", "robust", "EDGES", "--moves", "1000000", "--seconds", "0.2") == 0
    assert table(tmp_path / "out.csv") and "The time was up" in capsys.readouterr().err


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_who_is_stopped_before_there_was_anything_says_that_nothing_was_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, sent: signal.Signals
) -> None:
    (tmp_path / "out.csv").write_text("as it was", "utf-8")
    monkeypatch.setattr(measuring, "progress", stops_at("groups", 0.0, sent))
    assert ran(tmp_path, "network", "measures", "EDGES") == 130
    monkeypatch.setattr(doubting, "plan_of", lambda file: signal.raise_signal(sent))
    assert ran(tmp_path, "network", "doubt", "EDGES", "PLAN") == 130
    assert capsys.readouterr().err.count("nothing was written") == 2
    assert (tmp_path / "out.csv").read_text("utf-8") == "as it was" and not list(tmp_path.glob("*.part"))
    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_route_whose_break_is_stopped_while_it_is_solved_has_the_break_that_is_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, sent: signal.Signals
) -> None:
    draw = random.Random(1)
    stages = ("recruiting", "transport", "lodging", "sea", "landing")
    (tmp_path / "roles.csv").write_text("node,role\n" + "".join(f"{one},{draw.choice(stages)}\n" for one in range(40)), "utf-8")

    class Stopped(threading.Thread):
        """The solver's thread, while which the process is told to end."""

        def run(self) -> None:
            os.kill(os.getpid(), sent)
            super().run()

    monkeypatch.setattr(patience.threading, "Thread", Stopped)
    words: Any = ("dismantle", "EDGES", "--objective", "capacity", "--roles", str(tmp_path / "roles.csv"))
    assert ran(tmp_path, *words) == 0
    said = capsys.readouterr()
    assert "It was stopped: this is the best plan so far" in said.err and "chains left 0" in said.out
    assert table(tmp_path / "out.csv")[-1]["chains"] == "0"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("dismantle EDGES --seconds -1", "--seconds is -1: it must be a number above 0"),
        ("dismantle EDGES --seconds nan", "--seconds is nan"),
        ("dismantle EDGES --until 1.5", "--until is 1.5: it must be a share above 0, at most 1"),
        ("dismantle EDGES --seed -1", "--seed is -1"),
        ("dismantle EDGES --budget nan", "--budget is nan"),
        ("dismantle EDGES --proof-seconds inf", "--proof-seconds is inf"),
        ("network doubt EDGES PLAN --until nan", "--until is nan"),
        ("network doubt EDGES PLAN --samples 0", "--samples is 0"),
        ("network robust EDGES --moves -1", "--moves is -1"),
        ("network robust EDGES --missing 1", "--missing is 1"),
        ("dismantle EDGES --missing 1", "--missing is 1"),
        ("dismantle EDGES --missing 0.1 --objective removals", "it can't be used with --objective removals"),
        ("dismantle EDGES --missing 0.1 --proof-seconds 5", "--proof-seconds does nothing with --missing"),
        ("network measures EDGES --seed 99999999999", "--seed is 1e+11"),
        ("network measures NOWHERE.csv", "NOWHERE.csv is not there"),
        ("dismantle EDGES --protect .", "a folder; a file is needed"),
    ],
)
def test_what_can_not_be_is_refused_before_the_work_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: str, says: str
) -> None:
    assert ran(tmp_path, *words.split()) == 2
    said = capsys.readouterr().err
    assert says in said and len(said.splitlines()) == 1
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize(
    "words", ["dismantle EDGES", "network measures EDGES", "network robust EDGES", "network doubt EDGES PLAN"]
)
def test_an_output_that_can_not_be_written_or_is_read_is_refused_before_the_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: str
) -> None:
    (tmp_path / "edges.csv").write_text(EDGES, "utf-8")
    (tmp_path / "plan.csv").write_text("node\n1\n", "utf-8")
    given = [str(tmp_path / f"{word.lower()}.csv") if word.isupper() else word for word in words.split()]
    os.link(tmp_path / "edges.csv", tmp_path / "same.csv")
    for output, says in ((tmp_path / "no" / "out.csv", "The folder"), (tmp_path / "edges.csv", "written over"),
                         (tmp_path / "same.csv", "written over"), (tmp_path, "a folder")):  # fmt: skip
        assert main([*given, "-o", str(output)]) == 2
        assert says in capsys.readouterr().err
    assert (tmp_path / "edges.csv").read_text("utf-8") == EDGES


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("dismantle EDGES --protect GIVEN", "Une protection est donnée à qui n’a aucun lien (1)\u00a0: zz"),
        ("network measures EDGES --protect GIVEN", "Une protection est donnée à qui n’a aucun lien (1)\u00a0: zz"),
        ("dismantle EDGES --costs GIVEN", "Des coûts sont donnés pour qui n’a aucun lien (1)\u00a0: zz"),
        ("network robust EDGES --missing 0.1", "entre 10 personnes au plus\u00a0; le réseau en compte 40"),
        ("dismantle EDGES --missing 0.1", "entre 10 personnes au plus\u00a0; le réseau en compte 40"),
        ("network doubt EDGES PLAN --samples 90", "Tirer 90 réseaux de 40 personnes et 120 liens, c’est trop"),
    ],
)
def test_what_an_engine_refuses_is_said_in_the_terminals_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, words: str, says: str
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    monkeypatch.setattr(drawing, "MOST_PEOPLE", 10)
    monkeypatch.setattr(drawing, "MOST_DRAWN", 1_000)
    (tmp_path / "given.csv").write_text("node,cost\nzz,1\n", "utf-8")
    assert ran(tmp_path, *words.replace("GIVEN", str(tmp_path / "given.csv")).split()) == 2
    said = capsys.readouterr().err
    assert says in said and len(said.splitlines()) == 1


def test_what_an_earlier_run_set_aside_does_not_stay(tmp_path: Path) -> None:
    aside = tmp_path / "out.set-aside.csv"
    aside.write_text("of another file", "utf-8")
    assert ran(tmp_path, "network", "doubt", "EDGES", "PLAN", "--samples", "2") == 0
    assert not aside.exists()


@pytest.mark.parametrize(
    ("option", "text", "says"),
    [
        ("--gone", "x,node\n1\n2,1\n", "Line 2 of given.csv says nothing in the column “node”"),
        ("--groups", "group,node\nx\n", "Line 2 of given.csv says nothing in the column “node”"),
        ("--groups", "node,group\n1,x\n2\n", "Line 3 of given.csv says nothing in the column “group”"),
        ("--groups", "node,group\n1,x\n1,y\n", "Line 3 of given.csv: for 1 line 2 says something else"),
        ("--protect", "x,node\n1\n", "Line 2 of given.csv"),
    ],
)
def test_a_row_that_says_too_little_or_two_things_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str, text: str, says: str
) -> None:
    (tmp_path / "given.csv").write_text(text, "utf-8")
    assert ran(tmp_path, "network", "measures", "EDGES", option, str(tmp_path / "given.csv")) == 2
    assert says in capsys.readouterr().err


def test_groups_of_strangers_are_told_and_costs_that_differ_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "given.csv").write_text("node,group\n1,x\nnobody,y\n", "utf-8")
    assert ran(tmp_path, "network", "measures", "EDGES", "--samples", "0", "--groups", str(tmp_path / "given.csv")) == 0
    assert "Groups are given for some that have no tie (1): nobody" in capsys.readouterr().err
    (tmp_path / "given.csv").write_text("node,cost\n1,2\n1,2\n1,3\n", "utf-8")
    assert ran(tmp_path, "network", "robust", "EDGES", "--costs", str(tmp_path / "given.csv")) == 2
    assert "Line 4 of given.csv: for 1 line 2 says something else" in capsys.readouterr().err
