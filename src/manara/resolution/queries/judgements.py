"""The judgements on an identity's entities, and those that a person looks through: waiting, unsure, lately judged."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal

from django.db.models import Exists, OuterRef, Q, QuerySet

from manara.foundation.access import Viewer
from manara.resolution.models import Judgement, SecondOpinion, Verdict

MOST = 400
ON_A_PAGE = 50
_AGREED = Exists(SecondOpinion.objects.filter(judgement=OuterRef("pk"), agrees=True))
_DENIED = Exists(SecondOpinion.objects.filter(judgement=OuterRef("pk"), agrees=False))


def every() -> QuerySet[Judgement]:
    """All judgements, each with whether somebody else has `agreed` with it or `denied` it."""
    return (
        Judgement.objects.select_related("by__agency", "rule", "one", "other")
        .annotate(agreed=_AGREED, denied=_DENIED)
    )  # fmt: skip


def touching(entities: Collection[int]) -> list[Judgement]:
    """The standing judgements with one of these entities on a side, the newest first."""
    return list(every().filter(Q(one__in=entities) | Q(other__in=entities), undoing=None).order_by("-pk")[:MOST])


def counts(judgement: Judgement) -> bool:
    """Whether it makes its two one: as `judged.COUNTS` asks of the database."""
    said = judgement.verdict == Verdict.SAME
    return said and (not judgement.needs_second or (judgement.agreed and not judgement.denied))  # type: ignore[attr-defined]


def joins_nothing(judgement: Judgement) -> Literal["", "waits", "denied"]:
    """Why “the same” makes nothing one yet, or no more: a second person has not agreed, or disagrees; '' where it does."""
    if judgement.verdict != Verdict.SAME or counts(judgement):
        return ""
    return "denied" if judgement.denied else "waits"  # type: ignore[attr-defined]


def links(judgements: Sequence[Judgement]) -> list[tuple[int, int]]:
    """The pairs that these make one."""
    return [(each.one_id, each.other_id) for each in judgements if counts(each)]


def contradicting(judgements: Sequence[Judgement], members: Collection[int]) -> list[Judgement]:
    """Those by which two of these members are different, though others make them one."""
    inside = set(members)
    return [each for each in judgements if each.verdict == Verdict.DIFFERENT and {each.one_id, each.other_id} <= inside]


def waiting_for_second(viewer: Viewer) -> QuerySet[Judgement]:
    """Standing judgements that make nothing one until somebody else than their judge agrees; never the viewer's own."""
    waiting = every().filter(~_AGREED, ~_DENIED, needs_second=True, undoing=None)
    return waiting.exclude(by=viewer.user_id).order_by("-pk")


def unsure() -> QuerySet[Judgement]:
    """Standing judgements that left it open."""
    return every().filter(verdict=Verdict.UNSURE, undoing=None).order_by("-pk")


def lately() -> QuerySet[Judgement]:
    """All judgements, undone or not, the newest first."""
    return every().select_related("undoing__by").order_by("-pk")
