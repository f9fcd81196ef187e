"""Suggestions, the rule that may judge alone, second opinions and deconfliction: what came is compared, under the walls."""

from __future__ import annotations

import itertools

import pytest

from manara.foundation.access import Refused
from manara.foundation.jobs import work_off
from manara.foundation.models import Agency, AuditEvent, User
from manara.intake.models import Entity
from manara.resolution.actions.compare_new import compare_new
from manara.resolution.actions.give_second_opinion import AlreadyGiven, OwnJudgement, give_second_opinion
from manara.resolution.actions.judge import judge
from manara.resolution.actions.publish_rule import publish_rule
from manara.resolution.actions.set_deconfliction_rule import set_deconfliction_rule
from manara.resolution.actions.suggest import start_comparing, suggest
from manara.resolution.models import Comparing, DeconflictionNotice, Judgement, Suggestion, Verdict
from manara.resolution.models.deconfliction import Tells
from manara.resolution.queries.judgements import waiting_for_second
from manara.resolution.queries.queue import queue
from tests.foundation import people
from tests.resolution.conftest import Browse
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


def test_a_household_that_shares_a_phone_stays_a_household(investigator: User, authority: User) -> None:
    rule(authority)
    names = ("Mohamed Ould Ahmed Salem", "Fatimetou Mint Sidi Brahim", "Cheikhna Ould Ahmed Salem")
    numbers = [with_phone(investigator, name, "+22236301010") for name in names]
    compared(investigator, *numbers)
    assert all(members_for_number(investigator, each) == {each} for each in numbers)


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
