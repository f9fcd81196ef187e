"""What shared numbers say: a phone, a document, a plate, and one figure slipped in them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Final

from manara.foundation.engine.match_keys.identifiers import document_keys, phone_keys, plate_keys
from manara.foundation.engine.problems import register
from manara.resolution.engine.evidence.found import Evidence
from manara.resolution.engine.evidence.known import Paper, Population

register("evidence-phone-same", "The same phone. A household or a crew may share it.")
register("evidence-phone-shared", "The same phone, which %(holders)s persons are known with.")
register("evidence-phone-digit", "Two phones differ in one figure.")
register("evidence-phone-different", "Different phones.")
register("evidence-document-same", "The same document number.")
register("evidence-document-shared", "The same document number, which %(holders)s persons are known with.")
register("evidence-document-digit", "The document numbers differ in one figure.")
register("evidence-document-different", "Different documents of the same kind and country.")
register("evidence-plate-same", "The same vehicle plate. Several may drive one vehicle.")

#: A shared phone speaks for one person as far as most who share one are one person; the rest are households and crews.
PHONE, PHONE_SLIP, PHONES_APART = 11.0, 5.0, -0.7
DOCUMENT, DOCUMENT_SLIP, DOCUMENTS_APART = 19.0, 9.5, -2.5
PLATE: Final = 6.0


def weigh_phones(left: Sequence[str], right: Sequence[str], among: Population) -> Evidence | None:
    """The rarest phone both have, else two that differ in one figure, else that they differ."""
    if not left or not right:
        return None
    shared = _shared(left, right, phone_keys)
    if shared:
        one, other = min(shared, key=lambda pair: among.holding(*pair))
        holders = among.holding(one, other)
        bits = max(PHONE - 2 * math.log2(holders / 2), 1.0)
        if holders > 2:
            return Evidence(bits, "phone", one, other, "evidence-phone-shared", {"holders": holders})
        return Evidence(bits, "phone", one, other, "evidence-phone-same")
    for one in left:
        for other in right:
            if slipped(one, other):
                return Evidence(PHONE_SLIP, "phone", one, other, "evidence-phone-digit")
    return Evidence(PHONES_APART, "phone", ", ".join(left), ", ".join(right), "evidence-phone-different")


def weigh_documents(left: Sequence[Paper], right: Sequence[Paper], among: Population) -> Evidence | None:
    """The same number; one figure slipped; two numbers where one person has one (same kind and country)."""
    same = [
        (one.number, other.number)
        for one in left
        for other in right
        if document_keys(one.number) & document_keys(other.number) and _may_be_one(one, other)
    ]
    if same:
        one_number, other_number = min(same, key=lambda pair: among.holding(*pair))
        holders = among.holding(one_number, other_number)
        if holders == 2:
            return Evidence(DOCUMENT, "document", one_number, other_number, "evidence-document-same")
        # A family's book, a borrowed passport or a forger's stock: the more bear it, the less it is anybody's own.
        bits = max(DOCUMENT - 4 * math.log2(holders / 2), 2.0)
        return Evidence(
            bits, "document", one_number, other_number, "evidence-document-shared", {"holders": holders}
        )
    for one in left:
        for other in right:
            if _may_be_one(one, other) and slipped(one.number, other.number):
                return Evidence(DOCUMENT_SLIP, "document", one.number, other.number, "evidence-document-digit")
    for one in left:
        for other in right:
            if one.kind and (one.kind, one.country) == (other.kind, other.country):
                return Evidence(DOCUMENTS_APART, "document", one.number, other.number, "evidence-document-different")
    return None


def weigh_plates(left: Sequence[str], right: Sequence[str], among: Population) -> Evidence | None:
    """A plate both are known with."""
    shared = _shared(left, right, plate_keys)
    if not shared:
        return None
    one, other = min(shared, key=lambda pair: among.holding(*pair))
    bits = max(PLATE - math.log2(among.holding(one, other) / 2), 1.0)
    return Evidence(bits, "plate", one, other, "evidence-plate-same")


def slipped(left: str, right: str) -> bool:
    """Whether two numbers of at least six signs differ in one sign, or have two neighbours exchanged."""
    one, other = _signs(left), _signs(right)
    if one == other or len(one) != len(other) or len(one) < 6:
        return False
    apart = [at for at in range(len(one)) if one[at] != other[at]]
    if len(apart) == 1:
        return True
    return (
        len(apart) == 2
        and apart[1] == apart[0] + 1
        and one[apart[0]] + one[apart[1]] == other[apart[1]] + other[apart[0]]
    )


def _signs(number: str) -> str:
    return "".join(sign for sign in number.upper() if sign.isalnum())


def _may_be_one(one: Paper, other: Paper) -> bool:
    return not (one.kind and other.kind and one.kind != other.kind) and not (
        one.country and other.country and one.country != other.country
    )


def _shared(left: Iterable[str], right: Sequence[str], keys: object) -> list[tuple[str, str]]:
    assert callable(keys)
    return [(one, other) for one in left for other in right if keys(one) & keys(other)]

