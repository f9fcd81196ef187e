"""A judgement, its undoing or a rule that is sent twice acts once and leads on; only another's judgement stops it."""

from __future__ import annotations

import pytest
from django.test import Client

from manara.foundation.models import Agency, User
from manara.resolution.models import DeconflictionRule, Judgement, Rule, SecondOpinion, Undoing
from tests.foundation import people
from tests.resolution.conftest import Browse
from tests.resolution.test_judging import person

pytestmark = pytest.mark.django_db


def twice(client: Client, address: str, **sent: str) -> str:
    first, again = (client.post(address, sent) for _time in range(2))
    assert (first.status_code, again.status_code) == (302, 302), again.content.decode()[:1500]
    assert first["Location"] == again["Location"]
    return str(client.get(again["Location"]).content.decode())


def test_a_pair_is_judged_once_and_the_second_click_leads_on(
    investigator: User, gendarmerie: Agency, browser: Browse
) -> None:
    one, other = person(investigator, "Sidi Ould Ahmed"), person(investigator, "Sidi Uld Ahmad")
    client = browser(investigator)
    pair = f"/entities/{one.public_id}/beside/{other.public_id}/"
    said = twice(client, pair, verdict="same", reason="the same scar", known="", next="1")
    assert "meanwhile" not in said and "Judged the same" in said
    with people.at_work(investigator):
        made = Judgement.objects.get()
    mate = browser(people.person("analyst", at=gendarmerie))
    late = mate.post(pair, {"verdict": "same", "known": ""})
    assert late.status_code == 200 and "judged this pair meanwhile" in late.content.decode()
    contrary = client.post(pair, {"verdict": "different", "known": ""})
    assert contrary.status_code == 200 and "meanwhile" in contrary.content.decode(), "another word is no second click"
    address = f"/identities/judgements/{made.public_id}/"
    assert "already" in twice(mate, f"{address}opinion/", agrees="yes", reason="I know both")
    assert "undone already" in twice(client, f"{address}undo/", reason="two brothers")
    with people.at_work(investigator):
        assert (Judgement.objects.count(), SecondOpinion.objects.count(), Undoing.objects.count()) == (1, 1, 1)


def test_a_rule_is_published_once(browser: Browse, gendarmerie: Agency) -> None:
    keeper = people.person("coordinator", at=gendarmerie)
    client = browser(keeper)
    rule = {"judges": "no", "threshold": "99.99", "second_below": "90", "reason": "by order"}
    twice(client, "/identities/rules/", **rule)
    twice(client, "/identities/deconfliction/", tells="nobody", reason="by order")
    assert (Rule.objects.count(), DeconflictionRule.objects.count()) == (1, 1)
    client.post("/identities/rules/", {**rule, "reason": "by another order"})
    assert Rule.objects.count() == 2
