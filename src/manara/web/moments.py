"""When something happened, as people say it: minutes and hours within a day, the date and time beyond."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

HOUR = 3600
DAY = 24 * HOUR


def ago(moment: datetime, now: datetime | None = None) -> str:
    """`moment` (aware) as seen at `now`; dates are written year-month-day in the node's time zone."""
    seconds = int(((now or timezone.now()) - moment).total_seconds())
    if 0 <= seconds < 60:
        return _("just now")
    if 0 <= seconds < HOUR:
        minutes = seconds // 60
        return ngettext("%(count)s minute ago", "%(count)s minutes ago", minutes) % {"count": minutes}
    if 0 <= seconds < DAY:
        hours = seconds // HOUR
        return ngettext("%(count)s hour ago", "%(count)s hours ago", hours) % {"count": hours}
    return at(moment)


def at(moment: datetime) -> str:
    """Date and time in the node's time zone, as on paper, where nobody knows how long ago it was printed."""
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"
