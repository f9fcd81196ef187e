"""Finds every place in which text can be written: fields of forms, and names that a page asks a request for."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from functools import cache
from types import ModuleType

from django import forms

from tests.house.source import PACKAGE, modules, name, room_of, tree

_ASKED = ("POST", "GET")


def fields_of_forms() -> set[str]:
    """ "Form.field" for each field of a form of ours in which one writes; chosen from a list or a day is not text."""
    for file in modules():
        if room_of(file) and ("forms" in file.stem or "forms" in file.parts or "pages" in file.parts or room_of(file) == "web"):
            importlib.import_module("manara." + str(file.relative_to(PACKAGE).with_suffix("")).replace("/", "."))
    found = set()
    for form in _below(forms.BaseForm):
        if not form.__module__.startswith("manara."):
            continue
        for field_name, field in getattr(form, "base_fields", {}).items():
            if isinstance(field, forms.CharField) and not isinstance(field, forms.UUIDField):
                found.add(f"{form.__name__}.{field_name}")
    return found


def _below(kind: type) -> Iterator[type]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


@cache
def names_asked_for() -> set[str]:
    """ "room/module POST name" for each name that a page reads out of a request by itself."""
    found = set()
    for file in modules():
        for node in ast.walk(tree(file)):
            where = _asked(node)
            if where:
                found.add(f"{name(file).removeprefix('src/manara/').removesuffix('.py')} {where}")
    return found


def _asked(node: ast.AST) -> str:
    """ "POST name" for `request.POST.get("name")`, `request.POST["name"]`, `"name" in request.POST` and the like."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("get", "getlist"):
        source, key = node.func.value, node.args[0] if node.args else None
    elif isinstance(node, ast.Subscript):
        source, key = node.value, node.slice
    else:
        return ""
    if not isinstance(source, ast.Attribute) or source.attr not in _ASKED:
        return ""
    return f"{source.attr} {key.value if isinstance(key, ast.Constant) else '*'}"


def names_in(module: ModuleType) -> tuple[set[str], set[str]]:
    """The names that a module of pages asks of an address (GET) and of a sent form (POST), itself or through another one."""
    where = pages_behind(module)
    asked: tuple[set[str], set[str]] = (set(), set())
    for each in names_asked_for():
        place, method, key = each.split(" ", 2)
        if place in where:
            asked[method == "POST"].add(key)
    return asked


def pages_behind(module: ModuleType) -> set[str]:
    """The module and those of pages whose functions it uses, as "room/pages/name"."""
    names = {module.__name__}
    for each in vars(module).values():
        name = each.__name__ if isinstance(each, ModuleType) else getattr(each, "__module__", None)
        if isinstance(name, str) and name.startswith("manara.") and ".pages." in name:
            names.add(name)
    return {each.removeprefix("manara.").replace(".", "/") for each in names}


def forms_in(module: object) -> list[type[forms.BaseForm]]:
    """The forms that a module of pages uses: those that it holds or imports."""
    return [
        each for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, forms.BaseForm) and each.__module__.startswith("manara.")
    ]  # fmt: skip
