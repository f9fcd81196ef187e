"""A report is taken back with all it says, opened to a circle, released in part; its source stays sealed apart."""

from __future__ import annotations

import io
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.utils import timezone

from manara.foundation.access import Refused
from manara.foundation.access.reach import again
from manara.foundation.actions.admit_member import end_membership, make_keeper
from manara.foundation.actions.share import AlreadyShared
from manara.foundation.engine.problems import Problem
from manara.foundation.keys import Unsealable
from manara.foundation.models import Circle, Sharing, User
from manara.intake.actions.attach_file import attach_file, open_file
from manara.intake.actions.end_due_sharing import end_due_sharings
from manara.intake.actions.name_source import forget_source, name_source, open_source
from manara.intake.actions.release_report import NothingToRelease, release_report
from manara.intake.actions.retract_report import restore_report, retract_report
from manara.intake.actions.share_report import end_sharing, share_report
from manara.intake.models import Entity, MatchKey, Release, Report, ReportFile, SourceIdentity, Statement
from tests.foundation.people import at_work, circle, person

from .conftest import People
from .reporting import hand_in


def seen() -> tuple[int, int, int]:
    return Entity.objects.count(), Statement.objects.count(), MatchKey.objects.count()


def test_a_retracted_report_says_nothing_anywhere_and_says_it_again_when_undone(people: People) -> None:
    with at_work(people.analyst) as viewer:
        report = hand_in(viewer, people.police_circle)
        before = seen()
        assert min(before) > 0
        first = retract_report(again(viewer), report, reason="wrong boat")
        assert seen() == (0, 0, 0)
        report.refresh_from_db()
        assert report.retracted_at is not None
        assert retract_report(again(viewer), report, reason="again").pk == first.pk
        restore_report(again(viewer), report, reason="the right one after all")
        assert seen() == before
        first.refresh_from_db()
        assert first.undone_reason == "the right one after all"


def test_only_who_said_it_takes_it_back(people: People) -> None:
    with at_work(people.responder) as viewer:
        own = hand_in(viewer, people.police_circle)
        retract_report(again(viewer), own, reason="mistaken")
    with at_work(people.analyst) as viewer:
        other = hand_in(viewer, people.police_circle, title="Another boat")
    with at_work(people.responder) as viewer, pytest.raises(Refused):
        retract_report(viewer, other, reason="x")
    with at_work(people.investigator) as viewer:
        assert retract_report(viewer, other, reason="an expert of the agency").reason


def test_sharing_opens_all_of_it_and_ending_closes_it_again(people: People) -> None:
    with at_work(people.analyst) as viewer:
        report = hand_in(viewer, people.police_circle)
        attach_file(again(viewer), report, io.BytesIO(b"photo"), name="p.jpg", size=5)
        audience = report.audience_id
        joint = _joint(people)
    with at_work(people.outsider) as viewer:
        assert seen() == (0, 0, 0)
    with at_work(people.analyst) as viewer:
        sharing = share_report(viewer, Report.objects.get(pk=report.pk), joint, reason="joint operation")
        with pytest.raises(AlreadyShared):
            share_report(again(viewer), Report.objects.get(pk=report.pk), joint, reason="twice")
    with at_work(people.outsider) as viewer:
        shared = Report.objects.select_related("source").get(pk=report.pk)
        assert min(seen()) > 0
        assert shared.source is not None and shared.source.reference == "S-112"
        attached = ReportFile.objects.select_related("file__key").get(report=shared)
        assert b"".join(open_file(viewer, attached)) == b"photo"
    with at_work(people.analyst) as viewer:
        end_sharing(viewer, Report.objects.get(pk=report.pk), sharing)
        end_sharing(viewer, Report.objects.get(pk=report.pk), sharing)
        assert Report.objects.get(pk=report.pk).audience_id == audience
    with at_work(people.outsider) as viewer:
        assert seen() == (0, 0, 0)
        assert not Report.objects.filter(pk=report.pk).exists()


def test_a_sharing_ends_on_its_day_and_not_before(people: People) -> None:
    joint = _joint(people)
    with at_work(people.analyst) as viewer:
        report = hand_in(viewer, people.police_circle)
        attach_file(again(viewer), report, io.BytesIO(b"photo"), name="p.jpg", size=5)
        tomorrow = timezone.now() + timedelta(days=1)
        sharing = share_report(again(viewer), report, joint, reason="one night", ends_at=tomorrow)
        open_ended = share_report(again(viewer), report, people.case, reason="for good")
    assert end_due_sharings() == 0
    with at_work(people.analyst):
        assert Sharing.objects.get(pk=sharing.pk).ended_at is None
        Sharing.objects.filter(pk=sharing.pk).update(ends_at=timezone.now() - timedelta(hours=1))
    assert (end_due_sharings(), end_due_sharings()) == (1, 0)
    with at_work(people.analyst):
        assert Sharing.objects.get(pk=sharing.pk).ended_at is not None
        assert Sharing.objects.get(pk=open_ended.pk).ended_at is None
        assert min(seen()) > 0
    with at_work(people.outsider):
        assert not Report.objects.filter(pk=report.pk).exists()
        assert seen() == (0, 0, 0) and not ReportFile.objects.exists()


