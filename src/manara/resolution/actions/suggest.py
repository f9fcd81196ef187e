"""Compares what came with what is known, batch by batch: what is worth a look is kept, and the rule judges where it may."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import orjson
from django.db import connection, transaction
from django.utils import timezone

from manara.foundation.access import Ability, Refused, Viewer, audience_of
from manara.foundation.actions.start_job import resume_job, start_job
from manara.foundation.jobs import Worked, works
from manara.foundation.jobs.queue import OPEN_STATES
from manara.foundation.models import Job
from manara.intake.models import Entity
from manara.resolution.actions.apply_rule import apply_rule
from manara.resolution.actions.deconflict import deconflict
from manara.resolution.engine.evidence import Known, Weighed
from manara.resolution.engine.names import compare_many
from manara.resolution.engine.weighing import weighed, weight_of, worth
from manara.resolution.models import Comparing
from manara.resolution.queries.comparable import left, newest, pairs
from manara.resolution.queries.compared import Gathered, gathered

BATCH: Final = 100
# Numbers are taken before they are kept: what was on its way at the last comparison lies among the last of then.
LOOKED_BACK: Final = 2_000
# Less probable than this is not worth a person's time.
LEAST: Final = 0.01
# A name that is surely another one is not weighed further, unless an identifier brought the two together.
LEAST_NAME: Final = 0.2


def start_comparing(viewer: Viewer) -> Job | None:
    """Compare what came since the viewer's last comparison; a second click changes nothing. None where he sees nothing.

    Raises `Refused`.
    """
    if not viewer.may(Ability.JUDGE):
        raise Refused(Ability.JUDGE)
    if not viewer.circles:
        return None
    with transaction.atomic():
        mine, _made = Comparing.objects.select_for_update(of=("self",)).get_or_create(user_id=viewer.user_id)
        if mine.job is not None and mine.job.state in OPEN_STATES:
            resume_job(viewer, mine.job)
            return mine.job
        mine.last_entity, mine.found = max(0, mine.last_entity - LOOKED_BACK), 0
        total = left(mine.last_entity)
        audience = audience_of([viewer.circles[0]])
        mine.job = start_job(viewer, kind="compare", subject=mine.public_id, audience=audience, total=total)
        mine.save()
    return mine.job


@works("compare")
def compare_batch(viewer: Viewer, job: Job) -> Worked:
    """The next persons of a comparison; what they suggest and how far it is are kept together."""
    mine = Comparing.objects.select_for_update(of=("self",)).get(public_id=job.subject)
    chosen = newest(mine.last_entity, most=BATCH)
    if chosen:
        mine.found += suggest(viewer, chosen)
        mine.last_entity = chosen[-1]
        mine.save()
    done = job.done + len(chosen)
    return Worked(done, max(job.total or 0, done), len(chosen) < BATCH)


def suggest(viewer: Viewer, entities: Sequence[int]) -> int:
    """Compare these persons with all that share a key with them; how many suggestions were kept.

    What the rule in force may judge alone is judged by it; of the rest, what is worth a look is suggested.
    """
    found = pairs(entities)
    said = gathered({number for pair in found for number in pair})
    known = {number: each.known() for number, each in said.items()}
    likely = [(one, other) for one, other in found if _worth_weighing(known[one], known[other])]
    weights = {pair: weighed(known[pair[0]], known[pair[1]]) for pair in _alike(likely, known)}
    kept = {pair: each for pair, each in weights.items() if each.probability >= LEAST}
    ruled = apply_rule(viewer, kept, said)
    _keep({pair: each for pair, each in kept.items() if pair not in ruled}, known, said)
    _drop([pair for pair in found if pair not in kept])
    deconflict(entities)
    return len(kept) - len(ruled)


def _worth_weighing(one: Known, other: Known) -> bool:
    return bool(one.names and other.names)


def _alike(found: Sequence[tuple[int, int]], known: Mapping[int, Known]) -> list[tuple[int, int]]:
    """Those whose names may be one, or who share a paper or a number; all names compared in one go."""
    spelt = [
        (at, a, b)
        for at, (one, other) in enumerate(found)
        for a in known[one].names[:4]
        for b in known[other].names[:4]
    ]
    if not spelt:
        return []
    likely = compare_many([a for _at, a, _b in spelt], [b for _at, _a, b in spelt])
    alike = {at for (at, _a, _b), probability in zip(spelt, likely, strict=True) if probability >= LEAST_NAME}
    return [pair for at, pair in enumerate(found) if at in alike or _share(known[pair[0]], known[pair[1]])]


def _share(one: Known, other: Known) -> bool:
    return bool({each.number for each in one.documents} & {each.number for each in other.documents})


_UPSERT = """
insert into resolution_suggestion (public_id, one_id, other_id, audience_id, other_audience_id, bits, probability, worth,
                                   evidence, known, weighed_at)
values (gen_random_uuid(), %s, %s, %s, %s, %s, %s, %s, %s::jsonb, %s, %s)
on conflict (one_id, other_id) do update set bits = excluded.bits, probability = excluded.probability,
  worth = excluded.worth, evidence = excluded.evidence, known = excluded.known, weighed_at = excluded.weighed_at
"""


def _keep(found: Mapping[tuple[int, int], Weighed], known: Mapping[int, Known], said: Mapping[int, Gathered]) -> None:
    if not found:
        return
    numbers = {number for pair in found for number in pair}
    audiences = dict(Entity.objects.filter(pk__in=numbers).values_list("pk", "audience_id"))
    now = timezone.now()
    rows = []
    for (one, other), each in sorted(found.items()):
        weight = weight_of(each, known[one], known[other])
        hangs = said[one].ties + said[other].ties
        rows.append(
            (one, other, audiences[one], audiences[other], weight.bits, weight.probability,
             worth(weight.probability, neighbours=hangs), orjson.dumps(weight.told).decode(), weight.known, now)
        )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.executemany(_UPSERT, rows)


def _drop(found: Sequence[tuple[int, int]]) -> None:
    """What was suggested once and is no longer worth a look, now that more is said."""
    if found:
        with connection.cursor() as cursor:
            cursor.execute(
                "delete from resolution_suggestion s using unnest(%s::bigint[], %s::bigint[]) as gone (one, other) "
                "where s.one_id = gone.one and s.other_id = gone.other",
                [[one for one, _other in found], [other for _one, other in found]],
            )
