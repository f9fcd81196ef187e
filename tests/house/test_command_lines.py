"""A wrong command line is refused in the language of the terminal, with the option named and what it takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from manara import __main__ as command
from manara.foundation.engine.command_line import problem_of
from manara.foundation.engine.problems import Problem
from manara.foundation.engine.told import LANGUAGES, language_of, told

WRONG = {
    "a number": ["dismantle", "a.csv", "-o", "b.csv", "--missing", "abc"],
    "a whole number": ["names", "search", "q.txt", "--among", "c.txt", "-o", "o.csv", "--top", "ten"],
    "one of these": ["dismantle", "a.csv", "-o", "b.csv", "--objective", "everything"],
    "a value": ["network", "doubt", "a.csv", "b.csv", "-o", "c.csv", "--seed"],
    "missing": ["link", "a.csv"],
    "not known": ["dismantle", "a.csv", "-o", "b.csv", "--until-now"],
    "a command": ["harbour"],
}
NAMED = {
    "a number": "--missing", "a whole number": "--top", "one of these": "area, removals, capacity", "a value": "--seed",
    "missing": "-o/--output", "not known": "--until-now", "a command": "dismantle, export",
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_is_said_in_the_terminals_language(
    wrong: str, language: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", f"{language}_XX.UTF-8")
    with pytest.raises(SystemExit) as ended:
        command.main(WRONG[wrong])
    said = capsys.readouterr().err
    assert ended.value.code == 2 and NAMED[wrong] in said and said.count("\n") == 1 and "--help" in said
    for english in ("invalid", "argument", "expected", "required", "unrecognized", "choose from"):
        assert english not in said
    if language != "en":
        assert "says what it takes" not in said and "it takes" not in said and "stands alone" not in said


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["dismantle", "a", "-o", "b", "--missing", "2"], "--missing vaut 2\u00a0: il faut une part de 0 à moins de 1."),
        (["dismantle", "a", "-o", "b", "--seed", "-1"], "de 0 à 4294967295"),
        (["dismantle", "a", "-o", "b", "--objective", "capacity"], "a besoin de --roles ROLES.csv"),
        (["link", "a", "-o", "b", "--threshold", "2"], "--threshold vaut 2\u00a0: il faut une probabilité"),
        (["link", "a", "-o", "b", "--engine", "abacus"], "«\u00a0abacus\u00a0»\u00a0: il faut duckdb ou spark"),
        (["names", "search", "q", "--among", "c", "-o", "o", "--top", "0"], "--top vaut 0\u00a0: il faut au moins 1."),
    ],
)
def test_a_figure_out_of_range_is_too(
    words: list[str], says: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert command.main(words) == 2
    assert says in capsys.readouterr().err


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_command_says_of_its_work_is_said_in_the_terminals_language(
    language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", f"{language}_XX.UTF-8")
    (tmp_path / "edges.csv").write_text("source,target,probability\na,b,1\nb,c,1\nc,c,1\nd,,1\na,d,2\n", "utf-8")
    (tmp_path / "names.txt").write_text("Mohamed Ould Ahmed\n", "utf-8")
    edges, out = str(tmp_path / "edges.csv"), str(tmp_path / "out.csv")
    ran = (
        (["dismantle", str(tmp_path / "no.csv"), "-o", out], 2),
        (["dismantle", edges, "-o", edges], 2),
        (["dismantle", edges, "-o", out, "--budget", "0", "--seconds", "1"], 0),
        (["names", "parse", str(tmp_path / "names.txt"), "-o", str(tmp_path / "parts.csv")], 0),
    )
    said = []
    for words, ends in ran:
        assert command.main(words) == ends
        said.append(capsys.readouterr().err)
    expected = {
        "fr": ("n’existe pas", "est lu et serait écrasé\u00a0: donnez", "Ligne 5\u00a0: source ou target est vide",
               "Noms analysés\u00a0: 1"),
        "es": ("no existe", "se lee y quedaría sobrescrito", "Línea 5: source o target está vacío", "Nombres analizados: 1"),
        "ar": ("غير موجود", "وكان سيُكتب فوقه", "السطر 5: source أو target فارغ", "أسماء حُللت: 1"),
        "en": ("is not there", "would be written over", "Line 5: source or target is empty", "Names parsed: 1"),
    }[language]  # fmt: skip
    for found, says in zip(said, expected, strict=True):
        assert says in found, found
    if language != "en":
        for english in ("not there", "written over", "Rows that", "passed over", "stays at", "a second", "parsed"):
            assert not any(english in each for each in said), english


def test_the_language_is_the_terminals() -> None:
    assert language_of({"LANG": "fr_FR.UTF-8"}) == "fr" and language_of({"LC_ALL": "ar", "LANG": "fr_FR"}) == "ar"
    assert language_of({"LC_ALL": "", "LC_MESSAGES": "es_ES@euro"}) == "es"
    assert {language_of({"LANG": other}) for other in ("C.UTF-8", "POSIX", "de_DE", "", "arn_CL")} == {"en"}
    assert language_of({}) == "en"


def test_a_problem_without_a_translation_is_told_in_english() -> None:
    assert told(Problem("no such code"), "ar") == "no such code"
    assert problem_of("something new that Python says") is None
