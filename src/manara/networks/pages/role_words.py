"""Says roles, stages and the reasons of a suggestion in the reader's language; never more than its reports say."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from manara.networks.engine.roles import ROLES, Ground
from manara.networks.forms.roles import STAGES
from manara.networks.queries.marks import RoleMark


def role(code: str) -> str:
    """The role's name."""
    return _in_language(ROLES, code)


def known(code: str) -> str:
    """The role's name; "" for what is none."""
    return role(code) if code in ROLES else ""


def stage(code: str) -> str:
    """The stage's name."""
    return _in_language(STAGES, code) if code else ""


def marked(mark: RoleMark) -> str:
    """The role as a mark says it: an assessment is never said like a fact."""
    return role(mark.role) if mark.stated else _("%(role)s (assessed)") % {"role": role(mark.role)}


def _in_language(known: object, code: str) -> str:
    words = known.get(code)  # type: ignore[attr-defined]
    return str(words.get((get_language() or "en")[:2]) or words["en"]) if words else code


def reasons(grounds: Iterable[Ground | tuple[str, int]]) -> list[str]:
    """Each ground as a sentence."""
    return [
        _sentence(each.code, each.count) if isinstance(each, Ground) else _sentence(str(each[0]), int(each[1]))
        for each in grounds
    ]


def _sentence(code: str, n: int) -> str:
    count = {"n": n}
    match code:
        case "said":
            return ngettext("%(n)s report calls the person so", "%(n)s reports call the person so", n) % count
        case "payments-received":
            return ngettext(
                "%(n)s person outside the family paid this person", "%(n)s people outside the family paid this person", n
            ) % count  # fmt: skip
        case "payments-with":
            return ngettext(
                "money went between this person and %(n)s other; which way is not said",
                "money went between this person and %(n)s others; which way is not said", n,
            ) % count  # fmt: skip
        case "payments-made":
            return ngettext(
                "paid %(n)s person who is said to have a role", "paid %(n)s people who are said to have a role", n
            ) % count  # fmt: skip
        case "keeps-house":
            return ngettext("keeps %(n)s safe house", "keeps %(n)s safe houses", n) % count
        case "stays-hosted":
            return ngettext("%(n)s person stayed there as a guest", "%(n)s people stayed there as guests", n) % count
        case "boats-owned":
            return ngettext("owns %(n)s boat or engine", "owns %(n)s boats or engines", n) % count
        case "car-and-journeys":
            return ngettext(
                "keeps a car and travelled with %(n)s other", "keeps a car and travelled with %(n)s others", n
            ) % count  # fmt: skip
        case "work-for-him":
            return ngettext(
                "%(n)s person who is said to have a role works for this person",
                "%(n)s people who are said to have a role work for this person", n,
            ) % count  # fmt: skip
        case "official-paid":
            return _("works for a public body, and was paid by somebody who is said to have a role")
    return code
