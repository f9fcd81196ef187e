"""Says who becomes important on the chart as it is drawn if one person goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from manara.foundation.access import Ability, Hidden, Viewer, allow
from manara.foundation.engine.addresses import address_of
from manara.foundation.engine.scripts import isolate
from manara.foundation.models.audit import AuditVerb
from manara.networks.engine.state import NoChart, state_of
from manara.networks.pages import asking, saying
from manara.networks.pages.standing import standing
from manara.networks.queries.leaving import Leaving, leaving

if TYPE_CHECKING:
    from manara.networks.engine.measures import Change


@allow(Ability.WORK_CASES)
@require_POST
def if_gone(request: HttpRequest) -> HttpResponse:
    """`id` is the person, `state` the chart; whoever may not be named by a plan is neither asked about nor answered with."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    try:
        sent = asking.body(request)
        state = state_of(sent.get("state"))
    except asking.Unreadable as problem:
        return asking.refused(problem)
    except NoChart as problem:
        return asking.refused(asking.Unreadable(str(problem)))
    person = address_of(sent.get("id"))
    if person is None:
        return asking.refused(asking.Unreadable("id"))
    if person not in state.places:
        raise Hidden
    now = standing(viewer, state, verb=AuditVerb.READ, part="leaving")
    return JsonResponse(told(leaving(now.chart, now.bonds, now.nodes.keys(), person)))


def told(found: Leaving) -> dict[str, Any]:
    """The answer in plain words."""
    if not found.answered:
        sentence = _("Nothing is worked out: on this chart this person is tied to no other person, or no plan may name them.")
    elif not found.changes:
        sentence = _("Nobody here comes to lie more between the others: their ways lead as before.")
    else:
        sentence = ngettext(
            "Of %(n)s person tied on this chart, these come to lie more between the others.",
            "Of %(n)s persons tied on this chart, these come to lie more between the others.", found.people,
        ) % {"n": found.people}  # fmt: skip
    return {
        "title": _("If this person goes"),
        "sentence": sentence,
        "rows": [{"id": change.name, "sentence": _line(change)} for change in found.changes],
        "note": _("The figures say for how many pairs of others the shortest way leads over somebody: nothing of guilt."),
    }


def _line(change: Change) -> str:
    figures = (isolate(saying.figure(share)) for share in (change.before, change.after))
    values = {**dict(zip(("before", "after"), figures, strict=True)), "place": change.place_after}
    if change.places_gained > 0:
        return _("%(before)s before, %(after)s then; moves up to place %(place)s") % values
    return _("%(before)s before, %(after)s then; stays at place %(place)s") % values
