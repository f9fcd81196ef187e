"""Two of a person's own choosing: whoever knows that two are one finds both, lays them beside each other and judges."""

from __future__ import annotations

import re

import pytest

from manara.foundation.models import Agency, AuditEvent, User
from manara.resolution.models import Judgement, Verdict
from tests.foundation import people
from tests.resolution.conftest import Browse
from tests.resolution.queries_counted import counted
from tests.resolution.test_entity import words
from tests.resolution.test_judging import judged_by, members_for, person
from tests.resolution.world import admit, draft, entities_of, entity

pytestmark = pytest.mark.django_db
# A man and the name that he goes by in the port: no comparison would ever suggest them.
NAME, BY_NAME = "Mohamedou Ould Cheikhna Tolba", "Le Borgne"
AJAX = {"HX-Request": "true"}


def test_another_name_is_found_laid_beside_and_judged(investigator: User, browser: Browse) -> None:
    one, other = person(investigator, NAME), person(investigator, BY_NAME)
    client = browser(investigator)
    shown = client.get(f"/entities/{one.public_id}/").content.decode()
    assert f'href="/entities/{one.public_id}/compare/"' in shown
    assert "Nothing was looked for yet" in client.get(f"/entities/{one.public_id}/compare/").content.decode()
    found = client.get(f"/entities/{one.public_id}/compare/", {"q": BY_NAME}).content.decode()
    address = f"/entities/{one.public_id}/beside/{other.public_id}/?own=1"
    assert f'href="{address}"' in found
    page = client.get(address).content.decode()
    assert 'id="judge"' in page and 'name="next" value="1"' not in page, "who chose the pair is not sent on into the queue"
    answer = client.post(address, {"verdict": "same", "reason": "he says so himself"})
    with people.at_work(investigator):
        made = Judgement.objects.get()
        assert answer.url == f"/identities/judgements/{made.public_id}/"
    assert members_for(investigator, one) == {one.pk, other.pk}


def test_only_the_same_kind_is_found_and_nothing_that_is_one_with_it(investigator: User, browser: Browse) -> None:
    one, twin, third = (person(investigator, name) for name in ("Sidi Moctar", "Sidi Mokhtar", "Sidi El Moctar"))
    admit(investigator, draft(entity("v", "Vessel", name="Sidi Moctar")))
    judged_by(investigator, one, twin)
    judged_by(investigator, one, third, Verdict.DIFFERENT)
    client = browser(investigator)
    html = client.get(f"/entities/{one.public_id}/compare/", {"q": "Sidi Moctar"}).content.decode()
    assert re.findall(r"beside/([0-9a-f-]{36})", html) == [str(third.public_id)]
    assert "judged already: different" in words(html)
    half = client.get(f"/entities/{one.public_id}/compare/", {"q": "Sidi Moct"}, headers=AJAX).content.decode()
    assert "<html" not in half and set(re.findall(r"beside/([0-9a-f-]{36})", half)) <= {str(third.public_id)}
    nothing = client.get(f"/entities/{one.public_id}/compare/", {"q": "Traoré Mamadou"}).content.decode()
    assert "Nothing else of this kind: Person" in words(nothing)


def test_what_is_hidden_is_not_found_and_not_there(investigator: User, other: User, browser: Browse) -> None:
    mine, theirs = person(other, "Awa Diop"), person(investigator, "Aoua Diop")
    client = browser(other)
    for headers in ({}, AJAX):
        html = client.get(f"/entities/{mine.public_id}/compare/", {"q": "Aoua Diop"}, headers=headers).content.decode()
        assert str(theirs.public_id) not in html
    nowhere = "00000000-0000-4000-8000-000000000000"
    for hidden in (theirs.public_id, nowhere):
        assert client.get(f"/entities/{hidden}/compare/").status_code == 404
        assert client.get("/search/beside/", {"pick": [mine.public_id, hidden]}).status_code == 404


def test_two_lines_of_a_search_are_ticked_and_beside_each_other(investigator: User, browser: Browse) -> None:
    one, other = person(investigator, "Traoré Mamadou"), person(investigator, "Traore Mamadu")
    (report,) = admit(investigator, draft(entity("v", "Vessel", name="Traoré Mamadou")))
    boat = entities_of(investigator, report)["Vessel"]
    client = browser(investigator)
    html = client.get("/search/", {"q": "Traoré Mamadou"}).content.decode()
    assert 'id="two"' in html and set(re.findall(r'name="pick" value="([0-9a-f-]+)"', html)) == {
        str(each.public_id) for each in (one, other, boat)
    }
    both = client.get("/search/beside/", {"q": "Traoré Mamadou", "pick": [one.public_id, other.public_id]})
    assert both.url == f"/entities/{one.public_id}/beside/{other.public_id}/?own=1"
    for ticked, told in (([one], "Tick two lines"), ([one, boat], "Only two of one kind"), ([], "Tick two lines")):
        given = {"q": "Traoré Mamadou", "pick": [each.public_id for each in ticked]}
        back = client.get("/search/beside/", given, follow=True).content.decode()
        assert told in words(back) and back.count(" checked") == len(ticked), "what was ticked stays so"
    assert client.get("/search/beside/", {"pick": ["x", one.public_id]}).status_code == 302


def test_a_phone_is_not_compared_and_who_may_not_judge_ticks_nothing(
    investigator: User, gendarmerie: Agency, browser: Browse
) -> None:
    person(investigator, "Traoré Mamadou"), person(investigator, "Traore Mamadu")
    (report,) = admit(investigator, draft(entity("t", "Phone", number="+22236301010")))
    phone = entities_of(investigator, report)["Phone"].public_id
    client = browser(investigator)
    assert "/compare/" not in client.get(f"/entities/{phone}/").content.decode()
    assert client.get(f"/entities/{phone}/compare/").url == f"/entities/{phone}/"
    prosecutor = browser(people.person("prosecutor", at=gendarmerie))
    assert 'name="pick"' not in prosecutor.get("/search/", {"q": "Traoré Mamadou"}).content.decode()


def test_looking_for_another_is_written_down_and_takes_few_queries(
    investigator: User, gendarmerie: Agency, browser: Browse
) -> None:
    one, other = person(investigator, NAME), person(investigator, BY_NAME)
    client = browser(investigator)
    client.get(f"/entities/{one.public_id}/compare/", {"q": BY_NAME})
    with counted() as asked:
        client.get(f"/entities/{one.public_id}/compare/", {"q": BY_NAME})
    assert len(asked) <= 15, "\n".join(asked)
    for number in range(12):
        person(investigator, f"{BY_NAME} {number}")
    with counted() as more:
        client.get(f"/entities/{one.public_id}/compare/", {"q": BY_NAME})
    assert len(more) <= len(asked), "of few, one query more"
    with people.at_work(people.person("auditor", at=gendarmerie)):
        events = list(AuditEvent.objects.filter(verb__in=["read", "search"]).order_by("pk"))
    assert ["compare"] in [each.fields for each in events if one.public_id in each.object_ids]
    assert any(each.verb == "search" and other.public_id in each.object_ids for each in events)
