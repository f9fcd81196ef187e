"""Whether the log still is what was sealed: recomputed from its events while one looks, a stretch at a time."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from manara.foundation import audit
from manara.foundation.actions.record import record
from manara.foundation.audit.verify import Trouble, check
from manara.foundation.models.audit import AuditVerb
from manara.foundation.pages.asking import viewer_of
from manara.foundation.pages.log import auditors

SECONDS = 1.0


@dataclass(frozen=True)
class Told:
    """A trouble in words, with the events it is about."""

    sentence: str
    events: tuple[str, ...]
    are_numbers: bool


@auditors
def seal(request: HttpRequest) -> HttpResponse:
    """The state of the seal, and the way to check it."""
    state = audit.summary()
    context = {"seal": state, "told": [told(each) for each in state.troubles]}
    return TemplateResponse(request, "foundation/log/seal.html", context)


@auditors
def verification(request: HttpRequest) -> HttpResponse:
    """One stretch of the check; the page asks for the next one until the end is reached."""
    after, found = (_number(request, name) for name in ("after", "found"))
    if after == 0:
        record(viewer_of(request), AuditVerb.READ, "audit-log", fields=["seals"])
    checked = check(after, seconds=SECONDS)
    context = {
        "checked": checked,
        "told": [told(each) for each in checked.troubles],
        "found": found + len(checked.troubles),
        "seal": audit.summary(),
    }
    whole = "HX-Request" not in request.headers
    return TemplateResponse(request, "foundation/log/verification.html" if whole else "foundation/log/stretch.html", context)


def told(trouble: Trouble) -> Told:
    """A trouble as a sentence."""
    named = {"size": trouble.size, "events": len(trouble.events)}
    sentence = _sentence(trouble) % named
    return Told(sentence, trouble.events, are_numbers=trouble.kind == "removed")


def _sentence(trouble: Trouble) -> str:
    count = len(trouble.events)
    if trouble.kind == "changed":
        return ngettext(
            "In the batch that ends at %(size)s, %(events)s event was changed after it was sealed.",
            "In the batch that ends at %(size)s, %(events)s events were changed after they were sealed.",
            count,
        )
    if trouble.kind == "removed":
        return ngettext(
            "In the batch that ends at %(size)s, %(events)s event was removed.",
            "In the batch that ends at %(size)s, %(events)s events were removed.",
            count,
        )
    if trouble.kind == "inserted":
        return ngettext(
            "%(events)s event is in the log but in no seal: it was put in past the node, or its seal was removed.",
            "%(events)s events are in the log but in no seal: they were put in past the node, or their seal was removed.",
            count,
        )
    if trouble.kind == "backdated":
        return ngettext(
            "In the batch that ends at %(size)s, %(events)s event claims a time before the batch ahead of it was sealed.",
            "In the batch that ends at %(size)s, %(events)s events claim a time before the batch ahead of them was sealed.",
            count,
        )
    return {
        "batch": _("The batch that ends at %(size)s does not lead to the root that was signed."),
        "gap": _("Batches are missing before the one that ends at %(size)s."),
        "signature": _("The head at %(size)s is not signed by this node."),
        "cut": _("The checkpoint beside the database knows the log up to %(size)s, but that head is not in the database."),
    }[trouble.kind]


def _number(request: HttpRequest, name: str) -> int:
    asked = request.GET.get(name, "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else 0
