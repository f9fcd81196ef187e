"""Two source entities opened beside each other, and the judgement that stands between them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from manara.foundation.access import Hidden
from manara.intake.models import Entity
from manara.resolution.engine.evidence import FAMILY_OF
from manara.resolution.models import Judgement, SecondOpinion
from manara.resolution.queries.identity import Identity
from manara.resolution.queries.judgements import every

# Of what two source entities can be told to be one: parties and the things that no single number defines. A phone, a
# device and an account are one by their number and never by judgement: who mistyped one corrects the report.
JUDGED_SCHEMAS = frozenset({"Person", *FAMILY_OF})


class NoPair(ValueError):
    """Nothing to judge: one entity twice, two of different kinds, or things that a number makes one already."""


def pair(left: uuid.UUID, right: uuid.UUID) -> tuple[Entity, Entity]:
    """Both entities, as they were asked for. Raises `Hidden` unless the viewer sees both, `NoPair`."""
    found = {each.public_id: each for each in Entity.objects.filter(public_id__in=[left, right])}
    if left not in found or right not in found:
        raise Hidden
    if not may_be_one(found[left], found[right]):
        raise NoPair
    return found[left], found[right]


def may_be_one(left: Entity, right: Entity) -> bool:
    """Whether two entities are of one kind that takes a judgement."""
    return (
        left.pk != right.pk and left.schema == right.schema and left.schema in JUDGED_SCHEMAS
        and not left.identity_key and not right.identity_key
    )  # fmt: skip


def can_be_compared(it: Identity) -> bool:
    """Whether it is of a kind that takes a judgement, and no number makes it one with others already."""
    return it.opened.schema in JUDGED_SCHEMAS and (not it.opened.identity_key or it.judged)


def standing(one: int, other: int) -> Judgement | None:
    """The judgement of this pair that nobody has undone."""
    first, second = sorted((one, other))
    return every().filter(one=first, other=second, undoing=None).order_by("-number").first()


def judgement_of(address: uuid.UUID) -> Judgement:
    """The judgement with this address, undone or not. Raises `Hidden`."""
    found = every().filter(public_id=address).select_related("undoing__by").first()
    if found is None:
        raise Hidden
    return found


def opinions_of(judgements: Iterable[Judgement]) -> dict[int, list[SecondOpinion]]:
    """Judgement → the second opinions on it, in their order."""
    told: dict[int, list[SecondOpinion]] = {}
    for each in SecondOpinion.objects.filter(judgement__in=list(judgements)).select_related("by").order_by("pk"):
        told.setdefault(each.judgement_id, []).append(each)
    return told
