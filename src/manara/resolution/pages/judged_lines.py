"""Judgements as a list shows them: whom they are of, who judged what, and what each did."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from manara.foundation.access import Viewer
from manara.foundation.actions.record import record
from manara.foundation.models.audit import AuditVerb
from manara.resolution import words
from manara.resolution.engine.sayings import strictest
from manara.resolution.models import Judgement, Verdict
from manara.resolution.namesakes import things_apart
from manara.resolution.pages import lines
from manara.resolution.queries.judgements import every, joins_nothing
from manara.resolution.queries.things import things


def judge_of(judgement: Judgement) -> str:
    """The code of who judged, or the rule with its version."""
    if judgement.rule is not None:
        return _("Rule, version %(n)s") % {"n": judgement.rule.version}
    return judgement.by.code if judgement.by is not None else ""


def said_of(judgement: Judgement) -> str:
    """What a judgement did."""
    if judgement.needs_second:
        return _("Judged. It makes them one when a second person agrees.")
    return {
        Verdict.SAME: _("Judged the same. It can be undone at any time."),
        Verdict.DIFFERENT: _("Judged different. It can be undone at any time."),
        Verdict.UNSURE: _("Left open. Anyone who sees both may judge it later."),
    }[Verdict(judgement.verdict)]


def shown_judgements(viewer: Viewer, several: Sequence[Judgement]) -> list[dict[str, Any]]:
    """Judgements as a list shows them; whom they name is recorded as listed."""
    named = things({number for each in several for number in (each.one_id, each.other_id)}, language=viewer.language)
    if named:
        record(viewer, AuditVerb.LIST, "entity", [thing.public_id for thing in named.values()], fields=["judgements"])
    apart = things_apart(viewer, named.values())
    told = {number: lines.of_thing(thing, apart=apart.get(thing.public_id, ())) for number, thing in named.items()}
    return [
        {
            "judgement": each,
            "url": reverse("resolution:judgement", args=[each.public_id]),
            "judge": judge_of(each),
            "left": told[each.one_id],
            "right": told[each.other_id],
            "handling": strictest([named[each.one_id].report, named[each.other_id].report])[0],
            "undone": getattr(each, "undoing", None),
            "status": words.JOINS_NOTHING[joins_nothing(each)],
        }
        for each in several
        if each.one_id in named and each.other_id in named
    ]


def just_judged(viewer: Viewer, address: str) -> dict[str, Any] | None:
    """The viewer's own judgement that led him to this page, with what it did; None where there is none such."""
    try:
        found = every().filter(public_id=uuid.UUID(address), by=viewer.user_id, undoing=None).select_related("undoing")
    except ValueError:  # a mangled address: he came another way
        return None
    told = shown_judgements(viewer, list(found))
    return {**told[0], "said": said_of(told[0]["judgement"])} if told else None
