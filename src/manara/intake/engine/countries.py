"""The country behind a name, a nationality or a code, in the four languages, as its two letters."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

import phonenumbers

from manara.foundation.engine.folding import fold


@cache
def _names() -> dict[str, str]:
    text = files(__package__).joinpath("countries.txt").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for line in text.splitlines():
        code, _, names = line.partition("=")
        for name in names.split("|"):
            found.setdefault(_bare(name), code.strip().lower())
    return found


def _bare(name: str) -> str:
    return " ".join(fold(name).replace("-", " ").replace("’", "'").replace(".", "").split())


@lru_cache(maxsize=8_192)
def country_code(text: str) -> str:
    """Return the two-letter code in small letters ("mr"), as FollowTheMoney writes it; "" for an unknown country."""
    bare = _bare(text)
    if len(bare) == 2 and bare.isascii() and bare.isalpha():
        return bare if bare in _codes() else ""
    return _names().get(bare) or (_ISO3.get(bare, "") if len(bare) == 3 else "")


@cache
def _codes() -> frozenset[str]:
    return frozenset(_names().values()) | {region.lower() for region in phonenumbers.SUPPORTED_REGIONS}


_ISO3 = {
    "mrt": "mr", "mar": "ma", "dza": "dz", "tun": "tn", "lby": "ly", "egy": "eg", "esh": "eh", "sen": "sn", "gmb": "gm",
    "mli": "ml", "ner": "ne", "bfa": "bf", "civ": "ci", "gin": "gn", "gnb": "gw", "sle": "sl", "lbr": "lr", "gha": "gh",
    "tgo": "tg", "ben": "bj", "nga": "ng", "cmr": "cm", "tcd": "td", "sdn": "sd", "ssd": "ss", "eth": "et", "eri": "er",
    "som": "so", "dji": "dj", "com": "km", "cpv": "cv", "cog": "cg", "cod": "cd", "gab": "ga", "caf": "cf", "esp": "es",
    "fra": "fr", "ita": "it", "prt": "pt", "mlt": "mt", "grc": "gr", "deu": "de", "bel": "be", "nld": "nl", "gbr": "gb",
    "tur": "tr", "syr": "sy", "lbn": "lb", "jor": "jo", "pse": "ps", "irq": "iq", "yem": "ye", "sau": "sa", "are": "ae",
    "irn": "ir", "afg": "af", "pak": "pk", "ind": "in", "bgd": "bd", "usa": "us", "can": "ca", "che": "ch",
}  # fmt: skip