@pytest.mark.parametrize("became", ["closed", "auditor", "left"])
def test_a_sharing_ends_whatever_became_of_who_set_it(people: People, became: str) -> None:
    joint = _joint(people)
    with at_work(people.analyst) as viewer:
        report = hand_in(viewer, people.police_circle)
        over = timezone.now() - timedelta(hours=1)
        share_report(again(viewer), report, joint, reason="one night", ends_at=over)
    if became == "closed":
        User.objects.filter(pk=people.analyst.pk).update(is_active=False)
    elif became == "auditor":
        User.objects.filter(pk=people.analyst.pk).update(roles=["auditor"])
    else:
        with at_work(people.analyst) as viewer:
            make_keeper(viewer, joint, people.outsider, reason="leaves")
            end_membership(again(viewer), joint, people.analyst, reason="leaves")
        with at_work(person("administrator", at=people.police)) as viewer:
            end_membership(viewer, people.police_circle, people.analyst, reason="leaves")
    assert end_due_sharings() == 1
    with at_work(people.outsider):
        assert seen() == (0, 0, 0)
    with at_work(people.investigator):
        assert min(seen()) > 0


def _joint(people: People) -> Circle:
    from manara.foundation.actions.admit_member import admit_member

    joint = circle(people.analyst, name="Joint operation")
    with at_work(people.analyst) as viewer:
        admit_member(viewer, joint, people.outsider, reason="joint operation")
    return joint


def test_nobody_shares_into_a_circle_that_is_not_his_nor_against_the_originator(people: People) -> None:
    with at_work(people.analyst) as viewer:
        report = hand_in(viewer, people.police_circle)
        with pytest.raises(Refused):
            share_report(again(viewer), report, people.guard_circle, reason="x")
    with at_work(people.responder) as viewer, pytest.raises(Refused):
        share_report(viewer, report, people.police_circle, reason="x")


def test_a_release_says_what_was_chosen_and_nothing_else(people: People) -> None:
    with at_work(people.analyst) as viewer:
        report = hand_in(viewer, people.police_circle)
        phone = Statement.objects.get(prop="number")
        released = release_report(
            again(viewer), report, people.guard_circle, statements=[phone.pk], title="A number at sea", text="",
            reason="a boat is expected", when=False, where=False,
        )  # fmt: skip
        same = release_report(
            again(viewer), report, people.guard_circle, statements=[phone.pk], title="A number at sea", text="",
            reason="a boat is expected", when=False, where=False,
        )  # fmt: skip
        assert same.pk == released.pk
        assert "source" in released.withheld
        assert "name" in released.withheld
        with pytest.raises(NothingToRelease):
            release_report(again(viewer), report, people.guard_circle, statements=[], title="t", text=" ", reason="r")
    with at_work(people.outsider) as viewer:
        got = Report.objects.get(public_id=released.released)
        assert (got.kind, got.text, got.place, got.occurred, got.source_id) == ("release", "", "", "", None)
        assert got.handling == report.handling
        assert list(Statement.objects.values_list("prop", "value", "original")) == [("number", "+22236301010", "")]
        assert Report.objects.count() == 1
        assert Release.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_of_whom_the_copies_in_an_older_release_are_is_found_again(people: People, owner_connection: Any) -> None:
    """A node that released reports before it kept that (migration intake 0007)."""
    with at_work(people.analyst) as viewer:
        report = hand_in(viewer, people.police_circle)
        said = list(Statement.objects.filter(report=report).order_by("-pk").values_list("pk", flat=True))
        release_report(
            again(viewer), report, people.guard_circle, statements=said, title="All of it", text="", reason="expected"
        )
    kept = "select original_id, copy_id from intake_releasedentity order by 1"
    before = owner_connection.execute(kept).fetchall()
    assert len(before) > 1
    owner_connection.execute("alter table intake_releasedentity disable trigger user")
    owner_connection.execute("delete from intake_releasedentity")
    owner_connection.execute("alter table intake_releasedentity enable trigger user")
    found_again = import_module("manara.intake.migrations.0007_released_before").BEFORE
    for _again in range(2):
        owner_connection.execute(found_again)
        assert owner_connection.execute(kept).fetchall() == before


