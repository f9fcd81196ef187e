"""A killed database: it is started again by the node itself, and what was confirmed before is there."""

from __future__ import annotations

from typing import Any

from tests.faults.at_a_desk import filled, new_draft
from tests.faults.conftest import Made
from tests.faults.importing import same_as_uninterrupted, set_going, until_done, until_midway
from tests.faults.struck_node import StruckNode, until
from tests.faults.test_killed_web import confirmed, kept_versions, more, writing

AGAIN_WITHIN = 20  # seconds after which pages answer again


def test_drafts_reports_and_reads_outlive_a_killed_database(node: StruckNode, made: Made) -> None:
    desk = made.desk(node)
    handed_in = desk.post(new_draft(desk), filled(made.circle(), "Seen before the blow"))
    assert handed_in.status == 302, handed_in.body
    read = desk.get(handed_in.place)
    assert read.status == 200
    draft = new_draft(desk)
    with writing(desk, draft) as writers:
        struck = node.database()
        node.strike(struck)
        until(lambda: node.health() == "answers 503", "health saying so")
        until(lambda: node.database() not in (0, struck), "another database", AGAIN_WITHIN)
        until(lambda: node.health() == "ok", "health", AGAIN_WITHIN)
        until(lambda: desk.get("/drafts/").status == 200, "a page", AGAIN_WITHIN)
        more(writers)
    missed = [status for writer in writers for status in writer.refused]
    assert set(missed) <= {503, 500}
    assert sum(w.broken for w in writers) + len(missed) > 0, "the blow was felt"
    assert kept_versions(node, draft) >= confirmed(writers)
    again = desk.get(handed_in.place)
    assert again.status == 200
    assert "Seen before the blow" in again.body
    events = node.asked(
        "select verb from foundation_auditevent where request_id in (%s, %s)", handed_in.request_id, read.request_id
    )
    assert {verb for (verb,) in events} >= {"create", "read"}, "who did and read what was confirmed stands in the log"


def test_an_import_goes_on_by_itself_after_a_killed_database(
    node: StruckNode, made: Made, uninterrupted: dict[str, Any]
) -> None:
    desk = made.desk(node)
    set_going(desk, made.imported)
    until_midway(node, made.imported)
    struck = node.database()
    node.strike(struck)
    until(lambda: node.database() not in (0, struck), "another database", AGAIN_WITHIN)
    until(lambda: node.health() == "ok", "health", AGAIN_WITHIN)
    until_done(node, made.imported)
    same_as_uninterrupted(node, made.imported, uninterrupted)
