"""Finds every string that a room shows: in its templates, its Python and the sentences of its engine's problems."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.template.base import Lexer, Parser, Token, TokenType
from django.templatetags.i18n import BlockTranslateNode, TranslateNode, do_block_translate, do_translate

CONSTANT = re.compile(r"""_\((?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')\)""")
#: The functions of `django.utils.translation`, each with the places of its context, singular and plural.
FUNCTIONS: dict[str, tuple[int | None, int, int | None]] = {
    "gettext": (None, 0, None),
    "ngettext": (None, 0, 1),
    "pgettext": (0, 1, None),
    "npgettext": (0, 1, 2),
}
FUNCTIONS |= {f"{name}_lazy": places for name, places in FUNCTIONS.items()}
FUNCTIONS |= {"gettext_noop": (None, 0, None), "_": (None, 0, None)}


@dataclass(frozen=True, order=True)
class Message:
    """One string to translate: its English text, its plural and its context."""

    text: str
    plural: str = ""
    context: str = ""


class SourceProblem(ValueError):
    """A string that cannot be taken out for translation; its text says where and why."""


def messages(room: Path) -> dict[tuple[str, str], Message]:
    """The room's strings by (context, text); one used with and without a plural keeps the plural."""
    found: dict[tuple[str, str], Message] = {}
    for message in sorted({*_of_templates(room), *_of_python(room)}):
        key = (message.context, message.text)
        if key in found and found[key].plural and message.plural not in ("", found[key].plural):
            raise SourceProblem(f"{room.name}: “{message.text}” has two plurals; give one of them a context.")
        if message.text and (key not in found or message.plural):
            found[key] = message
    return found


def _of_templates(room: Path) -> Iterator[Message]:
    for file in sorted((room / "templates").rglob("*")):
        if file.suffix in (".html", ".txt", ".xml", ".svg", ".typ"):
            yield from of_template(file.read_text("utf-8"), str(file))


def of_template(text: str, name: str = "template") -> Iterator[Message]:
    """The strings of one template's text. Raises SourceProblem when a translation tag is malformed."""
    tokens = Lexer(text).tokenize()
    for place, token in enumerate(tokens):
        if token.token_type not in (TokenType.VAR, TokenType.BLOCK):
            continue
        tag = token.contents.split(maxsplit=1)[0] if token.contents else ""
        try:
            if token.token_type == TokenType.BLOCK and tag in ("translate", "trans"):
                yield from _of_translate(do_translate(_Lenient([]), token))
            elif token.token_type == TokenType.BLOCK and tag in ("blocktranslate", "blocktrans"):
                yield from _of_block(do_block_translate(_Lenient(tokens[place + 1 :]), token))
        except Exception as problem:  # whatever Django's parser raises, the template is what is wrong
            raise SourceProblem(f"{name}, line {token.lineno}: {problem}") from problem
        for double, single in CONSTANT.findall(token.contents):
            yield Message(re.sub(r"\\(.)", r"\1", double or single).replace("%", "%%"))


class _Lenient(Parser):
    """Django's parser for one tag alone: filters need not be known, as only the strings matter."""

    def __init__(self, tokens: list[Token]) -> None:
        super().__init__(tokens)

    def find_filter(self, filter_name: str) -> object:
        return lambda value, argument=None: value


def _of_translate(node: TranslateNode) -> Iterator[Message]:
    literal = node.filter_expression.var.literal
    if isinstance(literal, str):
        yield Message(str(literal).replace("%", "%%"), "", _context(node.message_context))


def _of_block(node: BlockTranslateNode) -> Iterator[Message]:
    text = node.render_token_list(node.singular)[0]
    plural = node.render_token_list(node.plural)[0] if node.plural else ""
    yield Message(str(text), str(plural), _context(node.message_context))


def _context(expression: object) -> str:
    value = getattr(expression, "var", "") if expression else ""
    return str(value) if isinstance(value, str) else ""


def _of_python(room: Path) -> Iterator[Message]:
    for file in sorted(room.rglob("*.py")):
        yield from of_python(file.read_text("utf-8"), str(file), problems="engine" in file.parts)


def of_python(text: str, name: str = "module", *, problems: bool = False) -> Iterator[Message]:
    """The strings of one module's text; `problems` also takes the sentences of its problems."""
    try:
        tree = ast.parse(text, name)
    except SyntaxError as problem:
        raise SourceProblem(f"{name}, line {problem.lineno}: {problem.msg}") from problem
    aliases = _aliases(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _of_call(node, _called(node.func, aliases), name, problems=problems)
        elif problems and isinstance(node, ast.Assign | ast.AnnAssign):
            yield from _of_sentences(node)


def _aliases(tree: ast.Module) -> dict[str, str]:
    return {
        alias.asname or alias.name: alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
    }


def _called(function: ast.expr, aliases: dict[str, str]) -> str:
    if isinstance(function, ast.Name):
        return aliases.get(function.id, function.id)
    return function.attr if isinstance(function, ast.Attribute) else ""


def _of_call(call: ast.Call, function: str, name: str, *, problems: bool) -> Iterator[Message]:
    if problems and function == "register" and len(call.args) == 2:
        yield from _constants([call.args[1]])
    if function not in FUNCTIONS or not call.args:
        return
    if any(isinstance(each, ast.JoinedStr) for each in call.args):
        raise SourceProblem(f"{name}, line {call.lineno}: an f-string cannot be translated; use %(name)s and %.")
    context, text, plural = (_argument(call, place) for place in FUNCTIONS[function])
    if text is not None:
        yield Message(text, plural or "", context or "")


def _argument(call: ast.Call, place: int | None) -> str | None:
    node = call.args[place] if place is not None and place < len(call.args) else None
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _of_sentences(node: ast.Assign | ast.AnnAssign) -> Iterator[Message]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    names = {target.id for target in targets if isinstance(target, ast.Name)}
    if "SENTENCES" in names and isinstance(node.value, ast.Dict):
        yield from _constants(node.value.values)


def _constants(nodes: list[ast.expr]) -> Iterator[Message]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield Message(node.value)
