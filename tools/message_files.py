"""Keeps a room's translations: one .po file a language, sorted and without line numbers, compiled to .mo."""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import polib

#: Each language with its name and its rule of plurals (Unicode CLDR's forms as Django's own catalogues have them).
PLURALS = {
    "ar": (
        "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
        "n%100>=11 && n%100<=99 ? 4 : 5;"
    ),
    "fr": "nplurals=2; plural=(n > 1);",
    "es": "nplurals=2; plural=(n != 1);",
}
#: Where French wants a space at which no line ends.
BREAKABLE = re.compile(r" (?=[:;?!»])|(?<=«) ")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|(?<!\{)\{\w*\}(?!\})")


class Translatable(Protocol):
    """A string to translate, as `message_sources.Message` has it."""

    text: str
    plural: str
    context: str


Messages = Mapping[tuple[str, str], Translatable]


def file_of(room: Path, language: str) -> Path:
    """Where a room keeps one language."""
    return room / "locale" / language / "LC_MESSAGES" / "django.po"


def forms(language: str) -> int:
    """How many plural forms the language has."""
    return int(PLURALS[language].removeprefix("nplurals=").partition(";")[0])


def update(room: Path, messages: Messages) -> int:
    """Brings each language's file in line with the room's strings, keeping translations; returns how many lack one."""
    return sum(_update(room, language, messages) for language in PLURALS)


def _update(room: Path, language: str, messages: Messages) -> int:
    file = file_of(room, language)
    known = {_key(entry): entry for entry in polib.pofile(str(file))} if file.exists() else {}
    book = polib.POFile(wrapwidth=110)
    book.metadata = _metadata(language)
    for key in sorted(messages, key=lambda each: (each[1], each[0])):
        book.append(_entry(messages[key], known.get(key), forms(language)))
    text = str(book).rstrip("\n") + "\n"
    if messages and (not file.exists() or file.read_text("utf-8") != text):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return sum(not _translated(entry) for entry in book)


def _metadata(language: str) -> dict[str, str]:
    return {
        "Project-Id-Version": "manara",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[language],
    }


def _key(entry: polib.POEntry) -> tuple[str, str]:
    return (entry.msgctxt or "", entry.msgid)


def _entry(message: Translatable, known: polib.POEntry | None, count: int) -> polib.POEntry:
    entry = polib.POEntry(msgid=message.text, msgctxt=message.context or None)
    if known is not None:
        entry.tcomment, entry.msgstr = known.tcomment, known.msgstr
    if message.plural:
        kept = known.msgstr_plural if known is not None else {}
        entry.msgid_plural, entry.msgstr = message.plural, ""
        entry.msgstr_plural = {place: kept.get(place, "") for place in range(count)}
    elif known is not None and known.msgid_plural:
        entry.msgstr = ""
    if PLACEHOLDER.search(message.text):
        entry.flags = ["python-brace-format" if "%" not in message.text else "python-format"]
    return entry


def _translated(entry: polib.POEntry) -> bool:
    return all(entry.msgstr_plural.values()) if entry.msgid_plural else bool(entry.msgstr)


def problems(room: Path, messages: Messages) -> Iterator[str]:
    """Everything that keeps the room from being complete in each language, one sentence each."""
    for language in PLURALS if messages else ():
        file = file_of(room, language)
        if not file.exists():
            yield f"{room.name}/{language}: no translations yet; run tools/messages.py update {room.name}."
            continue
        book = polib.pofile(str(file))
        keys = {_key(entry) for entry in book if not entry.obsolete}
        if book.metadata.get("Plural-Forms", "").replace(" ", "") != PLURALS[language].replace(" ", ""):
            yield f"{room.name}/{language}: the header's Plural-Forms must be: {PLURALS[language]}"
        for _context, text in sorted(messages.keys() - keys):
            yield f"{room.name}/{language}: “{text}” is not in the file; run tools/messages.py update {room.name}."
        for entry in book:
            for trouble in _troubles(entry, messages, language):
                yield f"{room.name}/{language}: “{entry.msgid}” {trouble}"


def differing(folders: Sequence[Path]) -> Iterator[str]:
    """One sentence for each string that two rooms translate differently: the node shows one of them on all its pages."""
    for language in PLURALS:
        found: dict[tuple[str, str], dict[tuple[str, ...], list[str]]] = {}
        for room in folders:
            file = file_of(room, language)
            for entry in polib.pofile(str(file)) if file.exists() else ():
                if not entry.obsolete and _translated(entry):
                    said = tuple(text for _place, text in sorted(entry.msgstr_plural.items())) or (entry.msgstr,)
                    found.setdefault(_key(entry), {}).setdefault(said, []).append(room.name)
        for (_context, text), ways in sorted(found.items()):
            if len(ways) > 1:
                told = "; ".join(f"{', '.join(rooms)}: {' / '.join(said)}" for said, rooms in ways.items())
                yield f"{language}: “{text}” is translated in {len(ways)} ways; choose one or give it a context. {told}"


def _troubles(entry: polib.POEntry, messages: Messages, language: str) -> Iterator[str]:
    message = messages.get(_key(entry))
    if entry.obsolete or message is None:
        yield "is no longer used; run update."
        return
    if entry.fuzzy:
        yield "is marked fuzzy."
    if message.plural != (entry.msgid_plural or ""):
        yield "has another plural in the source; run update."
    elif message.plural and sorted(entry.msgstr_plural) != list(range(forms(language))):
        yield f"needs {forms(language)} plural forms."
    elif not _translated(entry):
        yield "has no translation." if not message.plural else "lacks a plural form."
    elif message.plural:
        for place, form in sorted(entry.msgstr_plural.items()):
            yield from _placeholder_trouble(message.plural, form, may_omit=1, what=f"form {place}")
    else:
        yield from _placeholder_trouble(message.text, entry.msgstr, may_omit=0, what="the translation")
    if language == "fr" and any(BREAKABLE.search(said) for said in (entry.msgstr, *entry.msgstr_plural.values())):
        yield "has an ordinary space before : ; ? ! » or behind «, where a line may end; write a no-break space (U+00A0)."


def _placeholder_trouble(source: str, translation: str, *, may_omit: int, what: str) -> Iterator[str]:
    # A plural form may leave out its number ("one report"), and nothing else.
    wanted, given = sorted(PLACEHOLDER.findall(source)), sorted(PLACEHOLDER.findall(translation))
    missing = [each for each in wanted if each not in given]
    if [each for each in given if each not in wanted] or len(missing) > may_omit:
        yield f"has the placeholders {wanted}, but {what} has {given}."


def compile_room(room: Path) -> list[Path]:
    """Writes the room's .mo files and returns them; their content depends on the translations alone."""
    written = []
    for language in PLURALS:
        file = file_of(room, language)
        if not file.exists():
            continue
        binary = polib.pofile(str(file)).to_binary()
        compiled = file.with_suffix(".mo")
        if not compiled.exists() or compiled.read_bytes() != binary:
            draft = compiled.with_suffix(".mo.new")
            draft.write_bytes(binary)
            with draft.open("rb") as stream:
                gettext.GNUTranslations(stream)  # a file that gettext cannot read must not replace one it can
            draft.replace(compiled)
        written.append(compiled)
    return written
