"""However a report was passed on, it is taken back with all that was made of it, and no two moves get into each other."""

from __future__ import annotations

import io
import uuid

import pytest
from django.test import Client

from manara.foundation.access import Refused
from manara.foundation.access.reach import again
from manara.foundation.actions.open_circle import context_circle
from manara.foundation.actions.share import AlreadyShared
from manara.foundation.models import Sharing
from manara.intake.actions.attach_file import attach_file
from manara.intake.actions.begin_draft import begin_draft
from manara.intake.actions.release_report import release_report
from manara.intake.actions.retract_report import restore_report, retract_report
from manara.intake.actions.save_draft import save_draft
from manara.intake.actions.share_report import end_sharing, share_report
from manara.intake.actions.submit_draft import submit_draft
from manara.intake.models import Draft, Report, ReportFile, Statement
from tests.foundation.people import at_work, circle

from .conftest import People
from .reporting import hand_in, payload
from .test_pages import Browser, made, text_of
from .test_report_actions import _joint


def released(people: People) -> Report:
    """A report of the police of which one statement was released to the coast guard."""
    with at_work(people.analyst) as viewer:
        report = hand_in(viewer, people.police_circle)
        phone = Statement.objects.get(prop="number")
        release_report(again(viewer), report, people.guard_circle, statements=[phone.pk], title="A number", text="", reason="r")
    return report


def test_a_release_that_its_readers_shared_on_is_taken_back_too(people: People) -> None:
    report, case = released(people), circle(people.outsider)
    with at_work(people.outsider) as viewer:
        share_report(viewer, Report.objects.get(kind="release"), case, reason="for the case")
        assert Statement.objects.count() == 1
    with at_work(people.analyst) as viewer:
        retract_report(viewer, Report.objects.get(pk=report.pk), reason="wrong")
    with at_work(people.outsider):
        assert Statement.objects.count() == 0
        assert Report.objects.get(kind="release").retracted_at is not None
    with at_work(people.analyst) as viewer:
        restore_report(viewer, Report.objects.get(pk=report.pk), reason="right")
    with at_work(people.outsider):
        assert Statement.objects.count() == 1


def test_a_release_of_a_release_is_taken_back_too(people: People) -> None:
    joint = _joint(people)
    third = circle(people.analyst, name="Third")
    with at_work(people.analyst) as viewer:
        report = hand_in(viewer, people.police_circle)
        phone = Statement.objects.get(prop="number")
        once = release_report(again(viewer), report, joint, statements=[phone.pk], title="Once", text="", reason="r")
        viewer = again(viewer)
        first = Report.objects.get(public_id=once.released)
        again_said = Statement.objects.get(report=first)
        release_report(again(viewer), first, third, statements=[again_said.pk], title="Twice", text="", reason="r")
        viewer = again(viewer)
        assert Statement.objects.filter(report__title="Twice").exists()
        retract_report(again(viewer), report, reason="wrong")
        assert Statement.objects.count() == 0
        restore_report(again(viewer), report, reason="right")
        assert Statement.objects.filter(report__title="Twice").exists()


def test_nobody_finds_out_where_a_report_lies_that_was_not_released_from_his(people: People) -> None:
    from django.db import connection

    released(people)
    with at_work(people.outsider), connection.cursor() as cursor:
        made_of_it = Report.objects.get(kind="release").public_id
        for each in (made_of_it, uuid.uuid4()):
            cursor.execute("select manara_released_audience(%s)", [each])
            assert cursor.fetchone()[0] is None


def test_a_sharing_ends_though_its_report_was_reported_again_meanwhile(people: People) -> None:
    joint = _joint(people)
    with at_work(people.analyst) as viewer:
        report = hand_in(viewer, people.police_circle)
        sharing = share_report(again(viewer), report, joint, reason="joint")
        hand_in(again(viewer), people.police_circle)
        end_sharing(again(viewer), report, sharing)
        assert Report.objects.count() == 2
    with at_work(people.outsider):
        assert Report.objects.count() == 0 == Statement.objects.count()


def test_a_move_begins_where_the_report_is_now(people: People) -> None:
    joint, second = _joint(people), circle(people.analyst, name="Second")
    with at_work(people.analyst) as viewer:
        report = hand_in(viewer, people.police_circle)
        stale = Report.objects.get(pk=report.pk)
        sharing = share_report(again(viewer), report, joint, reason="first")
        with pytest.raises(AlreadyShared):
            share_report(again(viewer), Report(pk=stale.pk, **_known(stale)), joint, reason="a second click")
        share_report(again(viewer), Report(pk=stale.pk, **_known(stale)), second, reason="another circle")
        retract_report(again(viewer), report, reason="wrong")
        # Somebody who read the page before the retraction shares or ends: nothing is said again by that.
        end_sharing(again(viewer), Report(pk=stale.pk, **_known(stale)), sharing)
        assert Statement.objects.count() == 0
    with at_work(people.outsider):
        assert Report.objects.count() == 0


def _known(report: Report) -> dict[str, object]:
    names = ("public_id", "audience_id", "source_id", "agency_id", "handling", "retracted_at", "digest")
    return {name: getattr(report, name) for name in names}


