"""The process that seals the log: within two seconds of their commit, events become leaves under a signed head."""

from __future__ import annotations

import logging
import signal
import threading

from django.db import connection
from django.utils import timezone

from manara.foundation.audit import checkpoint
from manara.foundation.audit.leaves import COLUMNS, encoded
from manara.foundation.audit.reading import whole_log
from manara.foundation.audit.signing import TreeHead, node_name, signed
from manara.foundation.engine.merkle import Frontier, leaf_hash
from manara.foundation.models import AuditSeal

log = logging.getLogger("manara.audit")

PAUSE = 1.0  # seconds between two looks; with the time a batch takes it stays below two
BATCH = 5000

# Held until the batch is kept, by this one lock that no request ever asks for: two sealers never make two trees.
_ALONE = "select pg_try_advisory_xact_lock(6841, 1)"
# What waits was committed: an event of a transaction that ends late, whatever its number, is found when it is there.
_WAITING = f"""
select {", ".join(f"event.{column.strip()}" for column in COLUMNS.split(","))}
from foundation_auditwaiting waiting join foundation_auditevent event on event.id = waiting.event
order by waiting.event limit %s
"""  # noqa: S608
_SEALED = "delete from foundation_auditwaiting where event = any(%s)"


class LogBroken(Exception):
    """The last seal's own parts contradict each other: nothing is sealed on top of it until it has been looked into."""


def run(stop: threading.Event | None = None) -> None:
    """Seal until told to end: by `stop`, or, without one, by SIGTERM or SIGINT; what waits then is sealed first."""
    if stop is None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_, ended=stop: ended.set())
    while not stop.wait(PAUSE):
        seal_all()
    seal_all()
    connection.close()


def seal_all() -> None:
    """Seal what waits now; a failure is logged, nothing of the batch is kept, and the next look tries again."""
    try:
        while seal_batch() == BATCH:
            pass
    except Exception:
        log.exception("the audit log could not be sealed; trying again")
        connection.close()


def seal_batch(limit: int = BATCH) -> int:
    """Seal up to `limit` waiting events in one transaction; returns how many. Raises `LogBroken`."""
    with whole_log(), connection.cursor() as cursor:
        cursor.execute(_ALONE)
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute(_WAITING, [limit])
        rows = cursor.fetchall()
        if not rows:
            return 0
        frontier = _frontier()
        leaves = [leaf_hash(encoded(row)) for row in rows]
        grown = frontier.grown(leaves)
        head = TreeHead(grown.size, grown.root, timezone.now(), node_name())
        signature = signed(head)
        numbers = [row[0] for row in rows]
        AuditSeal.objects.create(
            size=head.size, root=head.root, sealed_at=head.at, node=head.node, signature=signature, events=numbers,
            first_event=numbers[0], last_event=numbers[-1], leaves=b"".join(leaves), frontier=grown.packed(),
        )  # fmt: skip
        cursor.execute(_SEALED, [numbers])
    _keep(head, signature)
    return len(rows)


def _frontier() -> Frontier:
    last = AuditSeal.objects.order_by("-size").values_list("size", "frontier", "root").first()
    if last is None:
        return Frontier()
    size, packed, root = last
    try:
        frontier = Frontier.unpacked(size, bytes(packed))
    except ValueError as problem:
        raise LogBroken(f"the seal of size {size} has lost its frontier") from problem
    if frontier.root != bytes(root):
        raise LogBroken(f"the seal of size {size} does not lead to its root")
    return frontier


def _keep(head: TreeHead, signature: bytes) -> None:
    try:
        checkpoint.keep(head, signature)
    except OSError:
        # The seal is in the database already; the file follows with the next one.
        log.exception("the log's checkpoint file could not be written")
