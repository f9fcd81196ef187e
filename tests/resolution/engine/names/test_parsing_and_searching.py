"""A name's parts with their roles, and the commands of names on plain files."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from manara import __main__ as command
from manara.foundation.engine.problems import Problem
from manara.intake.engine.reading.plain_tables import columns_of, lines_of
from manara.resolution.engine.names import parse
from manara.resolution.engine.names.results import written

PARSED = Path("tests/data/names/parsed.txt")
HELD_OUT = Path("tests/data/names/held_out.tsv")


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        ("Mohamed Ould Ahmed Ould Sidi", "given link father link father"),
        ("Dr. Fatimetou mint Cheikh", "title given link father"),
        ("عبد الله بن محمد الإدريسي", "given link father tribe"),
        ('Sid\'Ahmed Ould Bah dit "Baba"', "given link father link nickname"),
        ("DIOP Fatou", "tribe given"),
        ("EL IDRISSI Youssef", "family given"),
        ("Salah ed-Din El Mahdi", "given tribe"),
        ("أحمد (الأزرق)", "given nickname"),
        ("Mamadou Diallo", "given tribe"), ("COULIBALY Boubacar", "tribe given"), ("Aïssatou N'Diaye", "given tribe"),
        ("Samba Sissoko", "given tribe"), ("Lassana Traoré", "given tribe"), ("Moussa ag Attaher", "given link father"),
        ("Idir Aït Hamou", "given link tribe"), ("محمد آيت علي", "given link tribe"),
        ("", ""), ("123", ""), ("😀", ""),
    ],
)  # fmt: skip
def test_parts_and_roles(name: str, roles: str) -> None:
    assert " ".join(part.role for part in parse(name)) == roles


ROLES = {
    "t": "title", "g": "given", "l": "link", "f": "father", "c": "child", "b": "tribe", "s": "family", "n": "nickname",
    "x": "name",
}  # fmt: skip


def by_hand() -> list[tuple[str, list[tuple[str, str]]]]:
    lines = [line for line in PARSED.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    rows = [line.partition(" = ")[::2] for line in lines]
    return [
        (name, [(ROLES[each[0]], each[2:].replace("_", " ")) for each in parts.split()]) for name, parts in rows
    ]


@pytest.mark.parametrize(("name", "parts"), by_hand())
def test_names_parsed_by_hand(name: str, parts: list[tuple[str, str]]) -> None:
    assert [(part.role, part.text) for part in parse(name)] == parts


def test_every_letter_of_a_name_is_in_some_part() -> None:
    for line in HELD_OUT.read_text("utf-8").splitlines():
        for name in line.split("\t")[:2]:
            told = "".join(part.text for part in parse(name))
            assert [c for c in told if c.isalpha()] == [c for c in name if c.isalpha()], name


def _csv(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8", newline="") as rows:
        return list(csv.reader(rows))


def test_the_commands_read_and_write_plain_files(tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.csv"
    pairs.write_text("\ufeffright,id,left\nMohamed,1,محمد\nzzz,2,\n", "utf-8")
    assert command.main(["names", "match", str(pairs), "-o", str(tmp_path / "out.csv")]) == 0
    header, first, second = _csv(tmp_path / "out.csv")
    assert header == ["right", "id", "left", "probability", "explanation"]
    assert first[:3] == ["Mohamed", "1", "محمد"] and float(first[3]) > 0.1
    assert "\u2068محمد\u2069 = \u2068Mohamed\u2069" in first[4]
    assert second[:4] == ["zzz", "2", "", "0.000000"]
    (tmp_path / "q.txt").write_text("محمد ولد أحمد\n\n123\n", "utf-8")
    (tmp_path / "c.txt").write_text("Fatou Diop\nMohamed Ould Ahmed\n", "utf-8")
    given = ["names", "search", str(tmp_path / "q.txt"), "--among", str(tmp_path / "c.txt"), "--top", "3"]
    assert command.main([*given, "-o", str(tmp_path / "s.csv")]) == 0
    assert _csv(tmp_path / "s.csv")[1][:3] == ["محمد ولد أحمد", "1", "Mohamed Ould Ahmed"]
    assert _csv(tmp_path / "s.csv")[-1] == ["123", "", "", ""]  # a query without a hit has its line
    assert command.main(["names", "parse", str(tmp_path / "c.txt"), "-o", str(tmp_path / "p.csv")]) == 0
    assert _csv(tmp_path / "p.csv")[1] == ["Fatou Diop", "1", "Fatou", "given", "Latn"]


def test_a_killed_run_goes_on_and_leaves_no_half_result(tmp_path: Path) -> None:
    source = [(str(number),) for number in range(12_000)]
    target = tmp_path / "out.csv"
    seen: list[int] = []

    class Killed(Exception):
        pass

    def dying(batch):  # type: ignore[no-untyped-def]
        if seen and seen[-1] >= 10_000:
            raise Killed
        yield ((row[0], "x") for row in batch)

    def whole(batch):  # type: ignore[no-untyped-def]
        yield ((row[0], "x") for row in batch)

    with pytest.raises(Killed):
        written(target, ("n", "said"), source, dying, seen.append)
    assert not target.exists() and seen == [5_000, 10_000]
    with (tmp_path / "out.csv.part").open("a", encoding="utf-8") as torn:
        torn.write("10000,ha")  # what a kill in the middle of a line leaves
    assert written(target, ("n", "said"), source, whole, seen.append) == 12_000
    assert seen == [5_000, 10_000, 12_000]
    assert _csv(target) == [["n", "said"], *([str(number), "x"] for number in range(12_000))]
    assert [file.name for file in tmp_path.iterdir()] == ["out.csv"]


def test_a_file_without_its_columns_or_that_is_no_text_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name,other\nx,y\n", "utf-8")
    with pytest.raises(Problem, match="left"):
        list(columns_of(tmp_path / "a.csv", ("left", "right")))
    (tmp_path / "b.txt").write_bytes(b"ok\n\xff\xfe\n")
    with pytest.raises(Problem, match="line 2"):
        list(lines_of(tmp_path / "b.txt"))


def test_learning_refuses_files_it_does_not_know(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "fullnames_arableague.tsv").write_text("x\ty\ten\tMR\t1\tme\n", "utf-8")
    assert command.main(["names", "train", "--data", str(tmp_path), "-o", str(tmp_path / "costs.npz")]) == 1
    assert "fullnames_arableague.tsv" in capsys.readouterr().err
    assert not (tmp_path / "costs.npz").exists()
