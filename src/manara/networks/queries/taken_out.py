"""Places of plans, rankings and lookouts that were emptied, since whom they named may not be named: where, never why."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.utils import timezone

from manara.networks.models import Purpose, Target

#: So long a place that was emptied stands among what came in.
DAYS: Final = 14
MOST: Final = 6


def taken_out_lately(*, most: int = MOST) -> list[Target]:
    """The places in lists of the viewer's circles that were emptied lately, the newest first; one query.

    A plan has several lists (its order, its estimates, what to find out): of lists with one title and purpose the newest place.
    A ranking is a page to read, by which nobody acts: its page leaves the place out, and nothing has to be done.
    """
    since = timezone.now() - timedelta(days=DAYS)
    rows = (
        Target.objects.filter(taken_out_at__gte=since)
        .exclude(targets__purpose=Purpose.RANKING)
        .select_related("targets")
        .order_by("-taken_out_at", "position")
    )
    once: dict[tuple[str, str], Target] = {}
    for each in rows[: 20 * most]:
        once.setdefault((each.targets.title, each.targets.purpose), each)
    return list(once.values())[:most]
