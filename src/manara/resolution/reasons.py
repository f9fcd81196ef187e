"""The evidence on a pair in the reader's language: what was compared, what it says, and how much, never a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from manara.foundation.engine.countries import country_name
from manara.foundation.engine.problems import SENTENCES, fill
from manara.foundation.engine.scripts import isolate
from manara.resolution import words
from manara.resolution.engine import names
from manara.resolution.engine.evidence import Evidence

KINDS: Final = {
    "name": _("Name"),
    "birth": _("Birth"),
    "phone": _("Phone"),
    "document": _("Document"),
    "plate": _("Plate"),
    "boat": _("Boat"),
    "place": _("Place"),
    "nationality": _("Nationality"),
    "sex": _("Sex"),
    "family": _("Relatives"),
    "number": _("Number"),
    "make": _("Kind or model"),
    "country": _("Country"),
    "holder": _("Who holds it"),
}
# Of these kinds several values may stand in one text, and which of a thing's properties may have named a code.
_READ_AS: Final = {
    "nationality": (), "country": (), "phone": (), "sex": ("gender",),
    "make": ("type", "placeType", "legalForm", "sector", "activity"),
}  # fmt: skip
# The engine explains names with numbers for who wants to check it; a page shows the parts side by side instead.
_NAMES: Final = {
    "evidence-name-same": _("The names agree."),
    "evidence-name-common": _("The names agree, but many bear them."),
    "evidence-name-unsure": _("The names may be the same."),
}
# Judgements of before their numbers were kept: no sentence has a hole where a number stood.
_WITHOUT_NUMBER: Final = {
    "evidence-phone-shared": _("The same phone, which several persons are known with."),
    "evidence-document-shared": _("The same document number, which several persons are known with."),
    "evidence-place-shared": _("The same place, in which several persons are known."),
    "evidence-birth-years-apart": _("Born years apart."),
    "evidence-thing-near": _("They lie near each other."),
    "evidence-thing-far": _("They lie far apart."),
}
# From so many bits a piece of evidence is called strong, or clear.
STRONG: Final = 8.0
CLEAR: Final = 3.0


@dataclass(frozen=True, slots=True)
class Part:
    """A part of one name beside the part of the other that it was matched with: how alike they are written, how rare."""

    left: str
    right: str
    how: str
    rarity: str


@dataclass(frozen=True, slots=True)
class Rest:
    """Words of one name that were matched with nothing, under what they are called."""

    called: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """One piece of evidence as a page shows it; `share` is its length beside the heaviest, in whole percent."""

    kind: str
    sentence: str
    left: words.Shown
    right: words.Shown
    bits: float
    strength: str
    share: int
    parts: tuple[Part, ...] = ()
    rest: tuple[Rest, ...] = ()

    @property
    def bits_text(self) -> str:
        """Its bits with their sign."""
        return bits(self.bits)

    @property
    def supports(self) -> bool:
        """Whether it supports that the two are one."""
        return self.bits > 0


def told(evidence: tuple[Evidence, ...], schema: str = "Person") -> list[Reason]:
    """All pieces on two of a `schema` in the reader's words, the heaviest first."""
    heaviest = max((abs(each.bits) for each in evidence), default=1.0) or 1.0
    return [_reason(each, heaviest, schema) for each in evidence]


def sentence(code: str, params: dict[str, Any] | None = None) -> str:
    """The reason of a code."""
    if code in _NAMES:
        return str(_NAMES[code])
    if code in _WITHOUT_NUMBER and not params:
        return str(_WITHOUT_NUMBER[code])
    return fill(gettext(SENTENCES[code]), {name: isolate(str(value)) for name, value in (params or {}).items()})


def strength(bits: float) -> str:
    """How much a piece says, in words."""
    if abs(bits) >= STRONG:
        return gettext("strongly")
    return gettext("clearly") if abs(bits) >= CLEAR else gettext("a little")


def likely(probability: float, all_bits: float) -> str:
    """What all evidence comes to, in words that leave the judgement to the reader; evidence for, of which too many have as
    much in common, is not called evidence against."""
    if probability >= 0.99:
        return gettext("Nearly everything compared supports that they are the same.")
    if probability >= 0.8:
        return gettext("What was compared supports that they are the same.")
    if probability >= 0.2:
        return gettext("What was compared leaves it open.")
    if all_bits > 0:
        return gettext("What was compared supports that they are the same, but many that are different have as much in common.")
    return gettext("What was compared supports that they are different.")


def bits(value: float) -> str:
    """Evidence with its sign before it in any direction, as bits, with the decimal sign of the reader's language."""
    return isolate(("−" if value < 0 else "+") + number_format(abs(value), 1))


def known_since(count: int) -> str:
    """How many further reports an identity has beside this one."""
    return ngettext("with %(n)s more report", "with %(n)s more reports", count) % {"n": count}


def _compared(schema: str, kind: str, text: str) -> words.Shown:
    """What was compared as the table of what reports say writes it: no code where that has a word."""
    if kind == "birth":
        return words.shown("Person", "birthDate", text)
    if kind in _READ_AS:
        read = [_value(schema, kind, value) for value in text.split(", ")]
        return words.Shown(", ".join(each.text for each in read), ltr=all(each.ltr for each in read))
    return words.Shown(text, "name", words.name_language(text))


def _value(schema: str, kind: str, value: str) -> words.Shown:
    props = [words.property_of(schema, prop) for prop in _READ_AS[kind]]
    chosen = next((prop for prop in props if prop and value in prop.choices), None)
    if chosen is not None:
        return words.Shown(chosen.choice_label(value, words.language()))
    if kind in ("nationality", "country"):
        return words.Shown(country_name(value, words.language()))
    return words.Shown(words.phone(value), ltr=True) if kind == "phone" else words.Shown(value)


def _reason(each: Evidence, heaviest: float, schema: str) -> Reason:
    parts: tuple[Part, ...] = ()
    rest: tuple[Rest, ...] = ()
    # Boats and places are named in other ways than persons: their words are not told apart.
    if each.reason_code.startswith("evidence-name"):
        found = names.compare(each.left, each.right)
        parts = tuple(
            Part(each.left, each.right, sentence(f"names-spelling-{each.spelling}"), sentence(f"names-rarity-{each.rarity}"))
            for each in found.matches
        )
        rest = tuple(Rest(called, left_over) for called, left_over in (
            (gettext("only in the first name:"), found.only_left), (gettext("only in the second name:"), found.only_right),
            (gettext("not compared of the first name:"), found.unread_left),
            (gettext("not compared of the second name:"), found.unread_right),
        ) if left_over)  # fmt: skip
    left, right = (_compared(schema, each.kind, text) for text in (each.left, each.right))
    return Reason(
        str(KINDS[each.kind]), sentence(each.reason_code, dict(each.params)), left, right, each.bits,
        strength(each.bits), max(2, round(100 * abs(each.bits) / heaviest)), parts, rest,
    )  # fmt: skip
