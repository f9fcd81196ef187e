"""Compares what came with what is known, batch by batch: what is worth a look is kept, and the rule judges where it may."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

import orjson
from django.db import connection, transaction
from django.utils import timezone

from manara.foundation.access import Ability, Refused, Viewer, audience_of
from manara.foundation.actions.start_job import resume_job, start_job
from manara.foundation.jobs import Worked, works
from manara.foundation.jobs.queue import OPEN_STATES
from manara.foundation.models import Job
from manara.resolution.actions.apply_rule import apply_rule
from manara.resolution.actions.deconflict import deconflict
from manara.resolution.engine.evidence import Weighed
from manara.resolution.engine.weighing import Compared, weight_of, worth
from manara.resolution.models import Comparing
from manara.resolution.queries.comparable import left, newest, pairs
from manara.resolution.queries.compared import Gathered, gathered
from manara.resolution.queries.weighing import LEAST, weighed_all

BATCH: Final = 100
# Numbers are taken before they are kept: what was on its way at the last comparison lies among the last of then.
LOOKED_BACK: Final = 2_000


def start_comparing(viewer: Viewer) -> Job | None:
    """Compare what came since the viewer's last comparison; a second click changes nothing. None where he sees nothing.

    Raises `Refused`.
    """
    if not viewer.may(Ability.JUDGE):
        raise Refused(Ability.JUDGE)
    if not viewer.circles:
        return None
    with transaction.atomic():
        begun, _made = Comparing.objects.get_or_create(user_id=viewer.user_id)
        # The job first and then how far it is, as whoever works it off: the other way round each would wait for the other.
        job = Job.objects.select_for_update(of=("self",)).filter(pk=begun.job_id or 0).first()
        mine = Comparing.objects.select_for_update(of=("self",)).get(pk=begun.pk)
        if mine.job_id != begun.job_id:
            return mine.job  # another click began one just now
        if job is not None and job.state in OPEN_STATES:
            resume_job(viewer, job)
            return job
        mine.last_entity, mine.found = max(0, mine.last_entity - LOOKED_BACK), 0
        total = left(mine.last_entity)
        audience = audience_of([viewer.circles[0]])
        mine.job = start_job(viewer, kind="compare", subject=mine.public_id, audience=audience, total=total)
        mine.save()
    return mine.job


@works("compare", background=True)
def compare_batch(viewer: Viewer, job: Job) -> Worked:
    """The next persons and things of a comparison; what they suggest and how far it is are kept together."""
    mine = Comparing.objects.select_for_update(of=("self",)).get(public_id=job.subject)
    chosen = newest(mine.last_entity, most=BATCH)
    if chosen:
        mine.found += suggest(viewer, chosen)
        mine.last_entity = chosen[-1]
        mine.save()
    done = job.done + len(chosen)
    return Worked(done, max(job.total or 0, done), len(chosen) < BATCH)


def suggest(viewer: Viewer, entities: Sequence[int]) -> int:
    """Compare these persons and things with all of their kind that share a key with them; how many suggestions were kept.

    What the rule in force may judge alone is judged by it; of the rest, what is worth a look is suggested.
    """
    found = pairs(entities)
    said = gathered({number for pair in found for number in pair})
    # Of a report that was taken back since, nothing is said any more: what it named is of no kind.
    found = [(one, other) for one, other in found if said[one].schema and said[other].schema]
    known = {number: each.known() for number, each in said.items()}
    weights = weighed_all(found, known)
    kept = {pair: each for pair, each in weights.items() if each.probability >= LEAST}
    ruled = apply_rule(viewer, kept, said)
    _keep({pair: each for pair, each in kept.items() if pair not in ruled}, known, said)
    _drop([pair for pair in found if pair not in kept])
    deconflict(entities)
    return len(kept) - len(ruled)


_UPSERT = """
insert into resolution_suggestion (public_id, one_id, other_id, audience_id, other_audience_id, bits, probability, worth,
                                   evidence, known, weighed_at, schema)
values (gen_random_uuid(), %s, %s, %s, %s, %s, %s, %s, %s::jsonb, %s, %s, %s)
on conflict (one_id, other_id) do update set bits = excluded.bits, probability = excluded.probability,
  worth = excluded.worth, evidence = excluded.evidence, known = excluded.known, weighed_at = excluded.weighed_at
"""


def _keep(found: Mapping[tuple[int, int], Weighed], known: Mapping[int, Compared], said: Mapping[int, Gathered]) -> None:
    if not found:
        return
    audiences = _audiences({number for pair in found for number in pair})
    now = timezone.now()
    rows = []
    for (one, other), each in sorted(found.items()):
        if one not in audiences or other not in audiences:
            continue
        weight = weight_of(each, known[one], known[other])
        hangs = said[one].ties + said[other].ties
        rows.append(
            (one, other, audiences[one], audiences[other], weight.bits, weight.probability,
             worth(weight.probability, neighbours=hangs), orjson.dumps(weight.told).decode(), weight.known, now,
             said[one].schema)
        )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.executemany(_UPSERT, rows)


def _audiences(entities: Collection[int]) -> dict[int, int]:
    """Where these lie now, held there until the end of the batch; whose report was taken back meanwhile is not among them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select id, audience_id from intake_entity where id = any(%s) order by id for key share", [sorted(entities)]
        )
        return dict(cursor.fetchall())


def _drop(found: Sequence[tuple[int, int]]) -> None:
    """What was suggested once and is no longer worth a look, now that more is said."""
    if found:
        with connection.cursor() as cursor:
            cursor.execute(
                "delete from resolution_suggestion s using unnest(%s::bigint[], %s::bigint[]) as gone (one, other) "
                "where s.one_id = gone.one and s.other_id = gone.other",
                [[one for one, _other in found], [other for _one, other in found]],
            )
