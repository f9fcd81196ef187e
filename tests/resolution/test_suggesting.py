"""Suggestions, the rule that may judge alone, second opinions and deconfliction: what came is compared, under the walls."""

from __future__ import annotations

import itertools
import re
import threading
import time

import pytest
from django.db import OperationalError, connection, transaction

from manara.foundation.access import Refused, Viewer
from manara.foundation.engine.problems import SENTENCES
from manara.foundation.jobs import work_off
from manara.foundation.models import Agency, AuditEvent, Job, User
from manara.intake.actions.retract_report import retract_report
from manara.intake.models import Entity
from manara.resolution import reasons
from manara.resolution.actions import compare_new as comparing_new
from manara.resolution.actions import suggest as suggesting
from manara.resolution.actions.compare_new import compare_new
from manara.resolution.actions.give_second_opinion import AlreadyGiven, OwnJudgement, give_second_opinion
from manara.resolution.actions.judge import judge
from manara.resolution.actions.publish_rule import publish_rule
from manara.resolution.actions.set_deconfliction_rule import set_deconfliction_rule
from manara.resolution.actions.suggest import start_comparing, suggest
from manara.resolution.engine.weighing import worth
from manara.resolution.models import Comparing, DeconflictionNotice, Judgement, Suggestion, Verdict
from manara.resolution.models.deconfliction import Tells
from manara.resolution.queries.comparable import MOST_OF_A_KEY, pairs
from manara.resolution.queries.judgements import waiting_for_second
from manara.resolution.queries.queue import queue
from tests.foundation import people
from tests.resolution.conftest import Browse
from tests.resolution.queries_counted import counted
from tests.resolution.test_entity import words
from tests.resolution.test_judging import WEIGHT, judged_by, members_for, person
from tests.resolution.world import admit, draft, entities_of, entity, tie

pytestmark = pytest.mark.django_db
# Where each was seen: two reports that say just the same are one report.
_PLACES = itertools.count(1)


def with_phone(user: User, name: str, number: str, *, notes: str = "", **values: str) -> int:
    """A person with a phone and a passport, and what else is said of him."""
    more = {"notes": notes} if notes else {}
    (report,) = admit(
        user,
        draft(
            entity("p", "Person", name=name, **values, **more), entity("t", "Phone", number=number),
            tie("u", "PhoneUse", {"holder": "p", "phone": "t"}), place=f"place {next(_PLACES)}",
        ),
    )  # fmt: skip
    return entities_of(user, report)["Person"].pk


def compared(user: User, *numbers: int) -> list[tuple[int, int]]:
    """The pairs that are suggested after a comparison."""
    with people.at_work(user) as viewer:
        suggest(viewer, list(numbers))
        return [(each.left.id, each.right.id) for each in queue(viewer)]


SAME = {"birthDate": "1984-03-12", "nationality": "mr", "idNumber": "MR-1204471"}


def rule(by: User, **given: object) -> None:
    with people.at_work(by) as viewer:
        publish_rule(viewer, **({"judges": True, "threshold": 0.9999, "second_below": 0.0, "reason": "r"} | given))  # type: ignore[arg-type]


@pytest.fixture
def authority(gendarmerie: Agency) -> User:
    return people.person("coordinator", at=gendarmerie)


def test_what_resembles_in_either_script_is_suggested_and_gone_once_judged(investigator: User, browser: Browse) -> None:
    one = with_phone(investigator, "محمد ولد أحمد سالم", "+22236301010", birthDate="1984-03-12")
    other = with_phone(investigator, "Mohamed Ould Ahmed Salem", "+22236301010", birthDate="1984-12-03")
    with_phone(investigator, "Traoré Mamadou", "+22236301010")
    assert compared(investigator, one, other) == [(one, other)]
    text = words(browser(investigator).get("/identities/").content.decode())
    assert "Mohamed Ould Ahmed Salem" in text and "To judge 1" in text
    with people.at_work(investigator) as viewer:
        left, right = Entity.objects.filter(pk__in=[one, other]).order_by("pk")
        judge(viewer, left, right, Verdict.DIFFERENT, weight=WEIGHT)
    assert compared(investigator, one, other) == []


