"""The source as the house tests look at it: rooms, modules and what they import, read without running them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "manara"
#: Highest first; rooms on one line don't import each other.
ORDER = (
    ("web",), ("coordination", "learning", "statistics"), ("cases", "protection"), ("networks", "routes"),
    ("resolution",), ("intake",), ("exchange",), ("foundation",),
)
ROOMS = tuple(room for line in ORDER for room in line)


@cache
def modules() -> tuple[Path, ...]:
    """Every module of the package but migrations, whose shape is Django's."""
    return tuple(file for file in sorted(PACKAGE.rglob("*.py")) if "migrations" not in file.parts)


@cache
def tree(file: Path) -> ast.Module:
    """The module's syntax."""
    return ast.parse(file.read_text("utf-8"), str(file))


def name(file: Path) -> str:
    """A module as a reader of a failure finds it."""
    return str(file.relative_to(ROOT))


def imported(file: Path) -> Iterator[tuple[str, int]]:
    """Each dotted name that the module imports, wherever in it, with its line; those for types alone are left out."""
    for node in _running(tree(file)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def _running(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        yield child
        yield from _running(child)


def room_of(file: Path) -> str:
    """The room that a module lies in, or "" for the package's own."""
    parts = file.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else ""
