"""Files of names as offices save them, and runs that are killed, refused or called with something else: nothing is lost."""

from __future__ import annotations

import base64
import csv
import hashlib
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from manara import __main__ as command
from manara.foundation.engine.problems import Problem
from manara.intake.engine.reading.plain_tables import columns_of, lines_of
from manara.resolution.engine.names import costs
from manara.resolution.engine.names.results import sameness, written

PLAIN = "id,left,right\n1,Sidi,سيدي\n2,Ali,علي\n"


def table(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8", newline="") as rows:
        return list(csv.reader(rows))


@pytest.mark.parametrize(
    "content",
    [
        PLAIN.encode(), PLAIN.encode("utf-8-sig"), PLAIN.encode("utf-16"), b"\xfe\xff" + PLAIN.encode("utf-16-be"),
        PLAIN.replace(",", ";").encode(), PLAIN.replace(",", "\t").encode("utf-16"), PLAIN.replace("\n", "\r").encode(),
        PLAIN.replace("\n", "\r\n").encode(), f"sep=;\n{PLAIN.replace(',', ';')}".encode(),
        PLAIN.replace("\n", "\r\n").replace(",", "\t").encode("utf-16"), f"sep=\t\r\n{PLAIN}".replace(",", "\t").encode(),
    ],
)  # fmt: skip
def test_a_table_is_read_however_it_was_saved(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "in.csv").write_bytes(content)
    assert list(columns_of(tmp_path / "in.csv", ("right", "left"))) == [("سيدي", "Sidi"), ("علي", "Ali")]
    assert len(list(lines_of(tmp_path / "in.csv"))) >= 3


def matched(folder: Path, content: str | bytes, *more: str) -> int:
    (folder / "in.csv").write_bytes(content.encode() if isinstance(content, str) else content)
    return command.main(["names", "match", str(folder / "in.csv"), "-o", str(folder / "out.csv"), *more])


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ('2,"Ali,علي', "a quotation mark is opened"),
        ('2,"Ali,علي\n2b,Omar,"عمر"', "a quotation mark is opened"),  # closed by the next one in the file
        ("2,Ben Ali, Zine,علي", "more cells than the first line"),
    ],
)
def test_a_bad_row_is_set_aside_with_its_bytes_and_the_rest_is_compared(tmp_path: Path, bad: str, why: str) -> None:
    content = f"id,left,right\n1,Sidi,سيدي\n{bad}\n" + "".join(f"{n},Ahmed,أحمد\n" for n in range(3, 700))
    assert matched(tmp_path, content) == 3
    rows = table(tmp_path / "out.csv")
    assert [row[0] for row in rows[1:]] == ["1", *map(str, range(3, 700))]
    (_header, *aside) = table(tmp_path / "out.set-aside.csv")
    assert why in aside[0][2] and aside[0][1] == "3"
    assert b"".join(base64.b64decode(row[4]) for row in aside).decode() == f"{bad}\n"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["in.csv", "out.csv", "out.set-aside.csv"]
    with pytest.raises(Problem, match="line 3"):
        list(columns_of(tmp_path / "in.csv", ("left", "right"))) if why.startswith("a quot") else lines_refused(tmp_path)


def lines_refused(folder: Path) -> None:
    (folder / "x.csv").write_bytes(b"left,right\na,b\n" + b"x" * 1_000_100)
    list(columns_of(folder / "x.csv", ("left", "right")))


def test_match_keeps_all_columns_and_never_writes_over_its_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert matched(tmp_path, "case;left;probability;right\nA 1;Sidi;x\nA 2;Ali;y;علي\n", "--language", "fr") == 0
    header, first, second = table(tmp_path / "out.csv")
    assert header == ["case", "left", "probability", "right", "probability 2", "explanation"]
    assert first[:5] == ["A 1", "Sidi", "x", "", "0.000000"] and second[:4] == ["A 2", "Ali", "y", "علي"]
    assert "bits" in second[5] and "a spelling of the same" not in second[5]
    before = (tmp_path / "out.csv").read_bytes()
    assert command.main(["names", "match", str(tmp_path / "out.csv"), "-o", str(tmp_path / "out.csv")]) == 1
    assert "out.csv is read" in capsys.readouterr().err
    assert (tmp_path / "out.csv").read_bytes() == before


