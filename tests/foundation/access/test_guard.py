"""The guard: a page and the record of who read it stand or fall together; a refusal says what is missing and no more."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.response import TemplateResponse
from django.test import RequestFactory

from manara.foundation import access
from manara.foundation.access import Ability, allow, policy_of
from manara.foundation.access.abilities import ABILITIES, APART, abilities_of, roles_with
from manara.foundation.actions import record as recording
from manara.foundation.actions.record import LISTED, record
from manara.foundation.keys import open_with_node
from manara.foundation.models import AuditEvent, Role, User
from tests.foundation.people import at_work, nobody, person

pytestmark = pytest.mark.django_db


def asked(user: User | AnonymousUser, purpose: str = "SOM-2026-031") -> HttpRequest:
    request = RequestFactory().get("/reports/?page=2")
    request.user, request.session = user, {"purpose": purpose}
    request.request_id = uuid.uuid4()
    return request


def logged() -> list[AuditEvent]:
    nobody()
    with at_work(person("auditor")):
        return list(AuditEvent.objects.order_by("pk"))


def reading(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    @allow(Ability.READ_REPORTS)
    def page(request: HttpRequest) -> HttpResponse:
        record(request.viewer, "read", "report", [uuid.uuid4()])
        return answer(request)

    return page


def test_a_page_runs_as_its_viewer_with_his_purpose_and_request() -> None:
    user = person("analyst")
    request = asked(user)
    seen = []

    @allow(Ability.READ_REPORTS)
    def page(request: HttpRequest) -> HttpResponse:
        seen.append(request.viewer)
        with connection.cursor() as cursor:
            cursor.execute("select current_setting('manara.user')")
            assert cursor.fetchone()[0] == str(user.pk)
        record(request.viewer, "read", "report", [uuid.uuid4()])
        return HttpResponse("ok")

    assert page(request).status_code == 200
    (viewer,) = seen
    assert (viewer.code, viewer.purpose, viewer.request_id) == (user.code, "SOM-2026-031", request.request_id)
    (event,) = logged()
    assert (event.actor, event.purpose, event.request_id) == (user, "SOM-2026-031", request.request_id)


def test_an_answer_that_failed_undoes_what_the_page_did() -> None:
    assert reading(lambda _: HttpResponse(status=500))(asked(person())).status_code == 500
    assert logged() == []


def test_an_exception_undoes_what_the_page_did() -> None:
    with pytest.raises(ZeroDivisionError):
        reading(lambda _: HttpResponse(1 / 0))(asked(person()))
    assert logged() == []


def test_an_answer_is_rendered_before_the_transaction_ends() -> None:
    def late(request: HttpRequest) -> HttpResponse:
        return TemplateResponse(request, engines["django"].from_string("{{ failing }}"), {"failing": lambda: 1 / 0})

    with pytest.raises(ZeroDivisionError):
        reading(late)(asked(person()))
    assert logged() == []


def test_what_can_not_be_recorded_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "_INSERT", "insert into foundation_nowhere values (%s" + ", %s" * 11 + ")")
    with pytest.raises(DatabaseError):
        reading(lambda _: HttpResponse("secret"))(asked(person()))


def test_a_role_that_lacks_the_ability_is_refused_before_the_page_runs() -> None:
    page = reading(lambda _: pytest.fail("the page ran"))
    for role in Role.values:
        if role in roles_with(Ability.READ_REPORTS):
            continue
        with pytest.raises(access.Refused) as refused:
            page(asked(person(role)))
        assert refused.value.ability == Ability.READ_REPORTS
        nobody()


def test_a_closed_account_is_refused() -> None:
    user = person("analyst")
    User.objects.filter(pk=user.pk).update(is_active=False)
    user.refresh_from_db()
    page = allow(policy=access.SIGNED_IN)(lambda request: HttpResponse(",".join(map(str, request.viewer.audiences))))
    assert page(asked(user)).content == b""


def test_who_is_not_signed_in_is_led_to_the_sign_in() -> None:
    answer = reading(lambda _: pytest.fail("the page ran"))(asked(AnonymousUser()))
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/?next=%2Freports%2F%3Fpage%3D2")


def test_every_view_tells_its_policy() -> None:
    page = allow(Ability.READ_REPORTS, Ability.IMPORT)(lambda request: HttpResponse())
    policy = policy_of(page)
    assert policy is not None and policy.abilities == (Ability.READ_REPORTS, Ability.IMPORT) and policy.content
    assert policy_of(lambda request: HttpResponse()) is None
    assert policy.admits(frozenset({Role.ANALYST})) and not policy.admits(frozenset({Role.ADMINISTRATOR}))


def test_auditors_and_administrators_hold_one_ability_each() -> None:
    assert abilities_of(frozenset({Role.AUDITOR})) == {Ability.READ_LOG}
    assert abilities_of(frozenset({Role.ADMINISTRATOR})) == {Ability.ADMINISTER}
    for ability, roles in ABILITIES.items():
        assert not (APART & roles) or len(roles) == 1, ability


def test_nobody_writes_an_event_in_another_s_name() -> None:
    user, other = person(), person()
    with at_work(user) as viewer:
        from dataclasses import replace

        from django.db import transaction

        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            record(replace(viewer, user_id=other.pk, code=other.code), "read", "report")


def test_a_long_list_is_counted_and_its_beginning_named() -> None:
    numbers = [uuid.uuid4() for _ in range(LISTED + 5)]
    with at_work(person()) as viewer:
        record(viewer, "list", "report", numbers, fields=["title", "title", "at"], detail="محمد ولد أحمد")
    (event,) = logged()
    assert (len(event.object_ids), event.object_count, event.fields) == (LISTED, LISTED + 5, ["at", "title"])
    assert "محمد".encode() not in bytes(event.sealed_detail)
    assert open_with_node(bytes(event.sealed_detail), place=f"audit:{event.public_id}") == "محمد ولد أحمد"


def test_a_refused_page_is_in_the_log_and_says_who_can_grant_it(client: object) -> None:
    from tests.foundation.browsing import browser

    user = person("trainer")
    answer = browser(user).get("/people/")
    assert answer.status_code == 403
    assert [(event.actor, event.verb) for event in logged() if event.verb == "refused"] == [(user, "refused")]
