"""Names and opening sentences: every module says what it does, and none is called by a word that says nothing."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.house.source import ROOT, modules, name, tree

SAYS_NOTHING = re.compile(r"(^|_)(utils?|helpers?|common|misc|manager|managers|stuff)($|_)|_service$|^service$")
OURS = ("src", "tests", "tools", "demo", "bench")


@pytest.mark.parametrize("file", [each for each in modules() if each.stat().st_size], ids=name)
def test_a_module_opens_with_its_sentence(file: Path) -> None:
    said = ast.get_docstring(tree(file))
    assert said, "no docstring"
    first = said.split("\n\n")[0].replace("\n", " ")
    assert first.endswith("."), first
    assert first[0].isupper() or first[0] in "`1234567890", first
    assert 20 <= len(first) <= 250, first


def test_no_name_says_nothing_of_the_work() -> None:
    said = [
        str(path.relative_to(ROOT))
        for part in OURS
        for path in (ROOT / part).rglob("*")
        if path.suffix in ("", ".py", ".html", ".css", ".js") and "vendor" not in path.parts and "data" not in path.parts
        and SAYS_NOTHING.search(path.stem)
    ]
    assert said == []
