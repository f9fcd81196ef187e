"""A draft is saved in versions, two writers lose nothing, and it becomes a report once."""

from __future__ import annotations

import pytest

from manara.foundation.access import Refused
from manara.foundation.actions.admit_member import admit_member, end_membership
from manara.foundation.models import AuditEvent
from manara.intake.actions.begin_draft import begin_draft
from manara.intake.actions.discard_draft import discard_draft
from manara.intake.actions.retract_report import retract_report
from manara.intake.actions.save_draft import DraftClosed, save_draft
from manara.intake.actions.submit_draft import FormProblems, submit_draft
from manara.intake.models import DraftVersion, Entity, MatchKey, Report, Statement
from manara.intake.queries.report import report_for
from tests.foundation.people import at_work, person

from .conftest import People


def told(people: People, **changed: str) -> dict[str, str]:
    return {
        "title": "Boat seen off the cape",
        "text": "A pirogue left at night.",
        "occurred": "12/3/2026",
        "occurred_as": "dmy",
        "persons-0-name": "محمد ولد أحمد",
        "persons-0-role": "captain",
        "phones-0-number": "+222 36 30 10 10",
        "phones-0-person": "0",
        "grade_scheme": "4x4",
        "grade_source": "B",
        "grade_information": "2",
        "handling": "H1",
        "circles": str(people.police_circle.public_id),
        **changed,
    }


def test_every_save_is_a_version_and_the_same_words_are_none(people: People) -> None:
    with at_work(people.analyst) as viewer:
        draft, viewer = begin_draft(viewer, people.police_circle.pk)
        first = save_draft(viewer, draft, {"title": "a"}, based_on=0, page="p")
        again = save_draft(viewer, draft, {"title": "a"}, based_on=1, page="p")
        second = save_draft(viewer, draft, {"title": "b"}, based_on=1, page="p")
        assert (first.version, again.version, second.version) == (1, 1, 2)
        draft.refresh_from_db()
        assert (draft.latest, draft.title) == (2, "b")


def test_of_two_writers_both_versions_stay_and_the_second_is_told(people: People) -> None:
    with at_work(people.analyst) as viewer:
        draft, viewer = begin_draft(viewer, people.police_circle.pk)
        save_draft(viewer, draft, {"title": "first"}, based_on=0, page="a")
        save_draft(viewer, draft, {"title": "mine"}, based_on=1, page="a")
    with at_work(people.investigator) as viewer:
        theirs = save_draft(viewer, draft, {"title": "theirs"}, based_on=1, page="b")
        assert theirs.conflict
        assert DraftVersion.objects.get(draft=draft, number=theirs.version).payload["title"] == "theirs"
        assert DraftVersion.objects.get(draft=draft, number=2).payload["title"] == "mine"
        draft.refresh_from_db()
        assert draft.title == "mine"


def test_an_answer_lost_on_the_way_is_no_second_writer(people: People) -> None:
    with at_work(people.analyst) as viewer:
        draft, viewer = begin_draft(viewer, people.police_circle.pk)
        save_draft(viewer, draft, {"title": "one"}, based_on=0, page="a")
        # The page never heard of version 1 and says again what it was based on.
        assert not save_draft(viewer, draft, {"title": "one and more"}, based_on=0, page="a").conflict


def test_a_first_responder_writes_his_own_draft_only(people: People) -> None:
    with at_work(people.analyst) as viewer:
        draft, viewer = begin_draft(viewer, people.police_circle.pk)
    with at_work(people.responder) as viewer, pytest.raises(Refused):
        save_draft(viewer, draft, {"title": "x"}, based_on=0)


def test_a_draft_becomes_a_report_once(people: People) -> None:
    with at_work(people.analyst) as viewer:
        draft, viewer = begin_draft(viewer, people.police_circle.pk)
        report = submit_draft(viewer, draft, told(people))
        again = submit_draft(viewer, draft, told(people, title="changed meanwhile"))
        assert again.pk == report.pk
        assert Report.objects.count() == 1
        assert report.kind == "form"
        assert report.occurred == "2026-03-12"
        assert {each.schema for each in Entity.objects.all()} == {"Person", "NetworkRole", "Phone", "PhoneUse"}
        role = Statement.objects.get(prop="role")
        assert (role.value, role.kind) == ("captain", "assessment")
        assert MatchKey.objects.filter(entity__schema="Phone").exists()
        with pytest.raises(DraftClosed):
            save_draft(viewer, draft, {"title": "late"}, based_on=0)


def test_the_same_words_in_two_drafts_are_one_report(people: People) -> None:
    with at_work(people.analyst) as viewer:
        one, viewer = begin_draft(viewer, people.police_circle.pk)
        two, viewer = begin_draft(viewer, people.police_circle.pk)
        assert submit_draft(viewer, one, told(people)).pk == submit_draft(viewer, two, told(people)).pk


def test_who_says_what_a_colleague_said_has_a_report_of_his_own(people: People) -> None:
    with at_work(people.analyst) as viewer:
        draft, viewer = begin_draft(viewer, people.police_circle.pk)
        theirs = submit_draft(viewer, draft, told(people))
    with at_work(people.responder) as viewer:
        draft, viewer = begin_draft(viewer, people.police_circle.pk)
        own = submit_draft(viewer, draft, told(people))
        assert (own.author_id, own.public_id != theirs.public_id) == (people.responder.pk, True)
        assert report_for(viewer, own.public_id).pk == own.pk
        draft.refresh_from_db()
        assert (draft.report_id, draft.discarded_at) == (own.pk, None)
        assert Statement.objects.filter(report=own).exists()
    with at_work(person("auditor", at=people.police)):
        assert AuditEvent.objects.filter(verb="create", object_type="report", object_ids=[own.public_id]).count() == 1


