"""A case is closed once, reopened with a reason, and goes into another with its people and records."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from manara.cases.actions.change_task import AlreadyEnded, change_task
from manara.cases.actions.close_case import AlreadyClosed, close_case
from manara.cases.actions.decide import AlreadyCorrected, decide
from manara.cases.actions.follow_merge import follow_merge
from manara.cases.actions.give_task import give_task
from manara.cases.actions.hold_case import NotOpen
from manara.cases.actions.merge_cases import merge_cases
from manara.cases.actions.pass_lead import NotInCase, pass_lead
from manara.cases.actions.reopen_case import AlreadyOpen, reopen_case
from manara.cases.models import Act, Case, CaseClosure, CaseMerge, Decision, Task
from manara.cases.queries.finding import audiences_of, scope_of
from manara.cases.queries.log import log_of
from manara.cases.queries.reports import count_of
from manara.foundation import access
from manara.foundation.access import Refused
from manara.foundation.models import Job, Membership, User
from manara.intake.models import Report
from tests.cases import story
from tests.cases.conftest import Browse
from tests.foundation.people import at_work

pytestmark = pytest.mark.django_db
TODAY = story.TODAY


def test_a_case_is_closed_and_reopened_each_with_its_row(investigator: User, analyst: User) -> None:
    made = story.case(investigator, "SOM-1", analyst)
    with at_work(investigator) as viewer:
        give_task(viewer, made, title="Ask the port", owner=analyst)
        closure = close_case(viewer, made, outcome="unsolved", reason="no witness")
        assert (closure.number, closure.open_tasks) == (1, 1)
        with pytest.raises(NotOpen):
            give_task(viewer, made, title="late", owner=investigator)
        reopen_case(viewer, made, reason="a witness came")
        with pytest.raises(AlreadyOpen):
            reopen_case(viewer, made, reason="twice")
        assert close_case(viewer, made, outcome="charged", reason="done").number == 2
        kinds = [each.kind for each in log_of(made, scope_of(made))]
        assert kinds.count("closure") == 2 and "reopening" in kinds and "task" in kinds and "opening" in kinds


def test_only_who_answers_for_it_or_a_prosecutor_closes_it(investigator: User, analyst: User, prosecutor: User) -> None:
    made = story.case(investigator, "SOM-1", analyst, prosecutor)
    with at_work(analyst) as viewer, pytest.raises(Refused):
        close_case(viewer, made, outcome="unsolved", reason="x")
    with at_work(prosecutor) as viewer:
        decide(viewer, made, ruling="Hold the boat", grounds="g", decided_on=TODAY)
        assert close_case(viewer, made, outcome="judged", reason="x").by_id == prosecutor.pk


def test_a_prosecutor_opens_no_case(prosecutor: User) -> None:
    with pytest.raises(Refused):
        story.case(prosecutor)


def test_the_second_who_closes_is_told_who_was_first_and_loses_nothing(
    investigator: User, prosecutor: User, browser: Browse
) -> None:
    made = story.case(investigator, "SOM-1", prosecutor)
    client = browser(prosecutor)
    page = client.get(f"/cases/{made.public_id}/close/")
    assert page.status_code == 200
    with at_work(investigator) as viewer:
        close_case(viewer, made, outcome="charged", reason="the first reason")
    typed = "what the second wrote in her own words"
    answer = client.post(f"/cases/{made.public_id}/close/", {"outcome": "unsolved", "reason": typed})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert investigator.code in text and typed in text and "closed already" in text and "the first reason" in text
    with at_work(investigator):
        assert CaseClosure.objects.filter(case=made).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_close_at_the_same_moment_one_does(investigator: User, analyst: User) -> None:
    made = story.case(investigator)
    told: list[str] = []
    gate = threading.Barrier(2)

    def close(name: str) -> None:
        gate.wait(20)
        try:
            with access.acting(investigator, purpose="test") as viewer:
                close_case(viewer, made, outcome="unsolved", reason=name)
            told.append("closed")
        except AlreadyClosed as faster:
            told.append(f"faster: {faster.closure.by.code}")
        finally:
            connection.close()

    threads = [threading.Thread(target=close, args=(name,)) for name in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(told) == ["closed", f"faster: {investigator.code}"]
    with access.acting(investigator, purpose="test"):
        assert CaseClosure.objects.filter(case=made).count() == 1


def test_people_tasks_and_records_follow_into_the_other_case(
    investigator: User, analyst: User, prosecutor: User, stranger: User
) -> None:
    first = story.case(investigator, "SOM-1", analyst, title="Cap Blanc")
    second = story.case(investigator, "SOM-2", prosecutor, title="Banc d'Arguin")
    report = story.report(investigator, first)
    closed_in = story.report(stranger, phone="+22210301099", handling="H2")
    with at_work(investigator) as viewer:
        task = give_task(viewer, first, title="Ask the port", owner=analyst)
        decide(viewer, first, ruling="Watch the harbour", grounds="g", decided_on=TODAY)
    with at_work(investigator) as viewer:
        merge = merge_cases(viewer, first, second, reason="one boat")
        job = Job.objects.get(subject=merge.public_id)
    with at_work(investigator) as viewer:
        worked = follow_merge(viewer, job)
        assert worked.finished and worked.done == 1
    with at_work(prosecutor):  # who was in the second case alone
        assert Case.objects.get(pk=first.pk).state == "merged"
        assert Report.objects.filter(pk=report.pk).exists()
        assert not Report.objects.filter(pk=closed_in.pk).exists()
        assert Decision.objects.filter(case=first).exists()
        assert Task.objects.get(pk=task.pk).case_id == second.pk
        scope = scope_of(second)
        assert set(scope) == {first.pk, second.pk}
        told = [(each.kind, each.detail) for each in log_of(second, scope)]
        assert ("merge", "took") in told and ("decision", "") in told
        assert report.pk in Report.objects.filter(audience_id__in=audiences_of(second.circle_id)).values_list("pk", flat=True)
    with at_work(analyst):  # who was in the first alone is in the second by now
        assert Membership.objects.filter(circle=second.circle, user=analyst, ended_at=None).exists()
        assert Case.objects.filter(pk=second.pk).exists()
        assert count_of(first, second) == 0
    with at_work(stranger):
        assert not Case.objects.exists() and not CaseMerge.objects.exists()
    with at_work(investigator) as viewer:
        reopen_case(viewer, first, reason="two boats after all")
        assert scope_of(second) == [second.pk]


def test_only_who_keeps_both_circles_merges(investigator: User, analyst: User) -> None:
    first, second = story.case(investigator, "SOM-1", analyst), story.case(analyst, "SOM-2")
    with at_work(analyst) as viewer, pytest.raises(Refused):
        merge_cases(viewer, first, second, reason="x")
    with at_work(analyst):
        assert Case.objects.get(pk=first.pk).is_open


def test_the_lead_is_passed_on_to_a_member_only(investigator: User, analyst: User, stranger: User) -> None:
    made = story.case(investigator, "SOM-1", analyst)
    with at_work(investigator) as viewer:
        with pytest.raises(NotInCase):
            pass_lead(viewer, made, stranger, reason="x")
        pass_lead(viewer, made, analyst, reason="leave")
        assert Case.objects.get(pk=made.pk).lead_id == analyst.pk
    with at_work(analyst) as viewer:
        assert made.circle_id in viewer.kept_circles


def test_a_task_that_ended_is_not_ended_twice(investigator: User, analyst: User) -> None:
    made = story.case(investigator, "SOM-1", analyst)
    with at_work(investigator) as viewer:
        task = give_task(viewer, made, title="Ask the port", owner=analyst)
        change_task(viewer, task, Act.PASSED, reason="leave", owner=investigator)
    with at_work(analyst) as viewer:
        change_task(viewer, task, Act.DONE, reason="asked")
        with pytest.raises(AlreadyEnded) as faster:
            change_task(viewer, task, Act.DROPPED, reason="x")
        assert faster.value.last is not None and faster.value.last.by.code == analyst.code
        change_task(viewer, task, Act.AGAIN, reason="they lied")
        acts = [act.act for act in task.acts.order_by("pk")]
        assert acts == ["given", "passed", "done", "again"]
        assert Task.objects.get(pk=task.pk).owner_id == investigator.pk


def test_a_decision_is_corrected_once_and_never_rewritten(investigator: User) -> None:
    from django.db import DatabaseError, transaction

    made = story.case(investigator)
    with at_work(investigator) as viewer:
        first = decide(viewer, made, ruling="Hold the boat", grounds="g", decided_on=TODAY, law="2020-018")
        decide(viewer, made, ruling="Let it go", grounds="h", decided_on=TODAY, corrects=first)
        with pytest.raises(AlreadyCorrected):
            decide(viewer, made, ruling="Hold it again", grounds="h", decided_on=TODAY, corrects=first)
        for statement in ("update cases_decision set ruling = 'x'", "delete from cases_decision"):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
        assert Decision.objects.get(pk=first.pk).ruling == "Hold the boat"
