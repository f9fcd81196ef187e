"""Reads what colleagues wrote to each other about one thing, with who they are as far as the viewer may know."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.functions import Lower

from manara.foundation.access.refusal import Hidden
from manara.foundation.access.viewer import Viewer
from manara.foundation.actions.record import record
from manara.foundation.engine.comment_text import Part, folded, parts
from manara.foundation.models import Agency, Comment, CommentCorrection, CommentMention
from manara.foundation.models.audit import AuditVerb
from manara.foundation.subjects import Named, kinds_by_address, named_all

# Threads shown on the page of the thing itself; the page of its comments shows them all, so many at once.
NEWEST = 5
PAGE = 20
# Links that become titles on one page; further ones stay as they were pasted.
LINKS = 40
# How many comments and threads there are, and what the viewer was writing: one question, which every such page asks.
_BESIDE = """
select count(comment.id), count(comment.id) filter (where comment.parent_id is null), max(draft.text),
  max(draft.parent::text)::uuid
from (select 1) always
left join foundation_comment comment on comment.subject_kind = %(kind)s and comment.subject_id = %(id)s
left join foundation_commentdraft draft
  on draft.user_id = %(me)s and draft.subject_kind = %(kind)s and draft.subject_id = %(id)s
"""


@dataclass(frozen=True)
class Stretch:
    """A part of a comment as a page shows it: text, a colleague who is mentioned, or the title of what a link leads to."""

    text: str
    mention: bool = False
    url: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Said:
    """One comment as its reader sees it; `author` is empty for somebody with whom he shares no circle."""

    public_id: uuid.UUID
    subject: tuple[str, uuid.UUID]
    audience: int
    author: str
    agency: Agency
    mine: bool
    written_at: datetime
    corrected_at: datetime | None
    withdrawn_at: datetime | None
    reason: str
    language: str
    text: str
    beginning: Sequence[Stretch] = ()
    rest: Sequence[Stretch] = ()
    replies: Sequence[Said] = field(default=())


@dataclass(frozen=True)
class Talk:
    """The comments on one thing: how many in all, the threads that are shown and how many earlier ones are not."""

    kind: str
    public_id: uuid.UUID
    total: int
    threads: Sequence[Said]
    earlier: int
    page: int = 1
    pages: int = 1
    # What the viewer was writing here and has not sent, and the comment that it answers.
    draft: str = ""
    draft_under: uuid.UUID | None = None


def talk_about(viewer: Viewer, kind: str, public_id: uuid.UUID, *, page: int | None = None, whole: bool = False) -> Talk:
    """The newest comments on a thing, or one page of all of them, the latest where none is asked; its reading recorded.

    The caller has found the thing for this viewer.
    """
    rows = Comment.objects.filter(subject_kind=kind, subject_id=public_id)
    with connection.cursor() as cursor:
        cursor.execute(_BESIDE, {"kind": kind, "id": public_id, "me": viewer.user_id})
        total, begun_in_all, draft, under = cursor.fetchone()
    if not total:
        return Talk(kind, public_id, 0, (), 0, draft=draft or "", draft_under=under)
    begun = rows.filter(parent=None)
    if whole:
        pages = -(-begun_in_all // PAGE)
        page = pages if page is None else min(max(page, 1), pages)
        shown = begun.order_by("pk")[(page - 1) * PAGE : page * PAGE]
        earlier = 0
    else:
        page = pages = 1
        shown = begun.order_by("-pk")[:NEWEST]
        earlier = max(begun_in_all - NEWEST, 0)
    numbers = shown.values("pk")
    found = list(with_all(rows.filter(Q(pk__in=numbers) | Q(parent__in=numbers)), viewer).order_by("pk"))
    told = dict(zip((each.pk for each in found), said(viewer, found), strict=True))
    threads = [
        replace(told[each.pk], replies=[told[reply.pk] for reply in found if reply.parent_id == each.pk])
        for each in found
        if each.parent_id is None
    ]
    record(
        viewer, AuditVerb.LIST, "comment", [each.public_id for each in found], audience=found[0].audience_id if found else None
    )
    return Talk(kind, public_id, total, threads, earlier, page, pages, draft or "", under)


def comment_of(viewer: Viewer, public_id: uuid.UUID) -> Comment:
    """One comment with all that belongs to it, its reading recorded. Raises `Hidden`."""
    found = with_all(Comment.objects.filter(public_id=public_id), viewer).first()
    if found is None:
        raise Hidden
    record(viewer, AuditVerb.READ, "comment", [found.public_id], audience=found.audience_id)
    return found


def versions_of(viewer: Viewer, comment: Comment) -> list[Said]:
    """A comment as it was first written and each correction of it, oldest first; none of one that was withdrawn."""
    (now,) = said(viewer, [comment])
    if now.withdrawn_at is not None:
        return []
    later = CommentCorrection.objects.filter(comment=comment).order_by("number")
    texts = [(comment.text, comment.written_at), *((each.text, each.corrected_at) for each in later)]
    known = set(comment.known)  # type: ignore[attr-defined]
    return [
        replace(now, text=text, written_at=at, beginning=_shown(parts(text, {}), known, comment.called, {}), rest=())  # type: ignore[attr-defined]
        for text, at in texts
    ]


def with_all(rows: QuerySet[Comment], viewer: Viewer) -> QuerySet[Comment]:
    """Each comment with its latest version, whom it calls for, and of whom the viewer may know the code: in one query."""
    circles = RawSQL("select user_id from manara_members()", [])
    near = Q(author_id=viewer.user_id) | Q(author__agency_id=viewer.agency_id) | Q(author_id__in=circles)
    latest = CommentCorrection.objects.filter(comment=OuterRef("pk")).order_by("-number")
    called = CommentMention.objects.filter(comment=OuterRef("pk")).annotate(called=Lower("user__code")).order_by("pk")
    known = called.filter(Q(user_id=viewer.user_id) | Q(user__agency_id=viewer.agency_id) | Q(user_id__in=circles))
    return rows.select_related("author__agency", "withdrawal").annotate(
        is_near=ExpressionWrapper(near, output_field=BooleanField()),
        latest_text=Subquery(latest.values("text")[:1]),
        latest_language=Subquery(latest.values("language")[:1]),
        latest_at=Subquery(latest.values("corrected_at")[:1]),
        called=ArraySubquery(called.values("called")),
        known=ArraySubquery(known.values("called")),
    )


def said(viewer: Viewer, comments: Sequence[Comment], *, only_beginning: int = 0) -> Iterator[Said]:
    """The comments of `with_all` as the viewer reads them; links lead on where he may see what they lead to."""
    kinds = kinds_by_address()
    cut = [_cut(each, kinds, only_beginning) for each in comments]
    links = list(dict.fromkeys(_links(part for both in cut for some in both for part in some)))[:LINKS]
    led_to = named_all(viewer, links) if links else {}
    for kind in {kind for kind, _id in led_to}:
        record(viewer, AuditVerb.LIST, kind, [public_id for each, public_id in led_to if each == kind], fields=["title"])
    for comment, (beginning, rest) in zip(comments, cut, strict=True):
        withdrawal = getattr(comment, "withdrawal", None)
        known, called = set(comment.known), set(comment.called)  # type: ignore[attr-defined]
        yield Said(
            public_id=comment.public_id,
            subject=(comment.subject_kind, comment.subject_id),
            audience=comment.audience_id,
            author=comment.author.code if comment.is_near else "",  # type: ignore[attr-defined]
            agency=comment.author.agency,
            mine=comment.author_id == viewer.user_id,
            written_at=comment.written_at,
            corrected_at=comment.latest_at,  # type: ignore[attr-defined]
            withdrawn_at=withdrawal.withdrawn_at if withdrawal else None,
            reason=withdrawal.reason if withdrawal else "",
            language=_latest(comment, "language"),
            text="" if withdrawal else _latest(comment, "text"),
            beginning=_shown(beginning, known, called, led_to),
            rest=_shown(rest, known, called, led_to),
        )


def _latest(comment: Comment, name: str) -> str:
    latest = getattr(comment, f"latest_{name}")
    return str(getattr(comment, name) if latest is None else latest)


def _cut(comment: Comment, kinds: dict[str, str], only_beginning: int) -> tuple[list[Part], list[Part]]:
    if getattr(comment, "withdrawal", None) is not None:
        return [], []
    text = _latest(comment, "text")
    if only_beginning:
        shown, more = folded(text, only_beginning)
        return parts(shown.rstrip() + "…" if more else shown, kinds), []
    shown, more = folded(text)
    return parts(shown, kinds), parts(more, kinds)


def _links(cut: Iterable[Part]) -> Iterator[tuple[str, uuid.UUID]]:
    for part in cut:
        if part.kind and part.public_id:
            yield part.kind, part.public_id


def _shown(
    cut: Sequence[Part], known: set[str], called: Iterable[str], led_to: dict[tuple[str, uuid.UUID], Named]
) -> list[Stretch]:
    called = set(called)
    shown = []
    for part in cut:
        thing = led_to.get((part.kind, part.public_id)) if part.public_id else None
        if thing is not None:
            shown.append(Stretch(thing.title, url=thing.url, kind=part.kind))
        elif part.code in called:
            # A colleague of a circle that is not the reader's has no code for him.
            shown.append(Stretch(part.text if part.code in known else "", mention=True))
        else:
            shown.append(Stretch(part.text))
    return shown