def test_what_its_author_took_back_he_can_say_again(people: People) -> None:
    with at_work(people.responder) as viewer:
        first, viewer = begin_draft(viewer, people.police_circle.pk)
        report = submit_draft(viewer, first, told(people))
        retract_report(viewer, report, reason="mistaken")
        second, viewer = begin_draft(viewer, people.police_circle.pk)
        again_said = submit_draft(viewer, second, told(people))
        assert again_said.pk != report.pk and again_said.retracted_at is None
        assert Statement.objects.filter(report=again_said).exists()


def test_the_same_words_are_one_report_though_their_first_draft_is_out_of_sight(people: People) -> None:
    with at_work(people.analyst) as viewer:
        draft, viewer = begin_draft(viewer, people.case.pk)
        report = submit_draft(viewer, draft, told(people))
        admit_member(viewer, people.case, people.investigator, reason="leaves", keeper=True)
        end_membership(viewer, people.case, people.analyst, reason="leaves")
    with at_work(people.analyst) as viewer:
        other, viewer = begin_draft(viewer, people.police_circle.pk)
        assert submit_draft(viewer, other, told(people)).pk == report.pk


@pytest.mark.parametrize(
    ("changed", "field", "code"),
    [
        ({"occurred": "31/2/2026"}, "occurred", "date-impossible"),
        ({"occurred": "3/4/2026", "occurred_as": ""}, "occurred", "date-ambiguous"),
        ({"occurred": "12/3/0000"}, "occurred", "date-year-zero"),
        ({"phones-0-number": "call Ahmed"}, "phones-0-number", "phone-letters"),
        ({"persons-0-name": "م" * 2001}, "persons-0-name", "name-too-long"),
        ({"grade_source": ""}, "grade_source", "grade-missing"),
        ({"grade_source": "F"}, "grade_source", "grade-scheme"),
        ({"circles": ""}, "circles", "circle-missing"),
        ({"handling": "H9"}, "handling", "choice-unknown"),
        ({"title": "", "text": " "}, "text", "form-empty"),
        ({"review_on": "soon"}, "review_on", "review-unreadable"),
        ({"persons-0-name": "", "persons-0-role": "captain"}, "persons-0-name", "entry-empty"),
    ],
)
def test_what_cannot_be_read_is_told_beside_its_field(
    people: People, changed: dict[str, str], field: str, code: str
) -> None:
    with at_work(people.analyst) as viewer:
        draft, viewer = begin_draft(viewer, people.police_circle.pk)
        with pytest.raises(FormProblems) as caught:
            submit_draft(viewer, draft, told(people, **changed))
        assert caught.value.errors[field].code == code
        assert Report.objects.count() == 0


def test_names_of_one_and_of_two_thousand_characters_and_bidi_tricks_are_kept(people: People) -> None:
    with at_work(people.analyst) as viewer:
        draft, viewer = begin_draft(viewer, people.police_circle.pk)
        submit_draft(
            viewer,
            draft,
            told(people, **{"persons-0-name": "ب", "persons-1-name": "ن" * 2000, "persons-2-name": "Ali\u202eDlo\x00"}),
        )
        names = list(Statement.objects.filter(prop="name").order_by("pk").values_list("value", "original", "note"))
        assert names[0][0] == "ب"
        assert len(names[1][0]) == 2000
        assert names[2][0] == "AliDlo"
        assert names[2][2] == "hidden-removed"
        assert "\x00" not in names[2][1]


def test_nobody_hands_in_to_a_circle_that_is_not_his(people: People) -> None:
    with at_work(people.analyst) as viewer:
        draft, viewer = begin_draft(viewer, people.police_circle.pk)
        with pytest.raises(Refused):
            submit_draft(viewer, draft, told(people, circles=str(people.guard_circle.public_id)))
        with pytest.raises(Refused):
            begin_draft(viewer, people.guard_circle.pk)


def test_a_draft_is_put_away_and_taken_out_again(people: People) -> None:
    with at_work(people.analyst) as viewer:
        draft, viewer = begin_draft(viewer, people.police_circle.pk)
        discard_draft(viewer, draft)
        with pytest.raises(DraftClosed):
            save_draft(viewer, draft, {"title": "x"}, based_on=0)
        discard_draft(viewer, draft, discarded=False)
        assert save_draft(viewer, draft, {"title": "x"}, based_on=0).version == 1


def test_every_step_is_in_the_log(people: People) -> None:
    with at_work(people.analyst) as viewer:
        draft, viewer = begin_draft(viewer, people.police_circle.pk)
        save_draft(viewer, draft, told(people), based_on=0)
        submit_draft(viewer, draft, told(people))
    with at_work(person("auditor", at=people.police)):
        events = AuditEvent.objects.filter(actor=people.analyst, object_type__in=("draft", "report"))
        verbs = list(events.values_list("object_type", "verb"))
    assert ("draft", "create") in verbs
    assert ("draft", "change") in verbs
    assert ("report", "create") in verbs