def test_the_queue_begins_with_the_decision_that_is_worth_most(investigator: User) -> None:
    sure = [with_phone(investigator, "Mohamedou Ould Cheikhna Tolba", "+22236301010", **SAME) for _ in range(2)]
    doubtful = [alone(investigator, "Sidi Brahim Fall", birthDate=born) for born in ("1971-05-04", "1971")]
    unlikely = [alone(investigator, "Traoré Mamadou", birthDate=born) for born in ("1980", "1981")]
    compared(investigator, *sure, *doubtful, *unlikely)
    with people.at_work(investigator) as viewer:
        probable = {each.left.id: each.probability for each in queue(viewer)}
        assert probable[sure[0]] > 0.999 and 0.2 < probable[doubtful[0]] < 0.9 and probable[unlikely[0]] < 0.1
        assert list(probable) == [doubtful[0], sure[0], unlikely[0]], "the doubt that a decision ends, then what is likely"
        assert [each.left.id for each in queue(viewer, offset=1, size=1)][:1] == [sure[0]], "the pages go on in that order"
    # The more hangs on a pair, the more its decision is worth: a crew's phones are tied to the one that is nearly sure.
    hanging = [_with_ten_phones(investigator, at) for at in range(2)]
    compared(investigator, *hanging)
    with people.at_work(investigator) as viewer:
        first = queue(viewer)[0]
        assert {first.left.id, first.right.id} & set(hanging) and first.probability > probable[doubtful[0]]


def _with_ten_phones(user: User, series: int) -> int:
    (report,) = admit(
        user,
        draft(
            entity("p", "Person", name="Mohamedou Ould Cheikhna Tolba", **SAME),
            *(entity(f"t{at}", "Phone", number=f"+2223630{at}{series}10") for at in range(10)),
            *(tie(f"u{at}", "PhoneUse", {"holder": "p", "phone": f"t{at}"}) for at in range(10)),
            place=f"place {next(_PLACES)}",
        ),
    )  # fmt: skip
    return entities_of(user, report)["Person"].pk


@pytest.mark.parametrize("more", [0, 5, 40])
def test_worth_is_the_doubt_and_what_hangs_on_it(more: int) -> None:
    told = [worth(probability, neighbours=more) for probability in (0.6, 0.9, 0.999, 0.2, 0.02)]
    assert told == sorted(told, reverse=True)
    assert worth(0.6, neighbours=more) <= worth(0.6, neighbours=more + 1)


def test_of_a_name_that_many_bear_the_likeliest_are_compared_and_not_the_newest(investigator: User) -> None:
    drafts = [
        draft(entity("p", "Person", name=name, birthDate=born), place=f"place {next(_PLACES)}")
        for name, born in (
            ("Mohamed Ould Ahmed", "1984-03-12"),
            ("Mohamed Ould Ahmed", "1984-12-03"),
            *(("Mohamed Ould Ahmed", f"{1950 + at % 30}-0{1 + at % 9}-1{at % 10}") for at in range(70)),
        )
    ]
    admitted = admit(investigator, *drafts)
    with people.at_work(investigator):
        bearers = list(Entity.objects.filter(report__in=admitted).order_by("report_id").values_list("pk", flat=True))
    came = alone(investigator, "محمد ولد أحمد", birthDate="1984-03-12")
    with people.at_work(investigator), counted() as asked:
        found = pairs([came])
    assert {(bearers[0], came), (bearers[1], came)} <= set(found) and len(found) == MOST_OF_A_KEY, "bounded as before"
    assert len(asked) == 2
    nobody_knows = alone(investigator, "Mohamed Ould Ahmed")
    with people.at_work(investigator):
        newest = [pair for pair in pairs([nobody_knows]) if came in pair]
    assert newest, "of one whose birth nobody knows, the newest"


def test_a_household_that_shares_a_phone_stays_a_household(investigator: User, authority: User) -> None:
    rule(authority)
    names = ("Mohamed Ould Ahmed Salem", "Fatimetou Mint Sidi Brahim", "Cheikhna Ould Ahmed Salem")
    numbers = [with_phone(investigator, name, "+22236301010") for name in names]
    compared(investigator, *numbers)
    assert all(members_for_number(investigator, each) == {each} for each in numbers)


def test_other_names_do_not_part_those_whom_phone_and_birth_make_one(investigator: User) -> None:
    # Whatever the names' engine makes of these two: nobody would take them for one name.
    one = with_phone(investigator, "Zeidane Ould Cheikhna", "+22236301010", birthDate="1984-03-12")
    other = with_phone(investigator, "Traoré Mamadou", "+22236301010", birthDate="1984-03-12")
    stranger = with_phone(investigator, "Sidi Moctar", "+22236301010", birthDate="1961-07-30")
    assert compared(investigator, one, other, stranger) == [(one, other)], "a phone alone makes a household"
    with people.at_work(investigator):
        (kept,) = Suggestion.objects.filter(one=one)
    bits = {each["kind"]: each["bits"] for each in kept.evidence}
    assert bits["name"] < -2 and bits["phone"] > 5 and bits["birth"] > 10 and 0.01 <= kept.probability < 0.99