def test_what_was_released_is_taken_back_with_its_origin(people: People) -> None:
    with at_work(people.analyst) as viewer:
        report = hand_in(viewer, people.police_circle)
        phone = Statement.objects.get(prop="number")
        release_report(
            again(viewer), report, people.guard_circle, statements=[phone.pk], title="A number", text="", reason="r"
        )
        retract_report(again(viewer), report, reason="our own mistake")
    with at_work(people.outsider) as viewer:
        assert seen() == (0, 0, 0)
        assert Report.objects.get().retracted_at is not None
        assert Report.objects.get().retractions.get().reason == ""
    with at_work(people.analyst) as viewer:
        restore_report(viewer, Report.objects.get(pk=report.pk), reason="no mistake")
    with at_work(people.outsider) as viewer:
        assert Statement.objects.count() == 1


def test_only_the_originators_agency_releases(people: People) -> None:
    with at_work(people.outsider) as viewer:
        report = hand_in(viewer, people.guard_circle)
    with at_work(people.analyst) as viewer, pytest.raises(Refused):
        release_report(viewer, report, people.police_circle, statements=[], title="", text="t", reason="r")


def test_a_sources_identity_is_opened_by_handlers_and_forgotten_for_good(people: People) -> None:
    with at_work(people.investigator) as viewer:
        report = hand_in(viewer, people.police_circle)
        viewer = again(viewer)
        identity = name_source(viewer, report.source, identity="Bakary, at the port", circle=people.police_circle)
        assert "Bakary" not in bytes(identity.sealed).decode("latin-1")
        assert open_source(viewer, identity) == "Bakary, at the port"
        renamed = name_source(viewer, report.source, identity="Bakary's cousin", circle=people.police_circle)
        assert open_source(viewer, renamed) == "Bakary's cousin"
        assert SourceIdentity.objects.count() == 1
        forget_source(viewer, renamed)
        with pytest.raises(Unsealable):
            open_source(viewer, SourceIdentity.objects.select_related("key", "source").get())
    with at_work(people.analyst) as viewer, pytest.raises(Refused):
        open_source(viewer, identity)


def test_an_identity_sealed_for_others_is_not_overwritten(people: People) -> None:
    with at_work(people.investigator) as viewer:
        report = hand_in(viewer, people.police_circle)
    handlers = circle(people.investigator, name="Handlers")
    with at_work(people.investigator) as viewer:
        name_source(viewer, report.source, identity="who", circle=handlers)
    from tests.foundation.people import person

    second = person("investigator", at=people.police)
    with at_work(second) as viewer:
        assert SourceIdentity.objects.count() == 0
        with pytest.raises(Refused):
            name_source(viewer, Report.objects.get(pk=report.pk).source, identity="other", circle=people.police_circle)


def test_files_are_sealed_once_and_empty_or_huge_ones_are_refused(people: People) -> None:
    with at_work(people.analyst) as viewer:
        report = hand_in(viewer, people.police_circle)
        viewer = again(viewer)
        one = attach_file(viewer, report, io.BytesIO(b"x" * 3_000_000), name="a\u202ecod.exe", size=3_000_000)
        two = attach_file(viewer, report, io.BytesIO(b"x" * 3_000_000), name="b.pdf", size=3_000_000)
        assert one.pk == two.pk
        assert "\u202e" not in one.file.name
        for size, code in ((0, "file-nothing"), (10**12, "file-over-limit")):
            with pytest.raises(Problem) as caught:
                attach_file(viewer, report, io.BytesIO(b""), name="c", size=size)
            assert caught.value.code == code


def test_a_file_goes_where_its_report_is_by_now_and_not_into_one_that_is_retracted(people: People) -> None:
    joint = _joint(people)
    with at_work(people.analyst) as viewer:
        report = hand_in(viewer, people.police_circle)
        before_sharing = Report.objects.get(pk=report.pk)
        share_report(again(viewer), report, joint, reason="joint")
        attached = attach_file(again(viewer), before_sharing, io.BytesIO(b"one"), name="one.jpg", size=3)
        assert attached.audience_id == attached.file.audience_id == report.audience_id
        before_retracting = Report.objects.get(pk=report.pk)
        retract_report(again(viewer), report, reason="wrong")
        with pytest.raises(Problem) as caught:
            attach_file(again(viewer), before_retracting, io.BytesIO(b"two"), name="two.jpg", size=3)
        assert caught.value.code == "file-of-retracted"
        assert ReportFile.objects.count() == 1
