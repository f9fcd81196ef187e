"""Tells a problem of an engine in the reader's language: the engines know only English templates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

# The modules that register the sentences; without them a stored code would have none.
import manara.intake.actions.attach_file
import manara.intake.actions.import_file
import manara.intake.actions.submit_draft
import manara.intake.engine.admission
import manara.intake.engine.form
import manara.intake.engine.ftm_entities
import manara.intake.engine.incidents
import manara.intake.engine.reading
import manara.intake.engine.reading.workbooks  # noqa: F401
from manara.foundation.engine.problems import SENTENCES, Problem, fill
from manara.foundation.engine.scripts import isolate
from manara.foundation.vocabulary import schemas

FRAME = {
    "title": _("Title"),
    "text": _("What happened"),
    "occurred": _("When"),
    "place": _("Where"),
    "source_reference": _("Source reference"),
}
# For lists of many rows with one reason: the sentence without the words of one of them.
_SHORT = {
    "date-ambiguous": _("A date that can be read in more than one way"),
    "date-impossible": _("A date that does not exist"),
    "date-year-zero": _("A date with the year 0"),
    "date-hijri-range": _("A Hijri date outside the years that can be converted"),
    "date-unreadable": _("A date that could not be read"),
    "phone-letters": _("A telephone number with letters"),
    "phone-impossible": _("An impossible telephone number"),
    "phone-no-country": _("A telephone number without a country"),
    "name-too-long": _("A name that is too long"),
    "value-too-long": _("A value that is too long"),
    "email-invalid": _("An e-mail address that is none"),
    "gender-unknown": _("An unknown gender"),
    "kind-unknown": _("Neither fact nor assessment"),
    "grade-unknown": _("An unknown grade"),
    "handling-unknown": _("An unknown handling code"),
    "imei-impossible": _("An impossible IMEI"),
    "document-unreadable": _("An unreadable document number"),
    "number-unreadable": _("A number that is none"),
    "incident-count": _("A number of people that is none"),
    "coordinate-unreadable": _("A coordinate that is none"),
    "coordinate-range": _("An impossible coordinate"),
    "row-says-nothing": _("A row that says nothing"),
    "row-unreadable": _("A row that could not be read"),
    "row-undecodable": _("A line in another encoding"),
    "line-too-long": _("A line that is too long"),
    "quote-unclosed": _("A quotation mark that is never closed"),
    "too-many-cells": _("More cells than the header has"),
    "cell-error": _("A cell that holds an error"),
    "cell-formula": _("A formula without a result"),
    "record-unreadable": _("A record that can't be read"),
    "json-invalid": _("A line that is no JSON object"),
}


def told(problem: Problem) -> str:
    """The sentence of a problem in the language now shown; what it quotes is isolated from the direction around it."""
    return told_code(problem.code, problem.params)


def told_code(code: str, params: Mapping[str, Any]) -> str:
    """The sentence of a stored problem."""
    shown = {name: _shown(name, value) for name, value in params.items()}
    return fill(gettext(SENTENCES.get(code, code)), shown)


def short(code: str) -> str:
    """What rows that wait for this reason have in common."""
    known = _SHORT.get(code)
    return str(known) if known is not None else fill(gettext(SENTENCES.get(code, code)), {})


def _shown(name: str, value: Any) -> str | int:
    if isinstance(value, int):
        return value
    if name == "column" and value in FRAME:
        return str(FRAME[value])
    if name == "column" and (label := property_label(str(value))):
        return label
    return isolate(str(value))


def property_label(prop: str) -> str:
    """The name of a person's, phone's or other form entry's property in the language now shown; "" for an unknown one."""
    language = get_language() or "en"
    for name in ("Person", "Phone", "Device", "Vehicle", "Vessel", "Identification", "Payment", "NetworkRole"):
        known = schemas()[name].properties.get(prop)
        if known is not None:
            return known.label(language)
    return ""
