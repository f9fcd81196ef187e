"""The sealer: everything committed is sealed once, in any order of commits, quickly, and beside whoever else is at work."""

from __future__ import annotations

import threading
import uuid
from time import monotonic, process_time
from typing import Any

import psycopg
import pytest
from django.db import connection, connections, transaction

from manara.foundation import audit
from manara.foundation.actions.record import record, record_entry
from manara.foundation.audit import checkpoint, sealer
from manara.foundation.audit.reading import whole_log
from manara.foundation.audit.signing import TreeHead, is_ours, public_key
from manara.foundation.models import AuditEvent, AuditSeal
from tests.foundation.people import at_work, person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def no_checkpoint() -> None:
    checkpoint.place().unlink(missing_ok=True)


def seals() -> list[AuditSeal]:
    with whole_log():
        return list(AuditSeal.objects.order_by("size"))


def write(count: int = 1) -> None:
    for _ in range(count):
        record_entry(None, "refused", code="E-0000")


def test_what_is_committed_is_sealed_once_and_in_sequence() -> None:
    write(3)
    assert sealer.seal_batch() == 3
    assert sealer.seal_batch() == 0
    write(2)
    assert sealer.seal_batch() == 2
    first, second = seals()
    assert (first.size, second.size) == (3, 5)
    assert sorted(first.events) == first.events and first.events[-1] < second.events[0]
    assert audit.verify() == ()


def test_an_event_that_commits_late_with_a_lower_number_is_not_lost(database_server: Any) -> None:
    number = uuid.uuid4()
    with psycopg.connect(**{**database_server.owner_dsn}) as slow:
        slow.execute(
            "insert into foundation_auditevent (public_id, at, actor_code, verb, object_type, object_ids, object_count, "
            "fields, purpose) values (%s, clock_timestamp(), '', 'read', 'report', '{}', 0, '{}', '')",
            [number],
        )
        write(2)  # begun later, with higher numbers, committed first
        assert sealer.seal_batch() == 2
        assert sealer.seal_batch() == 0
        slow.commit()
    assert sealer.seal_batch() == 1
    first, second = seals()
    assert second.events[0] < first.events[0]
    with whole_log():
        assert str(AuditEvent.objects.get(pk=second.events[0]).public_id) == str(number)
    assert audit.verify() == ()


def test_what_was_undone_is_not_sealed() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        write()
        raise ZeroDivisionError
    write()
    assert sealer.seal_batch() == 1
    assert audit.verify() == ()


def test_a_large_backlog_is_sealed_in_batches() -> None:
    write(7)
    assert [sealer.seal_batch(3) for _ in range(4)] == [3, 3, 1, 0]
    assert [seal.size for seal in seals()] == [3, 6, 7]
    assert audit.verify() == ()


def test_two_sealers_make_one_tree() -> None:
    write(4)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(6841, 1)")  # another sealer is at a batch
        done: list[int] = []

        def other() -> None:
            done.append(sealer.seal_batch())
            connections["default"].close()

        thread = threading.Thread(target=other)
        thread.start()
        thread.join(timeout=20)
        assert done == [0]
    assert sealer.seal_batch() == 4


def test_requests_go_on_while_a_batch_is_sealed(database_server: Any) -> None:
    write(2)
    user = person()
    with psycopg.connect(**database_server.owner_dsn) as busy:
        # The sealer's whole batch, not yet committed: its lock, its seal and its deletions.
        busy.execute("select pg_advisory_xact_lock(6841, 1)")
        busy.execute("delete from foundation_auditwaiting")
        with connection.cursor() as cursor:
            cursor.execute("set lock_timeout = '500ms'")
        with at_work(user) as viewer:
            record(viewer, "read", "report", [uuid.uuid4()])
        with connection.cursor() as cursor:
            cursor.execute("set lock_timeout = 0")
        busy.rollback()


def test_the_head_is_signed_and_kept_beside_the_database() -> None:
    write(2)
    sealer.seal_batch()
    (seal,) = seals()
    head = TreeHead(seal.size, bytes(seal.root), seal.sealed_at, seal.node)
    assert is_ours(head, bytes(seal.signature))
    assert not is_ours(TreeHead(3, head.root, head.at, head.node), bytes(seal.signature))
    assert checkpoint.kept() == head
    assert checkpoint.place().stat().st_mode & 0o077 == 0
    assert len(public_key()) == 32


def test_a_full_disk_beside_the_database_does_not_stop_the_sealing(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(checkpoint, "keep", full)
    write()
    assert sealer.seal_batch() == 1
    assert checkpoint.kept() is None
    assert audit.verify() == ()


def test_nothing_is_sealed_on_top_of_a_broken_seal(owner_connection: Any) -> None:
    write()
    sealer.seal_batch()
    owner_connection.execute("update foundation_auditseal set frontier = root, root = sha256('x')")
    write()
    with pytest.raises(sealer.LogBroken):
        sealer.seal_batch()
    assert len(seals()) == 1


def test_the_process_seals_within_two_seconds_and_what_is_left_at_its_end() -> None:
    stop = threading.Event()
    thread = threading.Thread(target=sealer.run, args=(stop,))
    thread.start()
    try:
        write(3)
        began = monotonic()
        while monotonic() - began < 10 and not seals():
            stop.wait(0.05)
        assert monotonic() - began < 2
        write(1)
    finally:
        stop.set()
        thread.join(timeout=20)
    assert seals()[-1].size == 4
    assert audit.summary().waiting == 0


def test_the_process_outlives_a_failure(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(sealer, "signed", lambda head: 1 / 0)
    write()
    sealer.seal_all()
    assert "could not be sealed" in caplog.text
    assert seals() == []
    monkeypatch.undo()
    sealer.seal_all()
    assert len(seals()) == 1


def test_five_thousand_events_are_sealed_within_two_seconds(owner_connection: Any) -> None:
    owner_connection.execute(
        "insert into foundation_auditevent (public_id, at, actor_code, verb, object_type, object_ids, object_count, fields, "
        "purpose) select gen_random_uuid(), clock_timestamp(), 'E-0001', 'list', 'report', "
        "array[gen_random_uuid(), gen_random_uuid()], 2, '{title}', 'SOM-2026-031' from generate_series(1, 5000)"
    )
    began = process_time()
    assert sealer.seal_batch() == 5000
    # The processor's seconds, not the clock's: a busy machine makes nobody's sealing slower, though its own work does.
    assert process_time() - began <= 2
    assert audit.verify() == ()
