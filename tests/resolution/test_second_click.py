"""A judgement, its undoing or a rule that is sent twice acts once and leads on; only another's judgement stops it."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from manara.foundation.models import Agency, User
from manara.resolution.models import DeconflictionRule, Judgement, Rule, SecondOpinion, Undoing
from manara.resolution.pages import beside
from tests.foundation import people
from tests.resolution.conftest import Browse
from tests.resolution.test_judging import judged_by, person
from tests.resolution.world import admit, draft, entities_of, entity

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


def test_the_next_page_names_the_pair_that_was_judged_and_leads_back_to_it(
    investigator: User, gendarmerie: Agency, browser: Browse
) -> None:
    one, other = person(investigator, "Sidi Ould Ahmed"), person(investigator, "Sidi Uld Ahmad")
    client = browser(investigator)
    sent = {"verdict": "different", "next": "1"}
    following = client.post(f"/entities/{one.public_id}/beside/{other.public_id}/", sent)["Location"]
    with people.at_work(investigator):
        made = Judgement.objects.get()
    just = client.get(following).content.decode().split('class="card flush just"')[1].split("</section>")[0]
    assert "Judged different. It can be undone at any time." in just
    assert one.caption in just and other.caption in just and f'href="/identities/judgements/{made.public_id}/"' in just
    mate = browser(people.person("analyst", at=gendarmerie))
    assert 'class="card flush just"' not in mate.get(following).content.decode(), "he judged nothing"
    assert client.get("/identities/?judged=nonsense").status_code == 200


def test_what_was_typed_for_a_pair_that_somebody_judged_meanwhile_is_offered_as_a_second_opinion(
    investigator: User, gendarmerie: Agency, browser: Browse
) -> None:
    one, other = person(investigator, "Sidi Ould Ahmed"), person(investigator, "Sidi Uld Ahmad")
    made = judged_by(investigator, one, other)
    pair = f"/entities/{one.public_id}/beside/{other.public_id}/"
    sent = {"verdict": "different", "reason": "I met both brothers"}
    mate = browser(people.person("analyst", at=gendarmerie))
    html = mate.post(pair, sent).content.decode()
    form = html.split(f'action="/identities/judgements/{made.public_id}/opinion/"')[1].split("</form>")[0]
    assert "I met both brothers</textarea>" in form and re.search(r'value="no"[^>]*checked', form)
    assert "Your reason is still here" in html
    own = browser(investigator).post(pair, sent).content.decode()
    assert "I met both brothers" in own and "/opinion/" not in own, "nobody gives a second opinion on his own judgement"
    assert "Your reason is still here" not in mate.get(pair).content.decode()


def test_the_second_half_of_a_double_click_judges_no_other_pair(
    investigator: User, browser: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = person(investigator, "Sidi Ould Ahmed"), person(investigator, "Sidi Uld Ahmad")
    client = browser(investigator)
    pair = f"/entities/{one.public_id}/beside/{other.public_id}/"
    shown = re.search(r'name="shown" value="([\d.]+)"', client.get(pair).content.decode())
    assert shown is not None
    monkeypatch.setattr(beside, "AT_ONCE", 60.0)  # whatever the machine's pace
    answer = client.post(pair, {"verdict": "same", "reason": "kept", "shown": shown[1]})
    text = answer.content.decode()
    assert answer.status_code == 200 and "Nothing was judged" in text and "kept" in text
    with people.at_work(investigator):
        assert not Judgement.objects.exists()
    assert client.post(pair, {"verdict": "same", "shown": str(float(shown[1]) - 61)}).status_code == 302


def test_a_rule_is_published_once(browser: Browse, gendarmerie: Agency) -> None:
    keeper = people.person("coordinator", at=gendarmerie)
    client = browser(keeper)
    rule = {"judges": "no", "threshold": "99.99", "second_below": "90", "reason": "by order"}
    twice(client, "/identities/rules/", **rule)
    twice(client, "/identities/deconfliction/", tells="nobody", reason="by order")
    assert (Rule.objects.count(), DeconflictionRule.objects.count()) == (1, 1)
    client.post("/identities/rules/", {**rule, "reason": "by another order"})
    assert Rule.objects.count() == 2


def test_a_pair_in_a_list_bears_the_stricter_code_and_what_tells_its_names_apart(
    investigator: User, browser: Browse
) -> None:
    sides = []
    for code, year in (("H1", "1971"), ("H3", "1984")):
        (report,) = admit(
            investigator, draft(entity("p", "Person", name="Sidi Ould Ahmed", birthDate=f"{year}-05-01"), handling=code)
        )
        sides.append(entities_of(investigator, report)["Person"])
    judged_by(investigator, *sides)
    line = browser(investigator).get("/identities/?part=judged").content.decode().split("<li data-walk")[1].split("</li>")[0]
    assert "<bdi>H3</bdi>" in line and "<bdi>H1</bdi>" not in line
    assert re.findall(r'born <bdi dir="ltr" class="num">(\d+)</bdi>', line) == ["1971", "1984"]
