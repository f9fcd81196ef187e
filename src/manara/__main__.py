"""The command `manara`: finds each room's commands, runs one, and says every failure in one sentence."""

from __future__ import annotations

import argparse
import ast
import importlib
import os
import sys
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NoReturn

PACKAGE = Path(__file__).resolve().parent
#: What an interrupted command ends with.
STOPPED = 130


class Parser(argparse.ArgumentParser):
    """Says what is wrong with a command line in one sentence, in the language of the terminal."""

    def error(self, message: str) -> NoReturn:
        from manara.foundation.engine.command_line import problem_of
        from manara.foundation.engine.problems import Problem
        from manara.foundation.engine.told import told

        known = problem_of(message)
        sentence = told(known) if known else f"{message}."
        self.exit(2, told(Problem("command-line", command=self.prog, sentence=sentence)) + "\n")


def commands() -> Iterator[tuple[str, str, Path]]:
    """Name, dotted module and file of each command: a room has it by having `commands/NAME.py`.

    The module opens with the command's sentence and has `arguments(parser)` and `run(given) -> int`; a name that is a
    word of Python ends in an underscore (`import_.py`).
    """
    for file in sorted(PACKAGE.glob("*/commands/*.py"), key=lambda each: each.stem):
        if file.stem != "__init__":
            name = file.stem.rstrip("_").replace("_", "-")
            yield name, f"manara.{file.parent.parent.name}.commands.{file.stem}", file


def main(words: Sequence[str] | None = None) -> int:
    """Runs one command; 0 when it did what was asked, 2 for a wrong command line, 130 when it was interrupted, else another
    number."""
    try:
        return _ran(words)
    except KeyboardInterrupt:
        # While the command was found and loaded, which takes up to a second: it had not begun.
        import manara.foundation.engine.command_line  # noqa: F401  the sentence
        from manara.foundation.engine.told import say

        print(file=sys.stderr)
        say("command-stopped")
        return STOPPED


def _ran(words: Sequence[str] | None) -> int:
    words = sys.argv[1:] if words is None else list(words)
    parser = Parser(prog="manara", description=_sentence(PACKAGE / "__init__.py"), allow_abbrev=False)
    parser.add_argument("--version", action="store_true", help="print the version and end")
    choices = parser.add_subparsers(metavar="COMMAND", dest="command")
    called = next((word for word in words if not word.startswith("-")), None)
    for name, module, file in commands():
        chosen = choices.add_parser(name, help=_sentence(file), description=_sentence(file), allow_abbrev=False)
        if name == called:  # only the command that is called is imported: others may need what is not set up
            try:
                loaded = importlib.import_module(module)
                loaded.arguments(chosen)
            except Exception as problem:
                return _failed(f"manara {name}", problem)
            chosen.set_defaults(run=loaded.run)
    given = parser.parse_args(words)
    if given.version:
        from manara import __version__

        print(__version__)
        return 0
    if given.command is None:
        parser.print_help()
        return 2
    try:
        return int(given.run(given) or 0)
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return STOPPED
    except Exception as problem:
        return _failed(f"manara {given.command}", problem)


def _failed(command: str, problem: Exception) -> int:
    if isinstance(problem, BrokenPipeError):  # the reader of our output has seen enough
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123  closed by the end of the process
        return 1
    if os.environ.get("MANARA_DEBUG") == "1":
        traceback.print_exception(problem)
    print(f"{command}: {explain(problem)}", file=sys.stderr)
    return 1


def explain(problem: Exception) -> str:
    """One sentence about what went wrong, for the person at the terminal."""
    if isinstance(getattr(problem, "sentence", None), str):  # Manara's own problems, as rooms raise them
        from manara.foundation.engine.problems import Problem
        from manara.foundation.engine.told import told

        return _one_line(told(problem) if isinstance(problem, Problem) else problem.sentence)  # type: ignore[attr-defined]
    kind = type(problem)
    if kind.__name__ in ("ConfigProblem", "DatabaseProblem", "NodeProblem", "Refused"):
        return _one_line(str(problem))
    if isinstance(problem, OSError) and problem.strerror:
        return f"{problem.filename}: {problem.strerror}." if problem.filename else f"{problem.strerror}."
    if kind.__name__ in ("OperationalError", "PoolTimeout"):
        return f"The database does not answer: {_one_line(str(problem))}"
    place = traceback.extract_tb(problem.__traceback__)[-1]
    return (
        f"An error of Manara itself ({kind.__name__} in {Path(place.filename).name}, line {place.lineno}); "
        "MANARA_DEBUG=1 says more."
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _sentence(file: Path) -> str:
    """The sentence a module opens with, read without running it."""
    text = ast.get_docstring(ast.parse(file.read_text("utf-8"))) or ""
    return text.split("\n\n")[0].replace("\n", " ").replace("%", "%%")


def run() -> NoReturn:
    """The console's entry."""
    sys.exit(main())


if __name__ == "__main__":
    run()