def test_a_paper_outweighs_another_name_and_a_birth_alone_does_not(investigator: User) -> None:
    given = {"birthDate": "1984-03-12", "idNumber": "MR-1204471"}
    one, other = alone(investigator, "Zeidane Ould Cheikhna", **given), alone(investigator, "Traoré Mamadou", **given)
    alone(investigator, "Zeidane Ould Moctar", birthDate="1984-03-12")
    assert compared(investigator, one, other) == [(one, other)]


def members_for_number(user: User, number: int) -> set[int]:
    with people.at_work(user):
        found = Entity.objects.get(pk=number)
    return members_for(user, found)


def test_no_rule_judges_alone_unless_the_authority_says_so(investigator: User, authority: User) -> None:
    numbers = [with_phone(investigator, "Mohamedou Ould Cheikhna Tolba", "+22236301010", **SAME) for _ in range(2)]
    assert compared(investigator, *numbers) == [tuple(numbers)]
    rule(authority, judges=False)
    compared(investigator, *numbers)
    assert members_for_number(investigator, numbers[0]) == {numbers[0]}
    with people.at_work(investigator) as viewer, pytest.raises(Refused):
        publish_rule(viewer, judges=True, threshold=0.9999, second_below=0.0, reason="mine")
    with people.at_work(authority) as viewer, pytest.raises(ValueError, match=r"0\.99"):
        publish_rule(viewer, judges=True, threshold=0.5, second_below=0.0, reason="too low")


def test_the_rule_is_logged_as_the_judge_and_can_be_undone(
    investigator: User, authority: User, gendarmerie: Agency
) -> None:
    rule(authority)
    one, other = (with_phone(investigator, "Mohamedou Ould Cheikhna Tolba", "+22236301010", **SAME) for _ in range(2))
    assert compared(investigator, one, other) == []
    assert members_for_number(investigator, one) == {one, other}
    with people.at_work(investigator):
        (made,) = Judgement.objects.all()
        assert made.by is None and made.rule is not None and made.rule.version == 1
    with people.at_work(people.person("auditor", at=gendarmerie)):
        (event,) = AuditEvent.objects.filter(object_type="judgement")
        assert event.fields == ["rule 1", "same"]


@pytest.mark.parametrize(
    "shield", [{"notes": "ضحية"}, {"notes": "vu comme témoin au port"}, {"birthDate": "2012-03-12"}]
)
def test_no_rule_touches_victims_witnesses_and_children(
    investigator: User, authority: User, shield: dict[str, str]
) -> None:
    rule(authority)
    values = SAME | shield
    one = with_phone(investigator, "Mohamedou Ould Cheikhna Tolba", "+22236301010", **values)
    plain = SAME | ({"birthDate": shield["birthDate"]} if "birthDate" in shield else {})
    other = with_phone(investigator, "Mohamedou Ould Cheikhna Tolba", "+22236301010", **plain)
    assert compared(investigator, one, other) == [(one, other)], "a person may judge it"
    assert members_for_number(investigator, one) == {one}


def test_where_a_person_judged_different_the_rule_keeps_silent(investigator: User, authority: User) -> None:
    rule(authority)
    one, other, third = (
        with_phone(investigator, "Mohamedou Ould Cheikhna Tolba", "+22236301010", **SAME) for _ in range(3)
    )
    with people.at_work(investigator):
        entities = {each.pk: each for each in Entity.objects.filter(pk__in=[one, other, third])}
    judged_by(investigator, entities[one], entities[other], Verdict.DIFFERENT)
    compared(investigator, one, other, third)
    assert not {one, other} <= members_for_number(investigator, third)


def test_below_the_rule_s_line_a_second_person_must_agree(
    investigator: User, authority: User, gendarmerie: Agency
) -> None:
    rule(authority, judges=False, second_below=0.99)
    colleague, third = people.person("analyst", at=gendarmerie), people.person("liaison", at=gendarmerie)
    one, other = person(investigator, "Sidi Moctar"), person(investigator, "Sidi Mokhtar")
    made = judged_by(investigator, one, other)
    assert made.needs_second and members_for(investigator, one) == {one.pk}
    with people.at_work(investigator) as viewer, pytest.raises(OwnJudgement):
        give_second_opinion(viewer, made, agrees=True)
    with people.at_work(colleague) as viewer:
        assert list(waiting_for_second(viewer)) == [made]
        give_second_opinion(viewer, made, agrees=True, reason="seen both")
        with pytest.raises(AlreadyGiven):
            give_second_opinion(viewer, made, agrees=False)
    assert members_for(investigator, one) == {one.pk, other.pk}
    with people.at_work(third) as viewer:
        give_second_opinion(viewer, made, agrees=False, reason="two brothers")
    assert members_for(investigator, one) == {one.pk}, "a second person's no parts them again"


