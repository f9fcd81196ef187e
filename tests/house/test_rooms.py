"""The rooms: each has the shape of the others, imports go one way, engines are pure, only actions write."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from manara.foundation.node.config import PROFILES
from manara.foundation.node.profiles import ROOMS as PROFILE_ROOMS
from tests.house.source import ORDER, PACKAGE, ROOMS, imported, modules, name, room_of, tree

RANK = {room: rank for rank, line in enumerate(reversed(ORDER)) for room in line}
WRITES = {"save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "delete", "update"}
PURE = ("engine", "vocabulary")


def in_part(file: Path, *parts: str) -> bool:
    inside = file.relative_to(PACKAGE).parts[1:]
    return bool(inside) and (inside[0] in parts or inside[0] in {f"{part}.py" for part in parts})


def test_every_folder_of_the_package_is_a_room() -> None:
    folders = {each.name for each in PACKAGE.iterdir() if (each / "__init__.py").exists()}
    assert folders <= set(ROOMS)
    assert {"foundation", "intake", "web"} <= folders


# The package's own modules (settings, command) put the rooms together.
@pytest.mark.parametrize("file", [each for each in modules() if room_of(each)], ids=name)
def test_imports_go_one_way(file: Path) -> None:
    room = room_of(file)
    for dotted, line in imported(file):
        other = dotted.split(".")[1] if dotted.startswith("manara.") and dotted.count(".") else ""
        if other in RANK and other != room:
            assert RANK[other] < RANK[room], f"{name(file)}:{line}: {room} stands below {other}"
            assert other != "protection" or room == "web", f"{name(file)}:{line}: only the web knows the victims' room"


# On the foundation's pages those of every room are built: who asks, for what reason, which place.
@pytest.mark.parametrize("file", [each for each in modules() if room_of(each)], ids=name)
def test_nobody_imports_the_pages_of_another_room(file: Path) -> None:
    for dotted, line in imported(file):
        parts = dotted.split(".")
        if parts[0] == "manara" and len(parts) > 2 and parts[1] in RANK and parts[1] not in (room_of(file), "foundation"):
            assert parts[2] not in ("pages", "urls"), f"{name(file)}:{line}: {dotted} belongs where others may import it"


@pytest.mark.parametrize("file", [each for each in modules() if in_part(each, *PURE)], ids=name)
def test_engines_know_no_framework_and_no_database(file: Path) -> None:
    for dotted, line in imported(file):
        root, *rest = dotted.split(".")
        assert root not in {"django", "psycopg", "psycopg_pool", "procrastinate", "allauth"}, f"{name(file)}:{line}"
        if root == "manara" and len(rest) > 1:
            assert rest[1] in PURE, f"{name(file)}:{line}: an engine imports only engines, not {dotted}"


@pytest.mark.parametrize("file", [each for each in modules() if in_part(each, "queries", "pages", "urls")], ids=name)
def test_only_actions_write(file: Path) -> None:
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            chain = ast.unparse(node.func.value)
            assert ".objects" not in chain, f"{name(file)}:{node.lineno}: {node.func.attr} belongs into an action"


@pytest.mark.parametrize("room", [each for each in ROOMS if (PACKAGE / each / "__init__.py").exists()])
def test_a_room_has_the_shape_of_the_others(room: str) -> None:
    folder = PACKAGE / room
    has_models = (folder / "models").is_dir() or (folder / "models.py").exists()
    if has_models:
        assert (folder / "apps.py").exists()
        assert (folder / "migrations" / "__init__.py").exists()
    templates = folder / "templates"
    if templates.is_dir() and room != "web":
        assert [each.name for each in templates.iterdir()] == [room], "a room's templates lie in templates/<room>/"
    if any(folder.glob("pages*")):
        assert (folder / "urls.py").exists()
    for part in ("engine", "actions"):
        if (folder / part).is_dir():
            assert (folder / part / "__init__.py").exists()
        assert not (folder / f"{part}.py").exists(), f"{part}/ is a folder in every room"


def test_the_victims_room_is_on_the_protection_node_alone() -> None:
    assert set(PROFILE_ROOMS) == set(PROFILES)
    assert {profile for profile, rooms in PROFILE_ROOMS.items() if "protection" in rooms} == {"protection"}
    assert {room for rooms in PROFILE_ROOMS.values() for room in rooms} == set(ROOMS)
    for rooms in PROFILE_ROOMS.values():
        assert sorted(rooms, key=lambda room: RANK[room]) == list(rooms), "lowest first"
