"""Gives phones, papers, plates, devices, boats, addresses of mail and accounts the keys they are found by."""

from __future__ import annotations

import re
from typing import Final

import phonenumbers

from manara.foundation.engine.folding import fold
from manara.foundation.engine.scripts import western_digits

from . import names
from .words import these

MOST_FIGURES: Final = 48
# Letters of plates in Arabic and Latin: Morocco's series, Mauritania's and Tunisia's words come down to letters too.
_PLATE_LETTERS: Final = str.maketrans({
    "ا": "A", "ب": "B", "د": "D", "ه": "H", "و": "W", "ط": "T", "ي": "Y", "ش": "CH", "م": "M", "ج": "J", "س": "S", "ت": "T",
    "ن": "N", "ر": "R", "ك": "K", "ل": "L", "ف": "F", "ق": "Q", "ع": "A", "ح": "H", "خ": "KH", "ص": "S", "ز": "Z",
})  # fmt: skip
#: Signs that are read for one another, as one.
LOOK_ALIKE: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})
_not_alnum = re.compile(r"[\W_]+")
# A port's letters and a number, as painted on the bow, wherever it stands in the text.
_registration = re.compile(r"(?:(?<![^\W\d_])[^\W\d_]{1,4}[\s\-./]*)?\d+(?:[\s\-./]*\d+)*")
_email = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


def phone_keys(value: str) -> frozenset[str]:
    """``p1:+22236301010`` when the country code is there, and ``p1:8:`` with the last eight figures always."""
    text = western_digits(value).strip().lstrip("\u200e\u200f\u202a\u202d\u2066")
    figures = re.sub("[^0-9]", "", text)
    found = set()
    if text.startswith("+") and 8 <= len(figures) <= 15:
        found.add(f"p1:+{figures}")
    elif text.startswith("00") and 8 <= len(figures) - 2 <= 15:
        found.add(f"p1:+{figures[2:]}")
    elif 10 <= len(figures) <= 15 and int(figures[:3]) in phonenumbers.COUNTRY_CODE_TO_REGION_CODE:
        found.add(f"p1:+{figures}")
    if len(figures) >= 6:
        found.add(f"p1:8:{figures[-8:]}")
    return frozenset(found)


def document_keys(value: str) -> frozenset[str]:
    """Letters and figures only, in capitals; O and 0, I, L and 1 count as one."""
    text = _bare(value)
    return frozenset({f"d1:{text.translate(LOOK_ALIKE)}"}) if len(text) >= 3 else frozenset()


def plate_keys(value: str) -> frozenset[str]:
    """The plate as it stands and, because writers turn it round, its groups of letters and figures in order."""
    folded = fold(western_digits(value[: MOST_FIGURES * 2]))
    plain = _not_alnum.sub("", folded.upper().translate(_PLATE_LETTERS).upper())
    plain = re.sub("[^0-9A-Z]", "", plain)
    if len(plain) < 3:
        return frozenset()
    groups = sorted(re.findall(r"\d+|[A-Z]+", plain))
    return frozenset({f"v1:{plain[:MOST_FIGURES]}", f"v1:g:{'.'.join(groups)[:MOST_FIGURES]}"})


def imei_keys(value: str) -> frozenset[str]:
    """The first fourteen figures: the fifteenth only checks them, and a software version may replace it."""
    figures = re.sub("[^0-9]", "", western_digits(value))
    return frozenset({f"i1:{figures[:14]}"}) if 14 <= len(figures) <= 17 else frozenset()


def boat_keys(value: str) -> frozenset[str]:
    """The keys of its name, in which words such as "pirogue" don't count, and of the registration when it has figures."""
    found = {f"b1:{key.removeprefix(names.PREFIX)}" for key in names.index_keys(_without_kind(value))}
    marks = [_bare(mark) for mark in _registration.findall(fold(western_digits(value[:400])))]
    found |= {f"b1:r:{mark.translate(LOOK_ALIKE)}" for mark in marks if len(mark) >= 3}
    long_numbers = [
        figures for mark in marks if len(figures := re.sub("[^0-9]", "", mark)) >= 6
    ]  # IMO and MMSI numbers
    return frozenset(found | {f"b1:r:{figures}" for figures in long_numbers})


def email_keys(value: str) -> frozenset[str]:
    """The address in small letters, when it is one."""
    text = value.strip().strip("<>").lower()
    if not _email.fullmatch(text):
        return frozenset()
    plain = text.encode("ascii", "backslashreplace").decode()
    return frozenset({f"e1:{plain}" if len(plain) <= 60 else f"e1:{names.digest(plain)}"})


def account_keys(value: str) -> frozenset[str]:
    """IBAN, card or wallet without its spaces; O and 0 stay apart, because a wallet's address tells them apart."""
    text = _bare(value)
    return frozenset({f"a1:{text}"}) if len(text) >= 4 else frozenset()


def _bare(value: str) -> str:
    folded = fold(western_digits(value[: MOST_FIGURES * 4])).upper().translate(_PLATE_LETTERS)
    plain = re.sub("[^0-9A-Z]", "", folded)
    return plain if len(plain) <= MOST_FIGURES else names.digest(plain)


_KINDS_OF_BOAT: Final = these("""
    pirogue cayuco patera zodiac bateau boat navire vessel ship embarcation lancha barca barco chalutier
    trawler mv fv قارب زورق سفينه مركب باخره باطيرا كايوكو زودياك
""")


def _without_kind(value: str) -> str:
    kept = [word for word in value[:400].split() if fold(word.strip(".,:")) not in _KINDS_OF_BOAT]
    return " ".join(kept) or value
