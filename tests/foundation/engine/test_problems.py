"""A refusal keeps its code and what it names, says its sentence, and survives the way to another process."""

from __future__ import annotations

import pickle
import re
from importlib import import_module
from pathlib import Path

import pytest

import manara
from manara.foundation.engine.dates import DateProblem
from manara.foundation.engine.problems import SENTENCES, Problem, register


def test_a_problem_says_its_sentence() -> None:
    problem = DateProblem("date-impossible", text="31/02/2024")
    assert problem.sentence == str(problem) == "“31/02/2024” is not a date that exists."
    assert isinstance(problem, ValueError)


def test_a_missing_parameter_never_breaks_a_refusal() -> None:
    assert DateProblem("date-impossible").sentence == "“…” is not a date that exists."
    assert Problem("no-such-code").sentence == "no-such-code"


def test_a_problem_survives_pickling() -> None:
    problem = DateProblem("date-impossible", text="x")
    again = pickle.loads(pickle.dumps(problem))
    assert again == problem and type(again) is DateProblem and hash(again) == hash(problem)


def test_problems_differ_by_code_and_parameters() -> None:
    assert Problem("a", row=1) != Problem("a", row=2)
    assert Problem("a") != Problem("b")
    assert Problem("a") != "a"


def test_a_code_has_one_sentence() -> None:
    with pytest.raises(ValueError, match="already has another sentence"):
        register("date-empty", "Something else.")
    register("date-empty", SENTENCES["date-empty"])


# What an explanation of names is put together from, and what the lines of a command at work are.
PARTS_OF_ONE = re.compile(
    r"names-(part|nothing|(only|unread)-(left|right)|(spelling|rarity)-[a-z-]+)"
    r"|at-work-[a-z-]+|[a-z]+-at-work|[a-z]+-done|link-[a-z-]+|costs-written|names-rows-aside"
    r"|step-[a-z-]+|tie-(ends-empty|weight|probability)|row-set-aside|(costs|groups|protection|roles)-without-tie"
)


def test_every_sentence_is_one() -> None:
    root = Path(manara.__file__).parent
    register_some = [file for file in root.rglob("*.py") if re.search(r"^register\(", file.read_text("utf-8"), re.M)]
    assert len(register_some) > 10
    for file in register_some:
        import_module(".".join(("manara", *file.relative_to(root).with_suffix("").parts)).removesuffix(".__init__"))
    for code, template in SENTENCES.items():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code), code
        assert template.endswith((".", "?", "…")) or PARTS_OF_ONE.fullmatch(code), template
        assert template % dict.fromkeys(re.findall(r"%\((\w+)\)s", template), "x")
