"""Translations of the rooms: `update` takes strings out, `compile` makes .mo files, `check` says what is missing or at odds."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import message_files

ROOMS = Path(__file__).resolve().parent.parent / "src" / "manara"


def rooms(names: list[str]) -> list[Path]:
    """The rooms' folders. Raises SystemExit with a sentence for a name that is none."""
    known = {folder.name: folder for folder in sorted(ROOMS.iterdir()) if (folder / "__init__.py").exists()}
    for name in names:
        if name not in known:
            raise SystemExit(f"{name} is no room; the rooms are {', '.join(known)}.")
    return [known[name] for name in names] if names else list(known.values())


def update(folders: list[Path]) -> int:
    """Brings the .po files in line with the source."""
    from message_sources import messages

    for room in folders:
        lacking = message_files.update(room, messages(room))
        print(f"{room.name}: {lacking} translations to write" if lacking else f"{room.name}: complete")
    return 0


def compile_all(folders: list[Path]) -> int:
    """Makes the .mo files."""
    count = sum(len(message_files.compile_room(room)) for room in folders)
    print(f"{count} catalogues compiled")
    return 0


def check(folders: list[Path]) -> int:
    """Prints every gap; 1 when there is one."""
    from message_sources import messages

    problems = [problem for room in folders for problem in message_files.problems(room, messages(room))]
    problems += message_files.differing(folders)
    print(*problems, sep="\n", end="\n" if problems else "")
    print(f"{len(problems)} problems in the translations" if problems else "every string exists in ar, fr, es and en")
    return 1 if problems else 0


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="messages.py", description=__doc__)
    parser.add_argument("command", choices=("update", "compile", "check"))
    parser.add_argument("rooms", nargs="*", help="rooms such as intake; all when none is named")
    given = parser.parse_args()
    work = {"update": update, "compile": compile_all, "check": check}[given.command]
    try:
        return work(rooms(given.rooms))
    except ValueError as problem:  # SourceProblem, or a .po file that polib cannot read
        print(problem, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
