"""Signs that nobody sees make nobody else: whoever is protected under one writing of his name is so under all."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from manara.__main__ import main
from manara.networks.engine.dismantling import dismantle, network
from manara.networks.engine.edges import Ties, costs_of_file, groups_of, parts_of_file, plan_of, protected_of_file
from manara.networks.engine.written_names import written

UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u202e\u2066\u2067\u2069\u2060\ufeff\u00ad\ufe0f\u034f"
BLANKS = " \u00a0\u2009\u202f\u3000\t"
NAMES = ("محمد ولد أحمد", "Émilie Benoît", "حُسَيْن", "Ana María Núñez", "плут", "hub")


@st.composite
def variants(draw: st.DrawFn, name: str) -> str:
    """The name as somebody else may have written it, so that it looks the same."""
    text = unicodedata.normalize(draw(st.sampled_from(("NFC", "NFD"))), name)
    pieces = [draw(st.text(BLANKS, max_size=2))]
    for letter in text:
        pieces.append(draw(st.text(BLANKS, min_size=1, max_size=2)) if letter == " " else letter)
        pieces.append(draw(st.text(UNSEEN, max_size=1)))
    return "".join((*pieces, draw(st.text(BLANKS + UNSEEN, max_size=2))))


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nobody_protected_is_in_a_plan_however_his_name_is_written(tmp_path: Path, data: st.DataObject) -> None:
    spared = data.draw(st.sampled_from(NAMES))
    others = [name for name in NAMES if name != spared]

    def line(*cells: str) -> str:
        return ";".join(f'"{cell}"' for cell in cells) + "\n"

    ties = [line(data.draw(variants(spared)), data.draw(variants(each))) for each in others for _twice in range(2)]
    (tmp_path / "edges.csv").write_text("source;target\n" + "".join(ties), "utf-8")
    (tmp_path / "spared.csv").write_text("node;x\n" + line(data.draw(variants(spared)), "1"), "utf-8")
    graph = network(Ties(tmp_path / "edges.csv"), protected=protected_of_file(tmp_path / "spared.csv"))
    assert sorted(graph.names) == sorted(NAMES) and graph.ties == len(others)
    plan = dismantle(graph, until=0.2, moves=1)
    assert spared not in {step.name for step in plan.steps}


@given(st.text())
def test_a_written_name_is_written_once_and_for_all(name: str) -> None:
    assert written(written(name)) == written(name)
    assert not set(written(name)) & set(UNSEEN)


@pytest.mark.parametrize(
    ("option", "of"), [("cost", costs_of_file), ("group", groups_of), ("role", parts_of_file), ("x", plan_of)]
)
def test_every_file_of_names_reads_them_alike(tmp_path: Path, option: str, of: object) -> None:
    value = {"cost": "2", "group": "g", "role": "guide", "x": "y"}[option]
    (tmp_path / "f.csv").write_text(f"node,{option}\n\u200fحُسَيْن\u200e  ولد ,{value}\n", "utf-8")
    assert list(of(tmp_path / "f.csv")) == [unicodedata.normalize("NFC", "حُسَيْن ولد")]  # type: ignore[operator]


def test_the_command_says_that_names_were_read_without_what_nobody_sees(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "edges.csv").write_text("source,target\nمحمد,a\n\u200fمحمد\u200f,b\nمحمد,c\n", "utf-8")
    (tmp_path / "spared.csv").write_text("node\nمحمد\u200c\n", "utf-8")
    words = ["dismantle", str(tmp_path / "edges.csv"), "-o", str(tmp_path / "p.csv"), "--seconds", "0.1", "--until", "0.3"]
    assert main([*words, "--protect", str(tmp_path / "spared.csv")]) == 0
    assert "which are read without these: 1." in capsys.readouterr().err
    assert "محمد" not in (tmp_path / "p.csv").read_text("utf-8")
