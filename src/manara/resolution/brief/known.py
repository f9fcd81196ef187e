"""What a brief says of the entity itself: its names in each script, and each value with everyone who says it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from manara.foundation.documents import Block, Cell, Facts, Joined, Line, Note, Table, Text
from manara.foundation.engine.scripts import script_of
from manara.resolution import words
from manara.resolution.brief.sayers import References, date_words, sayer
from manara.resolution.engine.conflicts import lines
from manara.resolution.engine.sayings import Saying, Value
from manara.resolution.queries.identity import Identity
from manara.resolution.queries.neighbourhood import NAMES, Neighbourhood

MOST_VALUES = 200
_SCRIPTS = ("Arab", "Latn", "Mixed", "None")


def names(it: Identity, said: Sequence[Saying]) -> list[Block]:
    """All names that reports give it, by script."""
    told = dict.fromkeys([it.opened.caption, *(each.value for each in said if each.prop in NAMES)])
    by_script: dict[str, list[Line]] = {script: [] for script in _SCRIPTS}
    for name in told:
        if name:
            phone = it.opened.schema == "Phone"
            by_script[script_of(name)].append(Text(words.phone(name) if phone else name, ltr=phone))
    labels = {
        "Arab": _("in Arabic script"),
        "Latn": _("in Latin script"),
        "Mixed": _("in both scripts"),
        "None": _("as a number or sign"),
    }
    rows = [(labels[script], found) for script, found in by_script.items() if found]
    return [Facts(rows)] if rows else [Note(str(words.UNNAMED))]


def known(
    it: Identity, said: Sequence[Saying], around: Neighbourhood, references: References, today: date
) -> list[Block]:
    """Every property with its values, those that contradict one another on a coloured ground."""
    told = [each for each in said if (each.value or each.other) and (not each.other or each.other in around.things)]
    schema = it.opened.schema
    rows: list[list[Cell]] = []
    marked: set[int] = set()
    for line in lines(told, order=words.property_order(schema), today=today, most=MOST_VALUES):
        for number, value in enumerate(line.values):
            if line.conflict:
                marked.add(len(rows))
            label: list[Line] = [Text(words.property_label(schema, line.prop), strong=True)] if not number else []
            if line.conflict and not number:
                label.append(Text(_("they differ"), tone="ask"))
            sayers = [sayer(each, references) for each in value.sayings]
            rows.append([label, _value(schema, line.prop, value, around), sayers])
    blocks: list[Block] = [
        Table(
            [_("Property"), _("Value"), _("Who says it, and how sure")],
            rows,
            widths=(2, 3, 4),
            marked=frozenset(marked),
        )
    ]
    if marked:
        blocks.append(
            Note(
                _(
                    "Values on a coloured ground contradict one another. Weights come from grade, kind and age; they order "
                    "values and decide nothing."
                )
            )
        )
    return blocks


def _value(schema: str, prop: str, value: Value, around: Neighbourhood) -> list[Line]:
    if value.other:
        thing = around.things[value.other]
        phone = thing.schema == "Phone"
        name = words.phone(thing.caption) if phone else thing.caption
        told: list[Line] = [Joined((Text(name or str(words.UNNAMED), ltr=phone), words.schema_label(thing.schema)))]
    else:
        note = next((each.note for each in value.sayings if each.note), "")
        form = words.shown(schema, prop, value.value, lang=value.language, note=note)
        text = date_words(form.text) if form.how == "date" else form.text
        told = [Text(text, ltr=form.ltr, strong=form.how == "name")]
        if form.hijri:
            told.append(Joined((Text(form.hijri, ltr=True, tone="soft"), pgettext("Hijri era", "AH")), " "))
        told += [
            Joined((_("as written:"), Text(each, tone="soft")), " ") for each in value.originals if each != form.text
        ][:3]
    if value.share is not None:
        told.append(Joined((_("weight"), Text(f"{value.share} %", ltr=True)), " "))
    told += [Text(str(words.DOUBTS[doubt]), tone="ask") for doubt in value.doubts]
    return told
