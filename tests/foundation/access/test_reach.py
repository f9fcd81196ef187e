"""Reach: what a person may see is worked out in the database; an ended membership or a closed account is nothing."""

from __future__ import annotations

import uuid

import pytest
from django.db import DatabaseError, connection, transaction

from manara.foundation import access
from manara.foundation.access.reach import again
from manara.foundation.actions.admit_member import (
    LastKeeper,
    NotForContent,
    admit_member,
    end_membership,
    make_keeper,
)
from manara.foundation.actions.open_circle import open_circle
from manara.foundation.actions.share import share
from manara.foundation.models import NOBODY, Circle, Membership, Role, Sharing, User
from manara.foundation.queries.circles import circle_of, members_of, my_circles, past_of
from tests.foundation.people import agency, at_work, circle, nobody, person

pytestmark = pytest.mark.django_db


def context() -> Circle:
    with connection.cursor() as cursor:
        cursor.execute("select manara_open_circle(%s, 'context', null, 'context', '', null)", [uuid.uuid4()])
        return Circle(pk=cursor.fetchone()[0])


def test_outside_a_transaction_nobody_enters() -> None:
    user = person()
    connection.in_atomic_block = False
    try:
        with pytest.raises(RuntimeError):
            access.enter(user)
    finally:
        connection.in_atomic_block = True


def test_a_person_reaches_his_circles_and_the_context() -> None:
    user, everybody = person(), context()
    case = circle(user)
    with at_work(user) as viewer:
        assert set(viewer.circles) > {case.pk, everybody.pk}
        assert len(viewer.circles) == 3
        assert viewer.kept_circles == (case.pk,)


@pytest.mark.parametrize("role", ["auditor", "administrator"])
def test_auditor_and_administrator_reach_nothing_even_by_a_membership(role: str) -> None:
    context()
    case = circle(person())
    user = person(role)
    with connection.cursor() as cursor:  # written past every action, as the keeper's own request could
        cursor.execute("select set_config('manara.kept_circles', %s, true)", [str(case.pk)])
    Membership.objects.create(circle=case, user=user)
    nobody()
    with at_work(user) as viewer:
        assert (viewer.circles, viewer.audiences) == ((), ())


def test_an_ended_membership_is_none() -> None:
    keeper, member = person(), person()
    case = circle(keeper)
    with at_work(keeper) as viewer:
        assert admit_member(viewer, case, member, reason="analysis") is not None
        assert admit_member(viewer, case, member, reason="twice") is None
        audience = access.audience_of([case.pk])
    with at_work(member) as viewer:
        assert case.pk in viewer.circles and audience in viewer.audiences and viewer.kept_circles == ()
    with at_work(keeper) as viewer:
        end_membership(viewer, case, member, reason="left")
        end_membership(viewer, case, member, reason="twice")
    with at_work(member) as viewer:
        assert case.pk not in viewer.circles and audience not in viewer.audiences
    with at_work(keeper) as viewer:
        assert admit_member(viewer, case, member, reason="back") is not None
        assert [(each.user_id, each.ended_at is None) for each in past_of(case)] == [
            (member.pk, True), (member.pk, False), (keeper.pk, True),
        ]  # fmt: skip


def test_a_circle_always_has_a_keeper() -> None:
    keeper, second = person(), person()
    case = circle(keeper)
    with at_work(keeper) as viewer:
        with pytest.raises(LastKeeper):
            end_membership(viewer, case, keeper, reason="x")
        admit_member(viewer, case, second, reason="x")
        with pytest.raises(LastKeeper):
            end_membership(viewer, case, keeper, reason="x")
        make_keeper(viewer, case, second, reason="hands over")
        end_membership(viewer, case, keeper, reason="handed over")
    with at_work(keeper) as viewer:
        assert case.pk not in viewer.circles
    with at_work(second) as viewer:
        assert viewer.kept_circles == (case.pk,)


def test_only_its_keeper_lets_people_in_and_out() -> None:
    keeper, member, third = person(), person(), person()
    case = circle(keeper)
    with at_work(keeper) as viewer:
        admit_member(viewer, case, member, reason="x")
        with pytest.raises(NotForContent):
            admit_member(viewer, case, person("auditor"), reason="x")
    for other in (member, third, person("administrator"), person("auditor")):
        with at_work(other) as viewer:
            for refused in (admit_member, end_membership, make_keeper):
                with pytest.raises(access.Refused):
                    refused(viewer, case, third, reason="x")
            with pytest.raises(DatabaseError), transaction.atomic():
                Membership.objects.create(circle=case, user=third)


def test_the_administrator_keeps_an_agency_s_circle_without_being_in_it() -> None:
    home = agency()
    administrator, guest = person("administrator", at=home), person()
    its = Circle.objects.get(agency=home)
    with at_work(administrator) as viewer:
        admit_member(viewer, its, guest, reason="seconded")
        assert viewer.circles == ()
    with at_work(guest) as viewer:
        assert its.pk in viewer.circles
    with at_work(administrator) as viewer:
        end_membership(viewer, its, guest, reason="back home")
    with at_work(guest) as viewer:
        assert its.pk not in viewer.circles


