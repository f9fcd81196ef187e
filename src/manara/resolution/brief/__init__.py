"""Writes the brief of an entity: what is known, by whom and how sure, its ties, its dates and its reports, as one document."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal, cast

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from manara.exchange.engine.marks import Marks
from manara.foundation.documents import Document, Joined, Section
from manara.resolution import words
from manara.resolution.brief.dates import dates
from manara.resolution.brief.known import known, names
from manara.resolution.brief.reports import reports
from manara.resolution.brief.sayers import References
from manara.resolution.brief.ties import others, reports_in, ties
from manara.resolution.engine.sayings import Saying
from manara.resolution.queries.identity import Identity
from manara.resolution.queries.neighbourhood import Neighbourhood

__all__ = ["brief", "others", "reports_in"]


def brief(it: Identity, said: Sequence[Saying], around: Neighbourhood, marks: Marks, *, today: date) -> Document:
    """The document, in the language now active; what points to a hidden thing is left out, as on the page."""
    opened = it.opened
    references = References()
    title = words.phone(opened.caption) if opened.schema == "Phone" else opened.caption
    sections = [
        Section(_("Names"), names(it, said)),
        Section(_("What is known"), known(it, said, around, references, today)),
        Section(_("Ties"), ties(it, around, references)),
        Section(_("Dates"), dates(it, said, around, references)),
    ]
    sections.append(Section(_("Reports"), reports(references)))
    return Document(
        title=title or words.schema_label(opened.schema),
        kind=_("Brief of an entity"),
        language=cast(Literal["ar", "fr", "es", "en"], words.language()),
        handling=marks.code,
        conditions=" · ".join(marks.conditions),
        taken_by=marks.taken_by,
        taken_at=marks.taken_at,
        purpose=marks.purpose,
        agency=marks.agency,
        reference=f"entity {opened.public_id}",
        subtitle=Joined((words.schema_label(opened.schema), _counted(it))),
        sections=sections,
    )


def _counted(it: Identity) -> str:
    count = len(it.reports)
    if it.bounded:
        return ngettext("the newest %(n)s report of more", "the newest %(n)s reports of more", count) % {"n": count}
    return ngettext("%(n)s report", "%(n)s reports", count) % {"n": count}
