"""Recomputes the sealed log from its events and names whatever was changed, removed, inserted or signed by nobody here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from django.db import connection
from django.utils import timezone

from manara.foundation.audit import checkpoint
from manara.foundation.audit.leaves import leaves_of
from manara.foundation.audit.reading import whole_log
from manara.foundation.audit.signing import TreeHead, is_ours
from manara.foundation.engine.merkle import HASH, Frontier
from manara.foundation.models import AuditSeal

# An event can wait this long before it is said that nobody seals.
OVERDUE = timedelta(seconds=60)
# An event older than this against the batch before its own was written after the fact.
BACKDATED = timedelta(minutes=10)
NAMED = 100

_UNSEALED = f"""
select event.public_id::text from foundation_auditevent event
left join (select unnest(events) as id from foundation_auditseal) sealed on sealed.id = event.id
left join foundation_auditwaiting waiting on waiting.event = event.id
where sealed.id is null and waiting.event is null order by event.id limit {NAMED}
"""  # noqa: S608
_GONE = f"""
select waiting.event::text from foundation_auditwaiting waiting
left join foundation_auditevent event on event.id = waiting.event where event.id is null limit {NAMED}
"""  # noqa: S608
_WAITING = """
select count(*), min(event.at) from foundation_auditwaiting waiting join foundation_auditevent event on event.id = waiting.event
"""


@dataclass(frozen=True)
class Trouble:
    """One thing that is not as it was sealed: what, in the batch that ends at `size`, and which events.

    Kinds: changed, removed, inserted, backdated (events by their public number, removed ones by their place in the
    database); batch (its leaves and its root differ), gap (batches are missing before it), signature, cut.
    """

    kind: str
    size: int
    events: tuple[str, ...] = ()


@dataclass(frozen=True)
class Checked:
    """A stretch of the log that was recomputed: up to which size, what was found, and whether that was its end."""

    size: int
    troubles: tuple[Trouble, ...]
    finished: bool


@dataclass(frozen=True)
class Summary:
    """The log at a glance: how many events are sealed, since when, how many wait and since when, and what is wrong."""

    size: int
    sealed_at: datetime | None
    node: str
    root: bytes
    waiting: int
    oldest_waiting: datetime | None
    troubles: tuple[Trouble, ...]

    @property
    def is_overdue(self) -> bool:
        """Whether events wait longer than they should: the sealer doesn't run."""
        return self.oldest_waiting is not None and timezone.now() - self.oldest_waiting > OVERDUE

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong with the head of the log."""
        return not self.troubles and not self.is_overdue


def verify() -> tuple[Trouble, ...]:
    """Everything that is wrong with the log; nothing when it holds."""
    return check().troubles


def check(after: int = 0, *, seconds: float | None = None) -> Checked:
    """Recompute the batches after the one that ends at `after`, for about `seconds`, or all of them.

    It begins at the frontier kept with that batch, which its signed root vouches for.
    """
    began = monotonic()
    troubles: list[Trouble] = []
    with whole_log():
        frontier, before = _begun(after)
        seals: Any = AuditSeal.objects.filter(size__gt=after).order_by("size").iterator(chunk_size=20)
        for seal in seals:
            troubles += _of_batch(seal, frontier, before)
            frontier, before = _after(seal), seal.sealed_at
            if seconds is not None and monotonic() - began > seconds:
                seals.close()
                return Checked(seal.size, tuple(troubles), finished=False)
        troubles += _of_the_whole(frontier.size)
    return Checked(frontier.size, tuple(troubles), finished=True)


def summary() -> Summary:
    """The log's state without recomputing it: its last head, what waits, and whether head and checkpoint agree."""
    with whole_log():
        last = AuditSeal.objects.order_by("-size").defer("events", "leaves").first()
        with connection.cursor() as cursor:
            cursor.execute(_WAITING)
            waiting, oldest = cursor.fetchone()
        troubles = [*(_of_head(last) if last else ()), *_of_checkpoint()]
    return Summary(
        size=last.size if last else 0,
        sealed_at=last.sealed_at if last else None,
        node=last.node if last else "",
        root=bytes(last.root) if last else b"",
        waiting=waiting,
        oldest_waiting=oldest,
        troubles=tuple(troubles),
    )


def _begun(after: int) -> tuple[Frontier, datetime | None]:
    seal = AuditSeal.objects.filter(size=after).defer("events", "leaves").first() if after else None
    return (_after(seal), seal.sealed_at) if seal else (Frontier(), None)


def _after(seal: AuditSeal) -> Frontier:
    try:
        return Frontier.unpacked(seal.size, bytes(seal.frontier))
    except ValueError:
        # Told of by its own batch; with any frontier of this size the next one is compared and fails as well.
        return Frontier(seal.size, (bytes(HASH),) * seal.size.bit_count())


def _of_batch(seal: AuditSeal, frontier: Frontier, before: datetime | None) -> Iterator[Trouble]:
    packed = bytes(seal.leaves)
    leaves = [packed[at : at + HASH] for at in range(0, len(packed), HASH)]
    if seal.size - len(leaves) != frontier.size:
        yield Trouble("gap", seal.size)
    else:
        grown = frontier.grown(leaves)
        if grown.root != bytes(seal.root) or grown.packed() != bytes(seal.frontier):
            yield Trouble("batch", seal.size)
    if len(leaves) != len(seal.events):
        yield Trouble("batch", seal.size)
    yield from _of_head(seal)
    yield from _of_events(seal, leaves, before)


def _of_head(seal: AuditSeal) -> Iterator[Trouble]:
    head = TreeHead(seal.size, bytes(seal.root), seal.sealed_at, seal.node)
    if not is_ours(head, bytes(seal.signature)):
        yield Trouble("signature", seal.size)


def _of_events(seal: AuditSeal, leaves: list[bytes], before: datetime | None) -> Iterator[Trouble]:
    found = leaves_of(seal.events)
    removed = tuple(str(number) for number in seal.events if number not in found)
    sealed = [(found[number], leaf) for number, leaf in zip(seal.events, leaves, strict=False) if number in found]
    changed = tuple(public for (public, _, now), leaf in sealed if now != leaf)
    late = tuple(public for (public, at, _), _leaf in sealed if before and before - at > BACKDATED)
    for kind, events in (("removed", removed), ("changed", changed), ("backdated", late)):
        if events:
            yield Trouble(kind, seal.size, events[:NAMED])


def _of_the_whole(size: int) -> Iterator[Trouble]:
    with connection.cursor() as cursor:
        for kind, statement in (("inserted", _UNSEALED), ("removed", _GONE)):
            cursor.execute(statement)
            if events := tuple(row[0] for row in cursor.fetchall()):
                yield Trouble(kind, size, events)
    yield from _of_checkpoint()


def _of_checkpoint() -> Iterator[Trouble]:
    # The file is read first: it is written after its seal is kept, so a sealer at work never looks like a cut.
    kept = checkpoint.kept()
    if kept is None:
        return
    same = AuditSeal.objects.filter(size=kept.size).values_list("root", flat=True).first()
    if same is None or bytes(same) != kept.root:
        yield Trouble("cut", kept.size)
