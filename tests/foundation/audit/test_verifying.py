"""Verification: whatever is done to the log past the product, by whoever owns the database, is named."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from manara.foundation import audit
from manara.foundation.actions.record import record, record_entry
from manara.foundation.audit import checkpoint, sealer
from manara.foundation.audit.leaves import encoded
from manara.foundation.audit.reading import whole_log
from manara.foundation.audit.verify import check
from manara.foundation.models import AuditEvent, AuditSeal
from tests.foundation.people import at_work, person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def events() -> list[AuditEvent]:
    """Nine sealed events in three batches."""
    checkpoint.place().unlink(missing_ok=True)
    for _ in range(3):
        for _ in range(3):
            record_entry(None, "refused", code="E-0000")
        sealer.seal_batch()
    assert audit.verify() == ()
    with whole_log():
        return list(AuditEvent.objects.order_by("pk"))


def kinds() -> list[tuple[str, int, tuple[str, ...]]]:
    return [(trouble.kind, trouble.size, trouble.events) for trouble in audit.verify()]


@pytest.mark.parametrize(
    "change",
    [
        "actor_code = 'E-0001'", "verb = 'read'", "purpose = 'x'", "at = at + interval '1 second'", "object_count = 2",
        "object_ids = array[gen_random_uuid()]", "fields = '{title}'", "object_type = 'report'", "audience_id = 1",
        "request_id = gen_random_uuid()", "sealed_detail = sealed_detail || '\\x00'", "sealed_detail = null",
    ],
)  # fmt: skip
def test_a_changed_event_is_named(events: list[AuditEvent], owner_connection: Any, change: str) -> None:
    owner_connection.execute(f"update foundation_auditevent set {change} where id = %s", [events[4].pk])
    assert kinds() == [("changed", 6, (str(events[4].public_id),))]


def test_a_removed_event_is_named(events: list[AuditEvent], owner_connection: Any) -> None:
    owner_connection.execute("delete from foundation_auditevent where id = %s", [events[0].pk])
    assert kinds() == [("removed", 3, (str(events[0].pk),))]


def test_an_event_removed_before_it_was_sealed_is_named(events: list[AuditEvent], owner_connection: Any) -> None:
    record_entry(None, "refused", code="E-0000")
    removed = "delete from foundation_auditevent where id > %s returning id"
    (number,) = owner_connection.execute(removed, [events[-1].pk]).fetchone()
    assert kinds() == [("removed", 9, (str(number),))]


def test_an_event_written_past_the_trigger_is_named(events: list[AuditEvent], owner_connection: Any) -> None:
    record_entry(None, "refused", code="E-0000")
    owner_connection.execute("delete from foundation_auditwaiting")
    with whole_log():
        inserted = AuditEvent.objects.latest("pk")
    assert kinds() == [("inserted", 9, (str(inserted.public_id),))]


def test_an_event_written_after_the_fact_is_named(events: list[AuditEvent], owner_connection: Any) -> None:
    record_entry(None, "refused", code="E-0000")
    (public,) = owner_connection.execute(
        "update foundation_auditevent set at = at - interval '1 day' where id > %s returning public_id::text", [events[-1].pk]
    ).fetchone()
    sealer.seal_batch()
    assert kinds() == [("backdated", 10, (public,))]


def test_a_changed_event_whose_leaf_was_forged_too_breaks_its_batch(
    events: list[AuditEvent], owner_connection: Any
) -> None:
    owner_connection.execute("update foundation_auditevent set purpose = 'x' where id = %s", [events[4].pk])
    owner_connection.execute("update foundation_auditseal set leaves = overlay(leaves placing '\\x00' from 40) where size = 6")
    assert [kind for kind, size, _ in kinds() if size == 6] == ["batch", "changed"]


def test_a_batch_forged_with_its_root_lacks_our_signature(events: list[AuditEvent], owner_connection: Any) -> None:
    owner_connection.execute("update foundation_auditseal set root = sha256('x') where size = 9")
    assert ("signature", 9, ()) in kinds()


def test_a_batch_signed_by_another_node_is_named(events: list[AuditEvent], owner_connection: Any) -> None:
    owner_connection.execute("update foundation_auditseal set node = repeat('0', 32) where size = 3")
    assert kinds() == [("signature", 3, ())]


def test_a_batch_taken_out_of_the_middle_is_named(events: list[AuditEvent], owner_connection: Any) -> None:
    owner_connection.execute("delete from foundation_auditseal where size = 6")
    assert kinds() == [("gap", 9, ()), ("inserted", 9, tuple(str(event.public_id) for event in events[3:6]))]


def test_a_log_cut_at_its_end_is_named(events: list[AuditEvent], owner_connection: Any) -> None:
    owner_connection.execute("delete from foundation_auditevent where id >= %s", [events[6].pk])
    owner_connection.execute("delete from foundation_auditseal where size = 9")
    assert kinds() == [("cut", 9, ())]
    assert not audit.summary().holds


def test_a_checkpoint_that_this_node_did_not_sign_says_nothing(events: list[AuditEvent]) -> None:
    text = checkpoint.place().read_text("utf-8")
    assert checkpoint.kept() is not None
    for damaged in ("", text.replace("\n9\n", "\n99\n"), text[:30], "\x00"):
        checkpoint.place().write_text(damaged, "utf-8")
        assert checkpoint.kept() is None


def test_a_long_log_is_checked_a_stretch_at_a_time(events: list[AuditEvent], owner_connection: Any) -> None:
    changed = "update foundation_auditevent set purpose = 'x' where id in (%s, %s)"
    owner_connection.execute(changed, [events[1].pk, events[8].pk])
    found, after, stretches = [], 0, 0
    finished = False
    while not finished:
        checked = check(after, seconds=0)
        found += checked.troubles
        after, finished, stretches = checked.size, checked.finished, stretches + 1
    assert stretches == 4
    assert tuple(found) == audit.verify()
    assert [trouble.size for trouble in found] == [3, 9]


def test_the_summary_says_what_waits_and_whether_anybody_seals(events: list[AuditEvent], owner_connection: Any) -> None:
    assert (audit.summary().size, audit.summary().waiting, audit.summary().holds) == (9, 0, True)
    record_entry(None, "refused", code="E-0000")
    assert (audit.summary().waiting, audit.summary().is_overdue) == (1, False)
    owner_connection.execute("update foundation_auditevent set at = at - interval '2 minutes' where id > %s", [events[-1].pk])
    assert audit.summary().is_overdue and not audit.summary().holds


def test_an_empty_log_holds() -> None:
    checkpoint.place().unlink(missing_ok=True)
    assert audit.verify() == ()
    assert audit.summary().holds and audit.summary().sealed_at is None


@pytest.mark.parametrize("role", ["investigator", "auditor", "administrator"])
@pytest.mark.parametrize("table", ["foundation_auditevent", "foundation_auditseal"])
def test_the_application_can_not_rewrite_the_log(events: list[AuditEvent], table: str, role: str) -> None:
    user = person(role)
    for statement in (f"update {table} set id = id", f"delete from {table}", f"truncate {table}"):
        with pytest.raises(DatabaseError, match="permission denied"), at_work(user), connection.cursor() as cursor:
            cursor.execute(statement)
    with whole_log():
        assert AuditEvent.objects.count() == 9 and AuditSeal.objects.count() == 3


def test_the_application_can_not_take_an_event_out_of_those_that_wait(events: list[AuditEvent]) -> None:
    record_entry(None, "refused", code="E-0000")
    with at_work(person()), connection.cursor() as cursor:
        cursor.execute("delete from foundation_auditwaiting")
        assert cursor.rowcount == 0
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("insert into foundation_auditwaiting values (1)")
    assert sealer.seal_batch() == 1


def test_to_read_the_whole_log_is_over_with_its_block() -> None:
    with at_work(person()) as viewer:
        record(viewer, "read", "report", [uuid.uuid4()])
        with whole_log():
            assert AuditEvent.objects.exists()
        assert not AuditEvent.objects.exists()


def test_the_leaf_of_an_event_never_changes_its_form() -> None:
    number = uuid.UUID(int=1)
    row = (
        7, number, datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=UTC), 3, "E-0417", "read", "report", [number], 1, ["title"], "قضية",
        None, 5, b"sealed", None,
    )  # fmt: skip
    expected = (
        '[1,7,"00000000-0000-0000-0000-000000000001","2026-01-02T03:04:05.000006+00:00",3,"E-0417","read","report",'
        '["00000000-0000-0000-0000-000000000001"],1,["title"],"قضية",null,5,'
        f'"{sha256(b"sealed").hexdigest()}"]'
    )
    assert encoded(row).decode() == expected
    by_token = encoded((*row[:-1], uuid.UUID(int=9))).decode()
    assert by_token == expected.replace("[1,", "[2,", 1)[:-1] + ',"00000000-0000-0000-0000-000000000009"]'
