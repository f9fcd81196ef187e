"""The commands: every room's are found without importing them, and whatever goes wrong is one sentence."""

from __future__ import annotations

import argparse
import importlib
import os
from pathlib import Path

import pytest

from manara import __main__ as command
from manara.foundation.engine.problems import Problem, register
from manara.foundation.node.config import ConfigProblem

FOUND = {name: (module, file) for name, module, file in command.commands()}


def test_the_commands_that_others_rely_on_are_there() -> None:
    assert {"node", "import", "export", "demo"} <= set(FOUND)


@pytest.mark.parametrize("name", FOUND)
def test_a_command_opens_with_its_sentence_and_takes_its_arguments(name: str) -> None:
    module, file = FOUND[name]
    assert command._sentence(file).endswith(".")
    loaded = importlib.import_module(module)
    loaded.arguments(argparse.ArgumentParser())
    assert callable(loaded.run)


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([]) == 2
    said = capsys.readouterr().out
    assert all(name in said for name in FOUND)


register("harbour-closed", "The harbour %(name)s is closed.")


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        (ConfigProblem("MANARA_PORT is\n wrong."), "MANARA_PORT is wrong."),
        (Problem("harbour-closed", name="A"), "The harbour A is closed."),
        (FileNotFoundError(2, "No such file or directory", "/tmp/a.csv"), "/tmp/a.csv: No such file or directory."),
        (OSError(28, "No space left on device"), "No space left on device."),
    ],
)
def test_what_is_known_to_go_wrong_is_told_in_its_own_words(problem: Exception, sentence: str) -> None:
    assert command.explain(problem) == sentence


def test_what_is_not_known_to_go_wrong_is_told_without_its_words() -> None:
    with pytest.raises(KeyError) as raised:
        {}["محمد"]
    said = command.explain(raised.value)
    assert said.startswith("An error of Manara itself (KeyError in test_commands.py, line ")
    assert "محمد" not in said


def test_a_reader_who_has_seen_enough_is_no_failure_to_report(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with open(os.devnull, "w") as nowhere, monkeypatch.context() as patch:
        patch.setattr(command.sys, "stdout", nowhere)
        patch.setattr("builtins.open", lambda *_: nowhere)
        assert command._failed("manara export", BrokenPipeError()) == 1
    assert capsys.readouterr().err == ""


def test_every_command_file_is_a_command() -> None:
    assert all(isinstance(file, Path) and file.parent.name == "commands" for _module, file in FOUND.values())
