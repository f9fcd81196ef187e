"""Pairs explained by the command: every step in a table, and drawn on a page that needs nothing but a browser."""

from __future__ import annotations

import csv
from html.parser import HTMLParser
from pathlib import Path

import pytest

pytest.importorskip("splink")

from manara.foundation.engine.problems import Problem
from manara.resolution.engine.linkage import explanations
from manara.resolution.engine.linkage.model import expected
from manara.resolution.engine.linkage.running import Wanted, link

RECORDS = """record,name,birth,phone,sex
g-17,محمد ولد أحمد ولد سيدي,07/03/1984,0022290000001,m
p-4,Mohamed Ould Ahmed Ould Sidi,1984-03-07,+22290000001,m
p-9,<script>alert(1)</script> Mint Sidi,1990-11-21,+22290000001,f
"""


class Page(HTMLParser):
    """What a browser would find: the elements, each closed, and the text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _ in self.elements)


def explained(folder: Path, pairs: str, judgements: str = "") -> tuple[list[dict[str, str]], Page]:
    """The table and the page of these pairs of RECORDS, by what is expected of a country's files."""
    (folder / "records.csv").write_text(RECORDS, "utf-8")
    (folder / "pairs.csv").write_text(f"left,right\n{pairs}", "utf-8")
    (folder / "judged.csv").write_text(f"left,right,judgement\n{judgements}", "utf-8")
    (folder / "model.json").write_text(expected(1e-5).kept(), "utf-8")
    wanted = Wanted(
        (folder / "records.csv",), folder / "out.csv", judged=folder / "judged.csv", model=folder / "model.json",
        explain=folder / "pairs.csv",
    )  # fmt: skip
    done = link(wanted, lambda _said: None)
    assert done.explained == pairs.count("\n")
    with (folder / "out.explained.csv").open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source)), Page((folder / "out.explained.html").read_text("utf-8"))


def test_every_step_stands_in_the_table_and_adds_up(tmp_path: Path) -> None:
    rows, page = explained(tmp_path, "g-17,p-4\np-4,p-9\n", "p-9,p-4,different\n")
    first = [row for row in rows if row["right"] == "p-4"]
    assert first[0]["comparison"] == "prior" and {row["comparison"] for row in first} == {
        "prior", "name", "birth", "phone", "sex"
    }  # fmt: skip
    total = 0.0
    for row in first:
        total += float(row["bits"])
        assert float(row["total_bits"]) == pytest.approx(total, abs=0.002)
        assert float(row["probability"]) == pytest.approx(1 / (1 + 2 ** -float(row["total_bits"])), abs=1e-5)
    assert {(row["cluster"], row["judgement"]) for row in first} == {("one", "")}
    assert float(first[-1]["probability"]) > 0.99
    assert next(row for row in first if row["comparison"] == "birth")["reason"] == "Born on the same day."
    assert {(row["cluster"], row["judgement"]) for row in rows if row["right"] == "p-9"} == {("two", "different")}
    assert page.open == [] and page.count("svg") == 2 and page.count("rect") == len(rows)
    assert page.count("tr") == len(rows) + 2


def test_the_page_needs_nothing_from_elsewhere_and_takes_no_name_for_code(tmp_path: Path) -> None:
    _rows, page = explained(tmp_path, "g-17,p-9\n")
    assert page.count("script") == page.count("link") == page.count("img") == 0
    assert not [each for _, attrs in page.elements for each in attrs if each in ("href", "src", "onload")]
    assert "<script>alert(1)</script> Mint Sidi" in page.text and "محمد ولد أحمد ولد سيدي" in page.text
    drawn = next(attrs for tag, attrs in page.elements if tag == "svg")
    assert drawn["role"] == "img" and "phone" in (drawn["aria-label"] or "")


def test_of_very_many_pairs_the_first_are_drawn_and_all_are_in_the_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(explanations, "DRAWN", 1)
    rows, page = explained(tmp_path, "g-17,p-4\ng-17,p-9\np-4,p-9\n")
    assert len({(row["left"], row["right"]) for row in rows}) == 3
    assert page.count("svg") == 1 and "The first 1 of 3" in page.text


def test_a_record_that_is_none_ends_the_run_with_a_sentence_and_no_pair_is_a_page_too(tmp_path: Path) -> None:
    with pytest.raises(Problem) as raised:
        explained(tmp_path, "g-17,p-5\n")
    assert raised.value.sentence == "pairs.csv asks for “p-5”, which is no record of these files."
    assert not list(tmp_path.glob("out.explained.*")) and not (tmp_path / "out.csv").exists()
    rows, page = explained(tmp_path, "")
    assert rows == [] and "No pair was asked for." in page.text
