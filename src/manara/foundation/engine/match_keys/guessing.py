"""Guesses what the text in the search box can be: a name always, and by its figures a phone, a paper, a plate, a device."""

from __future__ import annotations

import re

from manara.foundation.engine.scripts import western_digits

from . import identifiers, names, places


def query_keys(text: str) -> dict[str, frozenset[str]]:
    """Kind → keys to look up, kinds without any left out; of the text's first 400 characters."""
    plain = western_digits(text[:400]).strip()
    figures = len(re.findall("[0-9]", plain))
    has_letters = re.search(r"[^\W\d_]", plain) is not None
    guesses = {"name": names.search_keys(plain), "place": places.place_keys(plain)} if has_letters else {}
    guesses["boat"] = _boat(plain)
    if figures >= 6 and not has_letters:
        guesses["phone"] = identifiers.phone_keys(plain)
    if figures:
        guesses["document"] = identifiers.document_keys(plain)
        guesses["plate"] = identifiers.plate_keys(plain)
    if figures >= 14:
        guesses["imei"] = identifiers.imei_keys(plain)
    if figures >= 4 and len(plain) >= 8:
        guesses["account"] = identifiers.account_keys(plain)
    if "@" in plain:
        guesses["email"] = identifiers.email_keys(plain)
    return {kind: found for kind, found in guesses.items() if found}


def _boat(plain: str) -> frozenset[str]:
    """By its name, or by a registration, IMO or MMSI number, which may be figures only."""
    name = {f"b1:{key.removeprefix(names.PREFIX)}" for key in names.search_keys(plain)}
    return frozenset(name | {key for key in identifiers.boat_keys(plain) if key.startswith("b1:r:")})
