"""The pages of tokens: a fresh second factor, a secret shown once, bounds, and an end by holder or administrator."""

from __future__ import annotations

import re
import uuid

import pytest
from django.test import Client

from manara.foundation.access import Ability
from manara.foundation.access.refusal import Hidden, Refused
from manara.foundation.actions.issue_token import MOST_OPEN, TooManyTokens, issue_token
from manara.foundation.actions.revoke_token import revoke_token
from manara.foundation.models import AccessToken, Agency, User
from tests.foundation import people
from tests.resolution.conftest import Browse
from tests.resolution.queries_counted import counted
from tests.web.api.programme import programme, token_of

pytestmark = pytest.mark.django_db
FORM = {"name": "Night list", "purpose": "SOM-31", "abilities": ["read-entities"], "days": "30"}


def aged(client: Client, seconds: int) -> None:
    """As if the second factor had been given so long ago."""
    session = client.session
    records = session["account_authentication_methods"]
    session["account_authentication_methods"] = [{**each, "at": each["at"] - seconds} for each in records]
    session.save()


def test_a_token_is_shown_once_and_stored_as_a_hash(investigator: User, browser: Browse) -> None:
    client = browser(investigator)
    made = client.post("/account/tokens/new/", FORM)
    secret = re.search(r"manara_[\w-]{43}", made.content.decode())[0]  # type: ignore[index]
    assert programme(secret).get("/api/v1/me").json()["abilities"] == ["read-entities"]
    listed = client.get("/account/tokens/").content.decode()
    assert secret not in listed and secret[:12] in listed and "SOM-31" in listed
    with people.at_work(investigator):
        token = AccessToken.objects.get()
    assert secret not in token.digest and (token.expires_at - token.made_at).days == 30


def test_an_old_second_factor_is_asked_for_again_and_what_was_typed_waits(investigator: User, browser: Browse) -> None:
    client = browser(investigator)
    aged(client, 700)
    answer = client.post("/account/tokens/new/", FORM)
    assert answer.status_code == 302 and answer["Location"].startswith("/accounts/2fa/reauthenticate/?next=")
    assert "Night" not in answer["Location"]
    aged(client, -700)
    form = client.get("/account/tokens/new/").content.decode()
    assert 'value="Night list"' in form and 'value="SOM-31"' in form
    with people.at_work(investigator):
        assert not AccessToken.objects.exists()


def test_nobody_makes_a_token_that_reads_more_than_he_does(investigator: User, gendarmerie: Agency) -> None:
    with people.at_work(people.person("prosecutor", at=gendarmerie)) as viewer, pytest.raises(Refused):
        issue_token(viewer, name="x", abilities=[Ability.READ_ENTITIES])
    with people.at_work(investigator) as viewer:
        for ability in (Ability.WRITE_REPORTS, Ability.RETRACT, Ability.ADMINISTER):
            with pytest.raises(Refused):
                issue_token(viewer, name="x", abilities=[ability])
        for days in (0, 366):
            with pytest.raises(ValueError, match="365 days"):
                issue_token(viewer, name="x", abilities=[Ability.READ_ENTITIES], days=days)
        for _each in range(MOST_OPEN):
            issue_token(viewer, name="x", abilities=[Ability.READ_ENTITIES])
        with pytest.raises(TooManyTokens):
            issue_token(viewer, name="x", abilities=[Ability.READ_ENTITIES])


def test_the_page_says_what_is_wrong(investigator: User, browser: Browse) -> None:
    answer = browser(investigator).post("/account/tokens/new/", {"name": " ", "days": "400"})
    assert answer.status_code == 200 and answer.content.decode().count('class="error') >= 1
    assert "manara_" not in answer.content.decode()


def test_another_ends_none_of_mine_but_an_administrator_does(
    investigator: User, other: User, gendarmerie: Agency, browser: Browse
) -> None:
    token, secret = token_of(investigator)
    with people.at_work(other) as viewer, pytest.raises(Hidden):
        revoke_token(viewer, token.public_id)
    stranger = browser(other)
    strange = stranger.post(f"/account/tokens/{token.public_id}/revoke/")
    never = stranger.post(f"/account/tokens/{uuid.uuid4()}/revoke/")
    assert strange.status_code == never.status_code == 404 and strange.content == never.content
    administrator = people.person("administrator", at=gendarmerie)
    client = browser(administrator)
    page = client.get(f"/people/{investigator.public_id}/").content.decode()
    assert token.prefix in page and token.name not in page and token.purpose not in page
    at = f"/people/{investigator.public_id}/tokens/{token.public_id}/revoke/"
    client.post(at, {"reason": ""})
    people.nobody()
    assert programme(secret).get("/api/v1/me").status_code == 200
    client.post(at, {"reason": "lost laptop"})
    people.nobody()  # the administrator's own transaction would have ended here
    assert programme(secret).get("/api/v1/me").status_code == 401
    people.nobody()
    mine = browser(investigator).get("/account/tokens/").content.decode()
    assert "lost laptop" in mine and administrator.code in mine


def test_a_page_of_tokens_is_of_few_queries(investigator: User, browser: Browse) -> None:
    client = browser(investigator)
    token_of(investigator)
    client.get("/account/tokens/")  # the first page of a session also says that it is there
    with counted() as one:
        client.get("/account/tokens/")
    for _each in range(4):
        token_of(investigator)
    with counted() as several:
        client.get("/account/tokens/")
    assert len(one) == len(several)
