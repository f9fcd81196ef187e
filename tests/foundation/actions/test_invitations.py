"""Invitations: a link opens one account, once, for some days, and puts its person where he belongs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.utils import timezone

from manara.foundation.access import Refused, acting
from manara.foundation.actions.accept_invitation import InvitationProblem, accept_invitation, open_invitation
from manara.foundation.actions.admit_member import admit_member
from manara.foundation.actions.change_roles import change_roles
from manara.foundation.actions.disable_user import OwnAccount, disable_user
from manara.foundation.actions.hold_code import CodeTaken
from manara.foundation.actions.invite import CodeUnusable, RolesApart, invite
from manara.foundation.actions.renew_sign_in import AccountClosed, renew_sign_in
from manara.foundation.actions.withdraw_invitation import withdraw_invitation
from manara.foundation.models import AuditEvent, Invitation, User
from manara.foundation.queries.circles import past_of
from tests.foundation.browsing import browser
from tests.foundation.people import PASSWORD, agency, at_work, circle, nobody, person

pytestmark = pytest.mark.django_db


def invited(code: str = "E-0900", *roles: str, **kept: object) -> tuple[Invitation, str]:
    nobody()
    return invite(None, code=code, agency=kept.pop("agency", None) or agency(), roles=list(roles or ("analyst",)), **kept)


def test_a_link_opens_the_account_it_was_made_for_and_its_agency_s_circle() -> None:
    home, other = agency(), agency()
    _invitation, token = invited("E-0901", "investigator", agency=home, email="e@example.org")
    user = accept_invitation(token, PASSWORD)
    assert (user.code, user.email, user.roles, user.agency) == ("E-0901", "e@example.org", ["investigator"], home)
    assert User.objects.get(code="E-0901").check_password(PASSWORD)
    with acting(user, purpose="test") as viewer:
        titles = {each.circle.title for each in user.memberships.select_related("circle__agency")}
        assert titles == {home.name}
        assert len(viewer.circles) == 1 and viewer.kept_circles == ()
    assert other.pk != home.pk


@pytest.mark.parametrize("role", ["auditor", "administrator"])
def test_auditors_and_administrators_enter_no_circle(role: str) -> None:
    user = accept_invitation(invited("E-0902", role)[1], PASSWORD)
    with acting(user, purpose="test") as viewer:
        assert viewer.circles == () and viewer.audiences == ()
        assert not user.memberships.exists()


def test_a_link_works_once() -> None:
    _invitation, token = invited()
    accept_invitation(token, PASSWORD)
    with pytest.raises(InvitationProblem):
        accept_invitation(token, PASSWORD)
    with pytest.raises(InvitationProblem):
        open_invitation(token)


def test_a_link_that_is_too_old_opens_nothing() -> None:
    invitation, token = invited()
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(InvitationProblem):
        accept_invitation(token, PASSWORD)
    assert not User.objects.filter(code="E-0900").exists()


def test_a_withdrawn_link_opens_nothing() -> None:
    invitation, token = invited()
    administrator = person("administrator")
    with at_work(administrator) as viewer:
        assert withdraw_invitation(viewer, invitation)
        assert not withdraw_invitation(viewer, invitation)
    with pytest.raises(InvitationProblem):
        accept_invitation(token, PASSWORD)


def test_a_guessed_token_opens_nothing() -> None:
    invitation, token = invited()
    for wrong in ("", token[:-1], token.upper(), invitation.token_digest):
        with pytest.raises(InvitationProblem):
            open_invitation(wrong)


@pytest.mark.parametrize("password", ["short", "password1234", ""])
def test_a_weak_password_is_refused_and_the_link_still_works(password: str) -> None:
    _invitation, token = invited()
    with pytest.raises(ValidationError):
        accept_invitation(token, password)
    assert not User.objects.filter(code="E-0900").exists()
    assert accept_invitation(token, PASSWORD).code == "E-0900"


def test_two_invitations_of_one_code_open_one_account() -> None:
    _first, token = invited("E-0905")
    person(code="e-0905")
    with pytest.raises(InvitationProblem):
        accept_invitation(token, PASSWORD)


def test_a_code_that_is_taken_or_unusable_is_refused() -> None:
    administrator = person("administrator", code="A-0001")
    home = agency()
    with at_work(administrator) as viewer:
        with pytest.raises(CodeTaken):
            invite(viewer, code="a-0001", agency=home, roles=["analyst"])
        invite(viewer, code="E-0906", agency=home, roles=["analyst"])
        with pytest.raises(CodeTaken):
            invite(viewer, code="e-0906", agency=home, roles=["analyst"])
        for code in ("", "E", "-E1", "E 1", "ه-0001", "E-" + "1" * 23, "E-1\n"):
            with pytest.raises(CodeUnusable):
                invite(viewer, code=code, agency=home, roles=["analyst"])


def test_the_node_s_own_link_can_be_made_anew_and_the_one_before_opens_nothing() -> None:
    _first, lost = invited("admin", "administrator")
    _second, token = invited("admin", "administrator")
    with pytest.raises(InvitationProblem):
        accept_invitation(lost, PASSWORD)
    assert accept_invitation(token, PASSWORD).roles == ["administrator"]


@pytest.mark.parametrize(
    "roles", [[], ["auditor", "analyst"], ["administrator", "auditor"], ["investigator", "administrator"], ["king"]]
)
def test_roles_that_do_not_go_together_are_refused(roles: list[str]) -> None:
    with pytest.raises(RolesApart):
        invite(None, code="E-0907", agency=agency(), roles=roles)


@pytest.mark.parametrize("role", ["investigator", "auditor", "first-responder"])
def test_only_an_administrator_invites_renews_and_withdraws(role: str) -> None:
    invitation, _token = invited()
    other = person()
    with at_work(person(role)) as viewer:
        for refused in (
            lambda: invite(viewer, code="E-0908", agency=other.agency, roles=["analyst"]),
            lambda: renew_sign_in(viewer, other, reason="x"),
            lambda: withdraw_invitation(viewer, invitation),
        ):
            with pytest.raises(Refused):
                refused()


def test_a_renewal_closes_every_old_way_in_at_once_and_opens_a_new_one() -> None:
    user = person(code="E-0910")
    user.set_password(PASSWORD)
    user.save()
    TOTP.activate(user, generate_totp_secret())
    browser(user)
    assert Session.objects.count() == 1
    with at_work(person("administrator")) as viewer:
        _invitation, token = renew_sign_in(viewer, user, reason="lost phone")
    user.refresh_from_db()
    assert not user.has_usable_password()
    assert not Authenticator.objects.filter(user=user).exists()
    assert Session.objects.count() == 0
    assert accept_invitation(token, PASSWORD + "2").pk == user.pk
    user.refresh_from_db()
    assert user.check_password(PASSWORD + "2")


def test_a_renewal_gives_back_the_roles_of_now_not_those_of_the_link() -> None:
    user, administrator = person("analyst"), person("administrator")
    with at_work(administrator) as viewer:
        _invitation, token = renew_sign_in(viewer, user, reason="lost phone")
        change_roles(viewer, user, ["trainer"], reason="moved")
    accept_invitation(token, PASSWORD)
    user.refresh_from_db()
    assert user.roles == ["trainer"]


def renewed(user: User, administrator: User) -> None:
    with at_work(administrator) as viewer:
        _invitation, token = renew_sign_in(viewer, user, reason="lost phone")
    nobody()
    accept_invitation(token, PASSWORD)


def in_circles(user: User) -> set[int]:
    with at_work(user) as viewer:
        return set(viewer.circles)


@pytest.mark.parametrize("kind", ["case", "restricted", "release"])
def test_a_renewal_opens_no_circle_to_whoever_holds_its_link(kind: str) -> None:
    keeper, user, administrator = person(), person("analyst"), person("administrator")
    joined = circle(keeper, kind=kind)
    before = in_circles(user)
    with at_work(keeper) as viewer:
        admit_member(viewer, joined, user, reason="works on it")
    assert in_circles(user) == before | {joined.pk}
    renewed(user, administrator)
    assert in_circles(user) == before
    with at_work(keeper) as viewer:
        ended = next(each for each in past_of(joined) if each.user_id == user.pk)
        assert (ended.ended_reason, ended.ended_by_id, ended.reason) == ("sign-in renewed", administrator.pk, "works on it")
        assert admit_member(viewer, joined, user, reason="he called me himself") is not None
    assert in_circles(user) == before | {joined.pk}
    with at_work(person("auditor")):
        told = AuditEvent.objects.get(actor=user, verb="change", object_type="circle")
        assert (told.object_ids, told.fields) == ([joined.public_id, user.public_id], ["membership"])


def test_a_renewed_keeper_leaves_his_circle_to_the_others_and_the_only_one_stays() -> None:
    user, second, administrator = person(), person(), person("administrator")
    alone, shared, closed = circle(user), circle(user), circle(user)
    with at_work(user) as viewer:
        admit_member(viewer, alone, second, reason="reads along")
        for each in (shared, closed):
            admit_member(viewer, each, second if each is shared else (third := person()), reason="keeps", keeper=True)
    with at_work(administrator) as viewer:
        disable_user(viewer, third, reason="left the service")
    renewed(user, administrator)
    with at_work(user) as viewer:
        assert set(viewer.kept_circles) == {alone.pk, closed.pk}
    with at_work(second) as viewer:
        assert viewer.kept_circles == (shared.pk,)


def test_a_first_invitation_ends_no_membership_and_a_renewal_waits_until_it_is_used() -> None:
    keeper, user, administrator = person(), person("analyst"), person("administrator")
    joined = circle(keeper)
    with at_work(keeper) as viewer:
        admit_member(viewer, joined, user, reason="works on it")
    with at_work(administrator) as viewer:
        renew_sign_in(viewer, user, reason="lost phone")
    accept_invitation(invited("E-0912")[1], PASSWORD)
    assert joined.pk in in_circles(user)


def test_a_renewal_does_not_open_a_closed_account() -> None:
    user, administrator = person("analyst"), person("administrator")
    with at_work(administrator) as viewer:
        _invitation, token = renew_sign_in(viewer, user, reason="lost phone")
        disable_user(viewer, user, reason="left the service")
        with pytest.raises(AccountClosed):
            renew_sign_in(viewer, user, reason="again")
    with pytest.raises(InvitationProblem):
        accept_invitation(token, PASSWORD)
    user.refresh_from_db()
    assert not user.is_active


def test_nobody_renews_himself() -> None:
    administrator = person("administrator")
    with at_work(administrator) as viewer, pytest.raises(OwnAccount):
        renew_sign_in(viewer, administrator, reason="x")


def test_who_opened_an_account_is_in_the_log() -> None:
    user = accept_invitation(invited("E-0911")[1], PASSWORD)
    with at_work(person("auditor")):
        assert AuditEvent.objects.filter(actor=user, verb="create").exists()