@pytest.mark.parametrize("role", ["first-responder", "auditor", "administrator", "trainer", "statistician"])
def test_not_every_role_opens_circles(role: str) -> None:
    with at_work(person(role)) as viewer, pytest.raises(access.Refused):
        open_circle(viewer, kind="case", name="x", purpose="x")


def test_members_see_who_is_in_their_circle_and_no_other_circle_of_theirs() -> None:
    keeper, member, outsider = person(), person(), person()
    case, secret = circle(keeper), circle(keeper, kind="restricted", name="Faro")
    with at_work(keeper) as viewer:
        admit_member(viewer, case, member, reason="why he was let in")
    with at_work(member) as viewer:
        assert [each.user for each in members_of(case)] == [keeper, member]
        assert [each.is_keeper for each in members_of(case)] == [True, False]
        assert members_of(secret) == []
        assert [row.user_id for row in past_of(case)] == [member.pk]
        assert {each.circle.pk for each in my_circles(viewer)} == set(viewer.circles)
        with pytest.raises(access.Hidden):
            circle_of(viewer, secret.public_id)
        assert not Circle.objects.filter(pk=secret.pk).exists()
    with at_work(outsider) as viewer:
        assert members_of(case) == []
        for hidden in (case.public_id, uuid.uuid4()):
            with pytest.raises(access.Hidden):
                circle_of(viewer, hidden)


def test_an_audience_is_one_number_a_set() -> None:
    user = person()
    first, second = circle(user), circle(user)
    with at_work(user):
        one = access.audience_of([first.pk])
        both = access.audience_of([first.pk, second.pk])
        assert access.audience_of([second.pk, first.pk, second.pk]) == both != one
        assert access.widened(one, second.pk) == both
        assert access.widened(both, second.pk) == both
        assert access.narrowed(both, second.pk) == one
        assert access.narrowed(one, first.pk) == NOBODY
        assert access.audience_of([]) == NOBODY
        assert access.circles_of(both) == sorted([first.pk, second.pk])


def test_nobody_s_audience_is_reached_by_nobody() -> None:
    user = person()
    with at_work(user) as viewer:
        assert NOBODY not in again(viewer).audiences


def test_an_audience_does_not_tell_its_other_circles() -> None:
    keeper, member = person(), person()
    first, second = circle(keeper), circle(keeper)
    with at_work(keeper) as viewer:
        both = access.audience_of([first.pk, second.pk])
        admit_member(viewer, first, member, reason="x")
    with at_work(member) as viewer:
        assert both in viewer.audiences
        assert access.circles_of(both) == [first.pk]


def test_reaching_further_ends_with_its_block_and_after_a_failure() -> None:
    user, other = person(), person()
    with at_work(other):
        hidden = access.audience_of([Circle.objects.get(agency=other.agency).pk])
    with at_work(user) as viewer:
        def told() -> str:
            with connection.cursor() as cursor:
                cursor.execute("select current_setting('manara.audiences')")
                return str(cursor.fetchone()[0])

        before = told()
        with access.reaching(viewer, hidden):
            assert str(hidden) in told().split(",")
        assert set(told().split(",")) == set(before.split(","))
        with pytest.raises(DatabaseError), transaction.atomic(), access.reaching(viewer, hidden), connection.cursor() as cursor:
            cursor.execute("select 1/0")
        assert set(told().split(",")) == set(before.split(","))


def test_sharing_widens_the_audience_and_is_a_row_of_its_own() -> None:
    keeper, member = person(), person()
    first, second = circle(keeper), circle(keeper)
    with at_work(keeper) as viewer:
        admit_member(viewer, second, member, reason="x")
        audience = access.audience_of([first.pk])
        moved: list[int] = []
        sharing = share(
            again(viewer), object_type="report", object_id=uuid.uuid4(), audience=audience, circle=second,
            reason="joint operation", move=moved.append,
        )  # fmt: skip
        assert moved == [access.widened(audience, second.pk)] == [sharing.audience_id]
    with at_work(member):
        assert [each.reason for each in Sharing.objects.all()] == ["joint operation"]
    with at_work(person()):
        assert not Sharing.objects.exists()


@pytest.mark.parametrize("role", [Role.PROSECUTOR, Role.FIRST_RESPONDER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_sharing_is_refused_without_the_role(role: str) -> None:
    with at_work(person(role)) as viewer, pytest.raises(access.Refused):
        share(
            viewer, object_type="report", object_id=uuid.uuid4(), audience=1, circle=Circle(pk=1), reason="x",
            move=lambda _: pytest.fail("moved"),
        )  # fmt: skip


def test_nothing_is_shared_with_a_circle_one_is_not_in() -> None:
    keeper, other = person(), person()
    theirs = circle(other)
    with at_work(keeper) as viewer, pytest.raises(access.Refused):
        share(
            viewer, object_type="report", object_id=uuid.uuid4(), audience=1, circle=theirs, reason="x",
            move=lambda _: pytest.fail("moved"),
        )  # fmt: skip


def test_a_disabled_person_reaches_nothing_though_the_object_in_memory_is_stale() -> None:
    user = person()
    User.objects.filter(pk=user.pk).update(is_active=False)
    with at_work(user) as viewer:
        assert (viewer.circles, viewer.audiences) == ((), ())
