"""Reads what a comment says: whom it mentions (@CODE) and to which page an address in it leads."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from .scripts import script_of, western_digits
from .storable import storable

LONGEST: Final = 5000
# Longer ones fold behind their beginning.
FOLDED_AFTER: Final = 700

# An address of mail (a@b) mentions nobody, while in Arabic a word may stand right before a code (و@E-0417).
_SIGN: Final = "A-Za-z0-9\\u0660-\\u0669\\u06f0-\\u06f9"
_MENTION: Final = rf"(?<![A-Za-z0-9_.%+@/-])@(?P<code>[{_SIGN}][{_SIGN}._-]*[{_SIGN}])"
_UUID: Final = "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
_LINK: Final = (
    rf"(?P<link>(?:https?://[^\s/<>\"']{{1,255}})?/(?P<first>[a-z-]{{1,32}})/(?P<id>{_UUID})(?:/[A-Za-z0-9/_?&=.#%-]*)?)"
)
_mention = re.compile(_MENTION)
_part = re.compile(f"{_MENTION}|{_LINK}")


class NothingWritten(ValueError):
    """The comment has no visible character."""


class TooMuchWritten(ValueError):
    """The comment is longer than `LONGEST` characters; the argument says how long it is."""


class NotStorable(ValueError):
    """The comment holds a character that no database can keep (NUL, half of a pair)."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a comment: plain text, a mention (`code` as codes are written), or a link to a thing of `kind`."""

    text: str
    code: str = ""
    kind: str = ""
    public_id: uuid.UUID | None = None


def read(text: str) -> str:
    """The text as it is kept: line breaks as LF, all else byte for byte. Raises NothingWritten, TooMuchWritten, NotStorable."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not any(each.isprintable() and not each.isspace() for each in text):
        raise NothingWritten
    if len(text) > LONGEST:
        raise TooMuchWritten(len(text))
    if storable(text) != text:
        raise NotStorable
    return text


def mentioned(text: str) -> list[str]:
    """The codes that a text mentions, each once, in lower case with western digits."""
    return list(dict.fromkeys(_code(found) for found in _mention.finditer(text)))


def parts(text: str, kinds: Mapping[str, str]) -> list[Part]:
    """The text cut into its parts, nothing left out; `kinds` gives the kind of thing by the first word of its address."""
    cut: list[Part] = []
    at = 0
    for found in _part.finditer(text):
        kind = kinds.get(found["first"] or "", "")
        if not found["code"] and not kind:
            continue
        if found.start() > at:
            cut.append(Part(text[at : found.start()]))
        if found["code"]:
            cut.append(Part(found.group(), code=_code(found)))
        else:
            cut.append(Part(found.group(), kind=kind, public_id=uuid.UUID(found["id"])))
        at = found.end()
    if at < len(text):
        cut.append(Part(text[at:]))
    return cut


def folded(text: str, after: int = FOLDED_AFTER) -> tuple[str, str]:
    """The beginning that is shown and the rest that folds, cut between words where that is near; the rest may be empty."""
    if len(text) <= after + after // 4:
        return text, ""
    cut = max(text.rfind(" ", after - 80, after), text.rfind("\n", after - 80, after))
    cut = cut + 1 if cut > 0 else after
    return text[:cut], text[cut:]


def language_of(text: str, interface: str) -> str:
    """The language a text is most likely in: by its script, and of Latin letters the one its author works in."""
    script = script_of(text)
    if script == "Arab":
        return "ar"
    return interface if script == "Latn" and interface in ("fr", "es", "en") else ""


def _code(found: re.Match[str]) -> str:
    return western_digits(found["code"]).lower()