def test_a_sharing_is_ended_on_its_own_report(people: People) -> None:
    joint = _joint(people)
    with at_work(people.analyst) as viewer:
        one, other = hand_in(viewer, people.police_circle), hand_in(again(viewer), people.police_circle, title="Another")
        sharing = share_report(again(viewer), one, joint, reason="joint")
        with pytest.raises(ValueError):
            end_sharing(again(viewer), other, sharing)
        assert Sharing.objects.get(pk=sharing.pk).ended_at is None


def test_what_names_persons_never_goes_to_the_circle_that_everyone_reads(people: People) -> None:
    with at_work(people.analyst):
        everyone = context_circle()
    with at_work(people.analyst) as viewer:
        with pytest.raises(Refused):
            hand_in(viewer, everyone)
        report = hand_in(again(viewer), people.police_circle)
        with pytest.raises(Refused):
            share_report(again(viewer), report, everyone, reason="x")
        with pytest.raises(Refused):
            release_report(again(viewer), report, everyone, statements=(), title="", text="all", reason="x")
        with pytest.raises(Refused):
            release_report(again(viewer), report, circle(people.outsider), statements=(), title="", text="all", reason="x")


def test_a_retracted_reports_file_is_not_handed_out(people: People, browser_of: Browser) -> None:
    with at_work(people.analyst) as viewer:
        report = hand_in(viewer, people.police_circle)
        attach_file(again(viewer), report, io.BytesIO(b"photo"), name="p.jpg", size=5)
        number = ReportFile.objects.get(report=report).file.public_id
    browser = browser_of(people.analyst)
    assert browser.get(f"/files/{number}/").status_code == 200
    with at_work(people.analyst) as viewer:
        retract_report(viewer, report, reason="wrong")
    assert browser.get(f"/files/{number}/").status_code == 404


def test_a_file_of_two_reports_stays_with_the_one_that_was_not_taken_back(people: People, browser_of: Browser) -> None:
    with at_work(people.responder) as viewer:
        own = hand_in(viewer, people.police_circle, title="His own")
    with at_work(people.analyst) as viewer:
        one, two = hand_in(viewer, people.police_circle), hand_in(again(viewer), people.police_circle, title="Another")
        for report in (one, two, own):
            attach_file(again(viewer), report, io.BytesIO(b"photo"), name="p.jpg", size=5)
        number = ReportFile.objects.get(report=two).file.public_id
        retract_report(again(viewer), one, reason="wrong")
    browser = browser_of(people.analyst)
    assert browser.get(f"/files/{number}/").status_code == 200
    assert browser_of(people.responder).get(f"/files/{number}/").status_code == 200
    with at_work(people.analyst) as viewer:
        retract_report(viewer, two, reason="wrong")
        retract_report(again(viewer), own, reason="wrong")
    assert browser.get(f"/files/{number}/").status_code == 404


def test_the_versions_of_a_draft_that_became_a_report_are_read_no_more(people: People, browser_of: Browser) -> None:
    with at_work(people.analyst) as viewer:
        draft, viewer = begin_draft(viewer, people.police_circle.pk)
        save_draft(viewer, draft, payload(people.police_circle, title="Secret one"), based_on=0, page="a")
        save_draft(viewer, draft, payload(people.police_circle, title="Secret two"), based_on=0, page="b")
        submit_draft(viewer, Draft.objects.get(pk=draft.pk), payload(people.police_circle))
    answer = browser_of(people.analyst).get(f"/drafts/{draft.public_id}/both/?mine=2")
    assert answer.status_code == 302


@pytest.mark.parametrize("number", ["²", "٣", "-1", "9" * 30, "9" * 5000, "", "x"])
def test_a_number_that_is_none_is_no_error(people: People, browser_of: Browser, number: str) -> None:
    report, browser = made(people, people.analyst), browser_of(people.analyst)
    with at_work(people.analyst) as viewer:
        draft, _viewer = begin_draft(viewer, people.police_circle.pk)
    sent = {"circle": str(people.guard_circle.public_id), "reason": "x", "text": "one\x00two", "title": "a\x00b"}
    assert browser.post(f"/reports/{report.public_id}/release/", {**sent, "statement": number}).status_code == 302
    assert browser.post(f"/drafts/{draft.public_id}/", {"version": number, "title": "a"}).status_code == 302
    assert browser.post(f"/drafts/{draft.public_id}/save/", {"version": number, "title": "b"}).status_code in (200, 409)
    assert browser.get(f"/drafts/{draft.public_id}/both/?mine={number}").status_code in (302, 404)


@pytest.mark.parametrize("day", ["2026-02-31", "0000-01-01", "tomorrow", "2026-13-01"])
def test_an_end_that_is_no_day_shares_nothing(people: People, browser_of: Browser, day: str) -> None:
    report, browser = made(people, people.analyst), browser_of(people.analyst)
    sent = {"circle": str(people.case.public_id), "reason": "x", "ends_on": day}
    assert browser.post(f"/reports/{report.public_id}/share/", sent).status_code == 302
    with at_work(people.analyst):
        assert not Sharing.objects.exists()


def test_a_reason_with_a_nul_is_no_error(people: People, browser_of: Browser) -> None:
    browser: Client = browser_of(people.analyst)
    answer = browser.get("/quarantine/?reason=%00")
    assert answer.status_code == 200 and "quarantine" in text_of(answer).lower()