def test_a_refused_run_leaves_nothing_behind(tmp_path: Path) -> None:
    for content in (b"left\na\n", b"", b"left,right\na,b\n" * 6_000 + b"\xff,b\n"):
        assert matched(tmp_path, content) == 1
        assert [file.name for file in tmp_path.iterdir()] == ["in.csv"]


class Killed(Exception):
    pass


def test_a_run_is_gone_on_with_only_where_it_is_the_same(tmp_path: Path) -> None:
    source, target = tmp_path / "in.txt", tmp_path / "out.csv"
    done: list[int] = []

    def rows() -> Iterator[tuple[str]]:
        return ((line,) for line in lines_of(source))

    def run(top: int, *, dies: bool = False) -> list[str]:
        def found(batch: Sequence[tuple[str, ...]]) -> Iterator[list[tuple[str, ...]]]:
            if dies and done and done[-1] >= 5_000:
                raise Killed
            yield [(*row, str(top)) for row in batch]

        done.clear()
        if dies:
            with pytest.raises(Killed):
                written(target, ("n", "top"), rows(), found, done.append, sameness([source], top=top))
            return []
        written(target, ("n", "top"), rows(), found, done.append, sameness([source], top=top))
        return [row[0] + row[1] for row in table(target)[1:]]

    def file(letter: str) -> list[str]:
        names = [f"{letter}{n:05}" for n in range(7_000)]
        source.write_text("\n".join(names) + "\n", "utf-8")
        return names

    names = file("a")
    run(10, dies=True)
    assert run(10) == [f"{name}10" for name in names] and done == [7_000], "the same run goes on"
    run(10, dies=True)
    assert run(3) == [f"{name}3" for name in names] and done == [5_000, 7_000], "another option begins anew"
    run(10, dies=True)
    names = file("b")
    assert run(10) == [f"{name}10" for name in names] and done == [5_000, 7_000], "another file begins anew"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["in.txt", "out.csv"]


def test_what_takes_long_is_told_and_kept_about_each_second(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from manara.resolution.engine.names import results

    now = 0.0
    monkeypatch.setattr(results.time, "monotonic", lambda: now)

    def found(batch: Sequence[tuple[str, ...]]) -> Iterator[list[tuple[str, ...]]]:
        nonlocal now
        now += 0.05 * len(batch)  # what a query among a million takes
        yield list(batch)

    told: list[int] = []
    written(tmp_path / "out.csv", ("q",), ((str(n),) for n in range(200)), found, told.append, batch=1)
    assert told[0] == 1 and told[-1] == 200 and max(b - a for a, b in pairwise(told)) <= 20


def test_search_refuses_a_list_of_none_and_reads_no_file_for_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["names", "search", "none.txt", "--among", "none.txt", "--top", "0", "-o", "x.csv"]) == 2
    assert "at least 1" in capsys.readouterr().err


def test_what_was_learned_anew_is_used_where_its_hash_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = tmp_path / "own.npz"
    own.write_bytes(costs.FILE.read_bytes())
    given = ["--costs", str(own), "--costs-sha256"]
    assert matched(tmp_path, PLAIN, *given, costs.digest().upper()) == 0
    assert matched(tmp_path, PLAIN, *given, "0" * 64) == 1
    assert "SHA-256 is " in capsys.readouterr().err
    assert matched(tmp_path, PLAIN, "--costs", str(own)) == 2
    own.write_bytes(b"no archive")
    assert matched(tmp_path, PLAIN, *given, hashlib.sha256(b"no archive").hexdigest()) == 1
    assert "holds no learned costs" in capsys.readouterr().err
    released = costs.costs()
    costs.use(costs.FILE, costs.digest())
    try:
        assert costs.costs() is not released
    finally:
        costs.use(None)
    assert costs.costs() is released
