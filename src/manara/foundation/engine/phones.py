"""Reads a telephone number as it is written down and gives it in E.164, saying when the country was assumed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import phonenumbers
from phonenumbers import PhoneNumberFormat

from .numbering_plans import Plan, plan_of_calling_code, plan_of_country
from .problems import Problem, register
from .scripts import tidy

register("phone-empty", "There is no telephone number.")
register("phone-letters", "“%(text)s” has letters or signs that a telephone number can't have.")
register("phone-impossible", "“%(text)s” is not a possible telephone number.")
register("phone-no-country", "“%(text)s” has no country code, and no country was given to assume.")

LONGEST: Final = 80
_written = re.compile(r"\+?[0-9\s().\-/‐-―−'’_*]*")
_label = re.compile(
    r"(?:(?:tel|tél|téléphone|telephone|teléfono|telefono|phone|gsm|mob|mobile|móvil|movil|portable|cell|cel|whatsapp|fax|n°|nº|no|num"
    r"|هاتف|الهاتف|جوال|نقال|رقم|محمول|واتساب|تلفون)[\s.:)]*)+",
    re.IGNORECASE,
)
_extension = re.compile(
    r"[\s,;(]*(?:poste|post|ext|extension|extensión|int|interno|x|#|تحويلة|داخلي)[\s.:)]*\d{1,6}\)?$", re.IGNORECASE
)
_between = re.compile(r"\s*(?:[;,،؛|\n]|/(?=\s*\+?\d[\d\s.\-]{5})|\s(?:ou|or|et|and|y|o|أو|و)\s)\s*")
_signs = re.compile("[^0-9]+")


class PhoneProblem(Problem):
    """A text that is no telephone number, or one whose country can't be told."""


@dataclass(frozen=True, slots=True)
class Phone:
    """``e164`` as ``+22236301010``; ``assumed_country`` (ISO 3166) when the text had no country code; ``display`` spaced."""

    e164: str
    assumed_country: str | None
    display: str


def parse_phone(text: str, *, country: str | None, reserved_prefixes: tuple[str, ...] = ()) -> Phone:
    """The number ``text`` gives, read as a number of ``country`` (ISO 3166) when it has no country code.

    An extension ("poste 12") is left out of ``e164``. A number that begins with one of ``reserved_prefixes``
    (``+22290``) passes although no operator holds it: the demo's numbers. Raises :class:`PhoneProblem` with the codes
    phone-empty, phone-letters, phone-impossible and phone-no-country.
    """
    return _parse(text, country, reserved_prefixes)


def split_phones(text: str) -> tuple[str, ...]:
    """The numbers of a cell that holds several ("36301010 / 22334455", "a ; b", "a ou b"), each as written."""
    return tuple(part for part in (piece.strip() for piece in _between.split(text[:4000])) if part)


def grouped(e164: str) -> str:
    """A number in E.164 as its country groups it (``+222 36 30 10 10``); anything else as it stands."""
    if not e164.startswith("+"):
        return e164
    try:
        number = phonenumbers.parse(e164, None)
    except phonenumbers.NumberParseException:
        return e164
    return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)


@lru_cache(maxsize=32_768)
def _parse(text: str, country: str | None, reserved: tuple[str, ...]) -> Phone:
    figures, international = _figures(text)
    if international:
        plan = plan_of_calling_code(figures)
        number, assumed = figures, None
        if plan is None:
            raise PhoneProblem("phone-impossible", text=text)
    else:
        plan = plan_of_country(country) if country else None
        if plan is None:
            raise PhoneProblem("phone-no-country", text=text)
        number, assumed = _national(figures, plan), country
    e164 = f"+{number}"
    if reserved and e164.startswith(reserved) and 7 <= len(number) <= 15:
        return Phone(e164, assumed, plan.display(number))
    if plan.holds(number):
        return Phone(e164, assumed, plan.display(number))
    return _slowly(text, figures, international, plan, assumed)


def _figures(text: str) -> tuple[str, bool]:
    """Only the digits, and whether they begin with a country code (``+`` or ``00``)."""
    plain = text if text.isascii() and text.isprintable() else _figures_of_any_script(tidy(text)).replace("＋", "+")
    plain = plain.strip()
    if not plain:
        raise PhoneProblem("phone-empty")
    if len(plain) > LONGEST:
        raise PhoneProblem("phone-impossible", text=plain[:40] + "…")
    if not _written.fullmatch(plain):
        plain = _extension.sub("", _label.sub("", plain.removeprefix("tel:"), count=1)).strip()
        plain = plain.removesuffix(".0")
        if not _written.fullmatch(plain):
            raise PhoneProblem("phone-letters", text=text)
    elif plain.endswith(".0"):  # a spreadsheet kept the number as a figure
        plain = plain[:-2]
    plus = plain.startswith("+")
    if plus:
        plain = plain.replace("(0)", "")
    figures = _signs.sub("", plain)
    if not figures.strip("0"):
        raise PhoneProblem("phone-impossible", text=text)
    if plus:
        return figures, True
    return (figures[2:], True) if figures.startswith("00") else (figures, False)


def _figures_of_any_script(text: str) -> str:
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)


def _national(figures: str, plan: Plan) -> str:
    """The number with its country code: the trunk prefix taken off, a country code already there not set twice."""
    if plan.trunk and figures.startswith(plan.trunk) and plan.holds(plan.code + figures[len(plan.trunk) :]):
        return plan.code + figures[len(plan.trunk) :]
    if figures.startswith(plan.code) and plan.holds(figures) and not plan.holds(plan.code + figures):
        return figures
    return plan.code + figures


def _slowly(text: str, figures: str, international: bool, plan: Plan, assumed: str | None) -> Phone:
    """What the quick way doesn't hold: carrier codes, a trunk zero behind the country code, rarer plans."""
    try:
        number = phonenumbers.parse(
            f"+{figures}" if international else figures, None if international else plan.country
        )
    except phonenumbers.NumberParseException:
        raise PhoneProblem("phone-impossible", text=text) from None
    if not phonenumbers.is_valid_number(number):
        raise PhoneProblem("phone-impossible", text=text)
    e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return Phone(e164, assumed, phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL))