def test_a_judgement_that_joins_nothing_says_so_in_the_same_words_wherever_it_stands(
    investigator: User, authority: User, gendarmerie: Agency, browser: Browse
) -> None:
    rule(authority, judges=False, second_below=0.99)
    one, other = person(investigator, "Sidi Moctar"), person(investigator, "Sidi Mokhtar")
    made = judged_by(investigator, one, other)
    colleague = people.person("analyst", at=gendarmerie)
    client = browser(colleague)
    pages = (
        f"/entities/{one.public_id}/beside/{other.public_id}/", f"/identities/judgements/{made.public_id}/",
        "/identities/?part=judged", "/identities/?part=second", f"/entities/{one.public_id}/identity/",
    )  # fmt: skip

    def told() -> list[str]:
        return [words(client.get(each).content.decode()) for each in pages]

    assert all("waits for a second opinion: joins nothing until then" in each for each in told())
    assert "A judgement stands" not in told()[0]
    with people.at_work(colleague) as viewer:
        give_second_opinion(viewer, made, agrees=False, reason="two brothers")
    beside, judgement, judged, second, identity = told()
    assert all("a second person disagrees: joins nothing" in each for each in (beside, judgement, judged, identity))
    assert not any("waits for a second" in each for each in (beside, judgement, judged, identity))
    assert "Nothing waits for a second opinion" in second and "A judgement stands" not in beside


def test_what_comes_is_compared_by_a_job_with_progress(investigator: User) -> None:
    one = with_phone(investigator, "محمد ولد أحمد سالم", "+22236301010", birthDate="1984-03-12")
    other = with_phone(investigator, "Mohamed Ould Ahmed Salem", "+22236301010", birthDate="1984-03-12")
    assert compare_new() == 1 and compare_new() == 0
    with people.at_work(investigator) as viewer:
        mine = Comparing.objects.select_related("job").get()
        assert mine.job is not None and mine.job.total == 2
        assert start_comparing(viewer) == mine.job, "a second click changes nothing"
    work_off.func(job=str(mine.job.public_id), asked_by=investigator.pk)  # type: ignore[attr-defined]
    with people.at_work(investigator):
        mine.refresh_from_db()
        assert (mine.job.done, mine.job.state, mine.last_entity) == (2, "done", other)
        assert Suggestion.objects.filter(one=one, other=other).exists()
    people.nobody()
    assert compare_new() == 0


def test_a_first_responder_s_report_is_compared_by_one_who_may_judge_and_reaches_it(
    investigator: User, other: User, gendarmerie: Agency
) -> None:
    responder = people.person("first-responder", at=gendarmerie)
    one = with_phone(responder, "محمد ولد أحمد سالم", "+22236301010", birthDate="1984-03-12")
    same = with_phone(responder, "Mohamed Ould Ahmed Salem", "+22236301010", birthDate="1984-03-12")
    assert compare_new() == 1 and compare_new() == 0, "once, though a colleague could do it, too"
    with people.at_work(investigator):
        mine = Comparing.objects.select_related("job").get(user=investigator)
        assert mine.job is not None and mine.job.asked_by_id == investigator.pk
    work_off.func(job=str(mine.job.public_id), asked_by=investigator.pk)  # type: ignore[attr-defined]
    with people.at_work(investigator):
        assert Suggestion.objects.filter(one=one, other=same).exists()
    for stranger in (responder, other):
        with people.at_work(stranger):
            assert not Comparing.objects.filter(user=stranger).exists()


def test_nobody_compares_what_nobody_who_may_judge_can_see(gendarmerie: Agency, coast_guard: Agency) -> None:
    responder = people.person("first-responder", at=gendarmerie)
    people.person("analyst", at=coast_guard)
    closed = people.person("investigator", at=gendarmerie)
    User.objects.filter(pk=closed.pk).update(is_active=False)
    with_phone(responder, "Mohamed Ould Ahmed Salem", "+22236301010")
    assert compare_new() == 0


def test_of_many_who_wait_none_takes_another_s_turn_for_ever(
    investigator: User, gendarmerie: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    responders = [people.person("first-responder", at=gendarmerie) for _ in range(25)]
    for at, responder in enumerate(responders):
        with_phone(responder, f"Sidi Number {at}", f"+222363010{at:02}")
    authors = [people.person("investigator", at=people.agency()) for _ in range(25)]
    for at, author in enumerate(authors):
        with_phone(author, f"Sidi Author {at}", f"+222363020{at:02}")
    broken = {author.pk for author in authors[:22]}
    real = comparing_new.start_comparing

    def some_fail(viewer: Viewer) -> object:
        if viewer.user_id in broken:
            raise RuntimeError("cannot begin")
        return real(viewer)

    monkeypatch.setattr(comparing_new, "start_comparing", some_fail)
    assert compare_new() == 4, "the responders' reports as their investigator, and the three whose comparison can begin"
    monkeypatch.undo()
    assert [compare_new() for _round in range(3)] == [20, 2, 0]
    people.nobody()
    with people.at_work(investigator):
        assert Comparing.objects.filter(user=investigator).exists()


def test_a_killed_comparison_goes_on_where_it_was_and_loses_nothing(
    investigator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = [with_phone(investigator, "Mohamedou Ould Cheikhna Tolba", "+22236301010", **SAME) for _ in range(3)]
    monkeypatch.setattr(suggesting, "BATCH", 1)
    real, calls = suggesting.suggest, []

    def killed(viewer: Viewer, entities: list[int]) -> int:
        calls.append(entities)
        found = real(viewer, entities)
        if len(calls) == 2:
            raise SystemExit  # the batch had written its suggestions, and is gone with them
        return found

    monkeypatch.setattr(suggesting, "suggest", killed)
    with people.at_work(investigator) as viewer:
        job = start_comparing(viewer)
    assert job is not None
    with pytest.raises(SystemExit):
        work_off.func(job=str(job.public_id), asked_by=investigator.pk)  # type: ignore[attr-defined]
    people.nobody()
    with people.at_work(investigator):
        mine = Comparing.objects.select_related("job").get()
        assert (mine.last_entity, mine.job.done, mine.job.state) == (numbers[0], 1, "running")
    work_off.func(job=str(job.public_id), asked_by=investigator.pk)  # type: ignore[attr-defined]
    assert calls[2] == [numbers[1]], "the batch that was lost is done again"
    with people.at_work(investigator):
        mine.refresh_from_db()
        assert (mine.last_entity, mine.job.state) == (numbers[2], "done")
        assert Suggestion.objects.count() == 3


@pytest.mark.parametrize(
    ("tells", "told"), [(Tells.NOBODY, ""), (Tells.EARLIER, "first"), (Tells.LATER, "second"), (Tells.BOTH, "both")]
)
def test_a_match_nobody_may_see_whole_is_told_as_the_authority_s_rule_says(
    investigator: User, other: User, authority: User, tells: Tells, told: str
) -> None:
    with people.at_work(authority) as viewer:
        set_deconfliction_rule(viewer, tells=tells, names_agency=True, reason="the commission's decision")
    with_phone(investigator, "Sidi Moctar", "+22236301010")
    second = with_phone(other, "Awa Diop", "+22236301010")
    compared(other, second)
    for user, name in ((investigator, "first"), (other, "second")):
        with people.at_work(user):
            found = list(DeconflictionNotice.objects.select_related("agency"))
        assert len(found) == (told in (name, "both")), name
        for each in found:
            assert each.kind == "p1" and each.agency_id != user.agency_id


RARE, BORN = "Zeidane Ould Cheikhna Tolba", "1984-03-12"


def alone(user: User, name: str, **values: str) -> int:
    """A person of whom nothing is known but what is said here."""
    (report,) = admit(user, draft(entity("p", "Person", name=name, **values), place=f"place {next(_PLACES)}"))
    return entities_of(user, report)["Person"].pk


@pytest.mark.parametrize(
    ("theirs", "told"),
    [
        ({"name": RARE, "birthDate": BORN}, True),
        ({"name": "زيدان ولد الشيخنا الطلبة", "birthDate": BORN}, True),
        ({"name": RARE, "birthDate": "1984"}, False),
        ({"name": RARE, "birthDate": "1984-03-13"}, False),
        ({"name": RARE, "birthDate": BORN, "gender": "female"}, False),
        ({"name": "Sidi Ould Cheikhna Tolba", "birthDate": BORN}, False),
        ({"name": RARE, "birthDate": BORN, "notes": "هو ضحيّة"}, False),
        ({"name": RARE, "birthDate": BORN, "notes": "hébergé : TÉMOIN protégé"}, False),
        ({"name": RARE, "birthDate": BORN, "notes": "vu au port"}, True),
    ],
)
def test_a_rare_name_with_the_same_day_of_birth_is_a_match_beyond_the_walls(
    investigator: User, other: User, authority: User, theirs: dict[str, str], told: bool
) -> None:
    with people.at_work(authority) as viewer:
        set_deconfliction_rule(viewer, tells=Tells.EARLIER, names_agency=False, reason="the commission's decision")
    first = alone(investigator, **theirs)
    second = alone(other, RARE, birthDate=BORN, gender="male")
    assert compared(other, second) == [], "who compared learns nothing by it"
    with people.at_work(other):
        assert not DeconflictionNotice.objects.exists()
    with people.at_work(investigator):
        assert [(each.kind, each.entity_id) for each in DeconflictionNotice.objects.all()] == [("n1", first)] * told
    compared(other, second)
    with people.at_work(people.person("auditor", at=investigator.agency)):
        events = AuditEvent.objects.filter(object_type="notice", verb="create")
        assert [(each.actor_code, each.fields) for each in events] == [("", ["rule 1", "n1"])] * told, "once, by the rule"


@pytest.mark.parametrize(
    ("name", "born"), [("Mohamed Ahmed", BORN), (RARE, "1984-01-01"), (RARE, "2012-03-12"), ("Tolba", BORN)]
)
def test_a_common_name_the_first_of_january_and_a_child_match_nobody(
    investigator: User, other: User, authority: User, name: str, born: str
) -> None:
    with people.at_work(authority) as viewer:
        set_deconfliction_rule(viewer, tells=Tells.BOTH, names_agency=False, reason="the commission's decision")
    alone(investigator, name, birthDate=born)
    compared(other, alone(other, name, birthDate=born))
    for user in (investigator, other):
        with people.at_work(user):
            assert not DeconflictionNotice.objects.exists()


def test_a_notice_stands_in_the_log_of_whoever_is_told_and_names_nobody_else(
    investigator: User, other: User, authority: User
) -> None:
    with people.at_work(authority) as viewer:
        set_deconfliction_rule(viewer, tells=Tells.LATER, names_agency=True, reason="the commission's decision")
    with_phone(investigator, "Sidi Moctar", "+22236301010")
    second = with_phone(other, "Awa Diop", "+22236301010")
    compared(other, second)
    with people.at_work(other):
        (notice,) = DeconflictionNotice.objects.all()
        mine = Entity.objects.get(pk=second)
    with people.at_work(people.person("auditor", at=other.agency)):
        (event,) = AuditEvent.objects.filter(object_type="notice")
    assert (event.audience_id, event.object_ids) == (notice.audience_id, [notice.public_id, mine.public_id])
    assert event.actor_id is None and event.request_id is None and event.fields == ["rule 1", "p1"]


def test_without_a_rule_neither_side_is_told_and_nothing_is_suggested(investigator: User, other: User) -> None:
    with_phone(investigator, "Mohamedou Ould Cheikhna Tolba", "+22236301010", **SAME)
    second = with_phone(other, "Mohamedou Ould Cheikhna Tolba", "+22236301010", **SAME)
    assert compared(other, second) == []
    for user in (investigator, other):
        with people.at_work(user):
            assert not DeconflictionNotice.objects.exists() and not Suggestion.objects.exists()


def test_the_authority_sets_rules_by_page_and_sees_no_content(
    authority: User, investigator: User, browser: Browse
) -> None:
    client = browser(authority)
    given = {"judges": "yes", "threshold": "99.99", "second_below": "80", "reason": "قرار اللجنة"}
    assert client.post("/identities/rules/", given).status_code == 302
    text = words(client.get("/identities/rules/").content.decode())
    assert "In force: version 1" in text and "99.99 %" in text
    assert client.post("/identities/rules/", given | {"threshold": "50"}).status_code == 200
    assert client.post("/identities/deconfliction/", {"tells": "both", "reason": "r"}).status_code == 302
    assert client.get("/identities/").status_code == 403
    theirs = browser(investigator)
    assert theirs.get("/identities/rules/").status_code == 200
    assert theirs.post("/identities/rules/", given).status_code == 403


BOAT = {"name": "Yaye Fatou", "registrationNumber": "NDB-4471"}


def thing(user: User, schema: str, **values: str) -> int:
    """A boat, a paper or another thing, by itself in a report."""
    (report,) = admit(user, draft(entity("t", schema, **values), place=f"place {next(_PLACES)}"))
    return entities_of(user, report)[schema].pk


@pytest.mark.parametrize(
    ("schema", "one", "other"),
    [
        ("Vessel", BOAT, {"name": "ياي فاتو", "registrationNumber": "ndb 4471"}),
        ("Vessel", BOAT, BOAT | {"registrationNumber": "NDB-4477"}),
        ("Vehicle", {"registrationNumber": "1234 AB 00", "type": "4x4"}, {"registrationNumber": "00 AB 1234", "type": "4X4"}),
        ("Passport", {"number": "M1204471", "country": "mr"}, {"number": "M-120 4471", "country": "mr"}),
        ("Organization", {"name": "Étoile du Sud Pêche", "country": "mr"}, {"name": "Etoile du Sud Peche", "country": "mr"}),
        ("SafeHouse", {"name": "Maison bleue Kansado", "latitude": "20.9001", "longitude": "-17.0502"},
         {"name": "Maison bleue Cansado", "latitude": "20.9004", "longitude": "-17.0501"}),
    ],
)  # fmt: skip
def test_things_are_suggested_by_their_numbers_and_names(
    investigator: User, browser: Browse, schema: str, one: dict[str, str], other: dict[str, str]
) -> None:
    numbers = [thing(investigator, schema, **values) for values in (one, other)]
    assert compared(investigator, *numbers) == [tuple(numbers)]
    with people.at_work(investigator):
        left, right = Entity.objects.filter(pk__in=numbers).order_by("pk")
        (found,) = Suggestion.objects.all()
    assert found.probability > 0.1
    client = browser(investigator)
    address = f"/entities/{left.public_id}/beside/{right.public_id}/"
    assert "Supports that they are the same" in words(client.get(address).content.decode())
    assert client.post(address, {"verdict": "same"}).status_code == 302
    assert members_for_number(investigator, numbers[0]) == set(numbers)


@pytest.mark.parametrize(
    ("schema", "one", "other"),
    [
        ("Passport", {"number": "M1204471", "country": "mr"}, {"number": "M1204471", "country": "sn"}),
        ("Vessel", BOAT, BOAT | {"registrationNumber": "SL-0022"}),
        ("Address", {"full": "Nouadhibou"}, {"full": "نواذيبو"}),
        ("SafeHouse", {"name": "حي كانصادو 14"}, {"name": "حي كانصادو 17"}),
    ],
)  # fmt: skip
def test_things_that_only_look_alike_are_not_suggested(
    investigator: User, schema: str, one: dict[str, str], other: dict[str, str]
) -> None:
    assert compared(investigator, *(thing(investigator, schema, **values) for values in (one, other))) == []


def test_the_queue_is_narrowed_to_a_kind(investigator: User, browser: Browse) -> None:
    persons = [with_phone(investigator, "Mohamedou Ould Cheikhna Tolba", "+22236301010", **SAME) for _ in range(2)]
    boats = [thing(investigator, "Vessel", name="Yaye Fatou", registrationNumber="NDB-4471") for _ in range(2)]
    compared(investigator, *persons, *boats)
    client = browser(investigator)
    everything, narrowed = (words(client.get(f"/identities/{asked}").content.decode()) for asked in ("", "?kind=Vessel"))
    assert "Yaye Fatou" in everything and "Cheikhna" in everything and "Boats and ships 1" in everything
    assert "Yaye Fatou" in narrowed and "Cheikhna" not in narrowed


def test_who_judges_pairs_of_one_kind_is_led_on_in_it(investigator: User, browser: Browse) -> None:
    persons = [with_phone(investigator, "Mohamedou Ould Cheikhna Tolba", "+22236301010", **SAME) for _ in range(2)]
    boats = [
        [thing(investigator, "Vessel", name=name, registrationNumber=number) for _ in range(2)]
        for name, number in (("Yaye Fatou", "NDB-4471"), ("Sope Naby", "SL-0022"))
    ]
    compared(investigator, *persons, *boats[0], *boats[1])
    client = browser(investigator)
    here = re.search(r'href="(/entities/[^"]+/beside/[^"]+)"', client.get("/identities/?kind=Vessel").content.decode())
    assert here is not None
    following = client.post(here[1], {"verdict": "different", "next": "1"})["Location"]
    html = client.get(following).content.decode()
    assert "/beside/" in following and "Cheikhna" not in html and ("Yaye Fatou" in html or "Sope Naby" in html)
    last = client.post(following, {"verdict": "different", "next": "1"})["Location"]
    assert last.startswith("/identities/?kind=Vessel"), "of the kind none is left"


def test_the_rule_judges_no_boat(investigator: User, authority: User) -> None:
    rule(authority, threshold=0.99)
    boats = [
        thing(investigator, "Vessel", name="Yaye Fatou", registrationNumber="NDB-4471", flag="mr", type="pirogue")
        for _ in range(2)
    ]
    assert compared(investigator, *boats) == [tuple(boats)]
    assert members_for_number(investigator, boats[0]) == {boats[0]}


def test_a_phone_that_many_use_weighs_less_and_one_man_s_own_files_are_one_holder(
    investigator: User, browser: Browse
) -> None:
    name = "Mohamed Ould Ahmed Salem"
    pair = [with_phone(investigator, name, "+22236301010") for _ in range(2)]

    def bits() -> float:
        compared(investigator, *pair)
        with people.at_work(investigator):
            told = Suggestion.objects.get(one=pair[0], other=pair[1]).evidence
        return next(each["bits"] for each in told if each["kind"] == "phone")

    alone_with_it = bits()
    with_phone(investigator, name, "+22236301010")
    assert bits() == alone_with_it, "a third report on the same man is no third holder"
    for family in ("Fatimetou Mint Sidi Brahim", "Traoré Mamadou", "Awa Diop"):
        with_phone(investigator, family, "+22236301010")
    assert bits() <= alone_with_it - 2
    with people.at_work(investigator):
        left, right = Entity.objects.filter(pk__in=pair).order_by("pk")
    text = words(browser(investigator).get(f"/entities/{left.public_id}/beside/{right.public_id}/").content.decode())
    assert re.search(r"The same phone, which \W?4\W? persons are known with", text)


@pytest.mark.parametrize("moment", ["pairs", "weighed_all", "apply_rule"])
@pytest.mark.parametrize("judges", [False, True])
def test_whose_report_is_taken_back_while_it_is_compared_is_left_out(
    investigator: User, authority: User, monkeypatch: pytest.MonkeyPatch, moment: str, judges: bool
) -> None:
    rule(authority, judges=judges)
    one, other, gone = (with_phone(investigator, "Mohamedou Ould Cheikhna Tolba", "+22236301010", **SAME) for _ in range(3))
    real = getattr(suggesting, moment)
    with people.at_work(investigator) as viewer:
        report = Entity.objects.get(pk=gone).report

        def and_meanwhile(*given: object) -> object:
            found = real(*given) if moment != "apply_rule" else None
            retract_report(viewer, report, reason="the source took it back")
            return found if moment != "apply_rule" else real(*given)

        monkeypatch.setattr(suggesting, moment, and_meanwhile)
        suggest(viewer, [one, other, gone])
        told = Judgement.objects.all() if judges else Suggestion.objects.all()
        assert [(each.one_id, each.other_id) for each in told] == [(one, other)]


@pytest.mark.django_db(transaction=True)
def test_a_click_while_a_batch_is_at_work_waits_and_neither_breaks_the_other(investigator: User) -> None:
    for name in ("Sidi Moctar", "Sidi Mokhtar"):
        alone(investigator, name, birthDate="1984")
    with people.at_work(investigator) as viewer:
        job = start_comparing(viewer)
        assert job is not None
    clicked: list[object] = []

    def click() -> None:
        try:
            with transaction.atomic(), people.at_work(investigator) as viewer:
                clicked.append(start_comparing(viewer))
        except OperationalError as problem:
            clicked.append(problem)
        finally:
            connection.close()

    clicks = [threading.Thread(target=click) for _ in range(3)]
    with transaction.atomic(), people.at_work(investigator) as viewer:
        held = Job.objects.select_for_update(of=("self",)).get(pk=job.pk)  # as whoever works it off begins
        with connection.cursor() as cursor:
            for each in clicks:
                each.start()
            waiting, given_up = 0, time.monotonic() + 20
            while waiting < len(clicks) and time.monotonic() < given_up:
                cursor.execute("select pg_stat_clear_snapshot()")
                cursor.execute(
                    "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
                )
                (waiting,) = cursor.fetchone()
        assert suggesting.compare_batch(viewer, held).done == 2
    for each in clicks:
        each.join(30)
    assert clicked == [job] * len(clicks)


def test_a_judgement_keeps_the_number_in_its_reason(investigator: User, browser: Browse) -> None:
    numbers = [
        with_phone(investigator, name, "+22236301010")
        for name in ("Mohamed Ould Ahmed Salem", "Mohamed Ould Ahmed Salem", "Traoré Mamadou", "Awa Diop")
    ]
    with people.at_work(investigator):
        left, right = Entity.objects.filter(pk__in=numbers[:2]).order_by("pk")
    client = browser(investigator)
    address = client.post(f"/entities/{left.public_id}/beside/{right.public_id}/", {"verdict": "same"})["Location"]
    assert re.search(r"The same phone, which \W?3\W? persons are known with", words(client.get(address).content.decode()))


def test_a_reason_of_before_its_number_was_kept_has_no_hole() -> None:
    for code in [code for code, sentence in SENTENCES.items() if code.startswith("evidence-") and "%(" in sentence]:
        told = reasons.sentence(code)
        assert "…" not in told and told.endswith("."), code
