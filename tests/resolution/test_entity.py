"""The page of an entity: every value with its sayer, conflicts side by side, ties, resemblances, readers, and the wall."""

from __future__ import annotations

import re
import uuid

import pytest
from django.test import Client

from manara.foundation.models import Agency, AuditEvent, User
from manara.foundation.models.audit import AuditVerb
from manara.intake.actions.retract_report import retract_report
from manara.intake.engine.drafts import ReportDraft
from tests.foundation import people
from tests.resolution.conftest import Browse
from tests.resolution.queries_counted import counted
from tests.resolution.world import address, admit, draft, entities_of, entity, said, tie

pytestmark = pytest.mark.django_db
NAME = "محمد ولد أحمد سالم"


def page(client: Client, entity_id: uuid.UUID, part: str = "") -> str:
    answer = client.get(f"/entities/{entity_id}/{part}")
    assert answer.status_code == 200, answer.content.decode()[:400]
    return answer.content.decode()


def words(html: str) -> str:
    """What is read: no tags, single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def whole(user: User) -> uuid.UUID:
    """A person with two birth dates in one report, a phone, a boat and an alias."""
    (report,) = admit(
        user,
        draft(
            entity(
                "person", "Person", said("name", NAME), said("alias", "Mohamed Ould Ahmed Salem", lang="fr"),
                said("birthDate", "1984-03-12"), said("birthDate", "1984-12-03", kind="assessment"),
                said("birthDate", "1984"), said("nationality", "mr", original="موريتاني"), said("gender", "male"),
            ),
            entity("phone", "Phone", number="+22236301010"),
            entity("vessel", "Vessel", name="Yaye Fatou"),
            entity("network", "CriminalNetwork", name="Ring 3"),
            tie("use", "PhoneUse", {"holder": "person", "phone": "phone"}),
            tie("own", "Ownership", {"owner": "person", "asset": "vessel"}, kind="assessment"),
            tie("r", "NetworkRole", {"holder": "person", "network": "network"}, said("role", "organiser", kind="assessment")),
        ),
    )  # fmt: skip
    return address(user, report)


def test_a_fact_is_never_naked(investigator: User, browser: Browse) -> None:
    html = page(browser(investigator), whole(investigator))
    text = words(html)
    for part in (
        NAME,
        "Mohamed Ould Ahmed Salem",
        "Mauritania",
        "as written: موريتاني",
        "Gendarmerie",
        "B2",
        "H1",
    ):
        assert part in text, part
    assert "1 report · 1 agency · 1 country" in text
    assert html.count("/reports/") >= 6, "each value opens its report"


def test_a_name_is_shown_in_its_parts_as_the_parser_reads_it(investigator: User, browser: Browse) -> None:
    named = entity(
        "person", "Person", said("name", "محمد ولد أحمد ولد سالم"), said("alias", "Sidi Mohamed Ould Ahmed dit <Coco>"),
        said("weakAlias", "Momo"),
    )  # fmt: skip
    (report,) = admit(investigator, draft(named, entity("phone", "Phone", number="+22236301010")))
    client = browser(investigator)
    html = page(client, address(investigator, report))
    arabic, latin = html.split('class="name-parts"')[1].split("</details>")[0].split("<li>")[1:]
    assert words(arabic) == "محمد given name ولد أحمد father ولد سالم grandfather" and 'dir="rtl"' in arabic
    assert words(latin).startswith("Sidi title Mohamed given name Ould Ahmed father dit") and 'dir="ltr"' in latin
    assert "Momo" not in arabic + latin and "&lt;Coco" in latin, "one part alone says no more than the name"
    assert "How the names are read" in words(html)
    assert 'class="name-parts"' not in page(client, address(investigator, report, "Phone"))


def test_conflicts_stand_side_by_side_with_their_weights(investigator: User, browser: Browse) -> None:
    text = words(page(browser(investigator), whole(investigator)))
    assert "they differ" in text
    assert "day and month swapped?" in text
    assert "less precise" in text
    first, second = re.search(r"1984-03-12 (\d+) % .*?1984-12-03 (\d+) %", text).groups()
    assert int(first) > int(second) and int(first) + int(second) == 100


def test_ties_are_drawn_and_told_with_what_is_not_stated_as_a_fact(investigator: User, browser: Browse) -> None:
    client = browser(investigator)
    opened = whole(investigator)
    html = page(client, opened)
    assert '<svg class="net"' in html and 'class="unsure"' in html
    text = words(page(client, opened, "network/"))
    assert "uses" in text and "+222 36 30 10 10" in text
    assert "owns not stated as a fact" in text


@pytest.mark.parametrize("kind", ["fact", "assessment"])
def test_a_role_that_a_report_says_is_told_as_its_word_and_never_as_a_role_given(
    investigator: User, browser: Browse, kind: str
) -> None:
    (report,) = admit(
        investigator,
        draft(
            entity("p", "Person", name=NAME), entity("n", "CriminalNetwork", name="Ring 3"),
            tie("r", "NetworkRole", {"holder": "p", "network": "n"}, said("role", "organiser", kind=kind), kind=kind),
        ),
    )  # fmt: skip
    head = page(browser(investigator), address(investigator, report)).split('<p class="tags">')[1].split("</p>")[0]
    assert words(head).startswith("Organiser / coordinator grade B2 said by 1 report, not confirmed")
    assert 'class="tag ask"' in head and f'href="/reports/{report.public_id}/"' in head


def test_who_uses_the_same_phone_in_another_report_is_a_tie_that_nobody_stated(
    investigator: User, browser: Browse
) -> None:
    opened = whole(investigator)
    admit(
        investigator,
        draft(
            entity("p", "Person", name="Traoré Mamadou"), entity("phone", "Phone", number="+22236301010"),
            tie("use", "PhoneUse", {"holder": "p", "phone": "phone"}),
        ),
    )  # fmt: skip
    text = words(page(browser(investigator), opened, "network/"))
    assert "Traoré Mamadou" in text
    assert "uses the same phone not stated as a fact" in text


def test_what_two_reports_share_is_called_what_it_is(investigator: User, browser: Browse) -> None:
    def rides(name: str) -> ReportDraft:
        return draft(
            entity("p", "Person", name=name), entity("car", "Vehicle", registrationNumber="9539 JR 97"),
            tie("link", "UnknownLink", {"subject": "p", "object": "car"}),
        )  # fmt: skip

    first, _second = admit(investigator, rides("Traoré Mamadou"), rides("Sidi Ould Cheikh"))
    # Without the page's help, which stands behind it.
    text = words(page(browser(investigator), address(investigator, first), "network/").split("</main>")[0])
    assert "Sidi Ould Cheikh" in text
    assert "is tied to the same vehicle not stated as a fact" in text
    assert "phone" not in text.split("All ties")[1]


def test_a_phone_that_called_the_same_phone_is_linked_to_it_and_does_not_use_it(
    investigator: User, browser: Browse
) -> None:
    opened = whole(investigator)
    admit(
        investigator,
        draft(
            entity("a", "Phone", number="+22236301010"), entity("b", "Phone", number="+22236302020"),
            tie("call", "UnknownLink", {"subject": "b", "object": "a"}),
        ),
    )  # fmt: skip
    text = words(page(browser(investigator), opened, "network/"))
    assert "+222 36 30 20 20 linked to not stated as a fact +222 36 30 10 10" in text
    assert "uses the same phone" not in text


def test_who_may_be_the_same_is_a_suspicion_with_its_reasons(investigator: User, browser: Browse) -> None:
    opened = whole(investigator)
    (twin,) = admit(investigator, draft(entity("p", "Person", name="Mohamed Ould Ahmed Salem", birthDate="1984-03-12")))
    client = browser(investigator)
    html = page(client, opened, "alike/")
    text = words(html)
    assert "The same as this one?" in text and "Mohamed Ould Ahmed Salem" in text
    assert "not a finding" in text and "Birth · Name" in text
    other = address(investigator, twin)
    assert f"/entities/{opened}/beside/{other}/" in html, "each leads to both beside each other"
    assert f'hx-get="/entities/{opened}/alike/"' in page(client, opened)


def test_a_man_s_and_a_woman_s_name_are_no_likeness(investigator: User, browser: Browse) -> None:
    (one, _other) = admit(
        investigator,
        draft(entity("p", "Person", name="امبارك ولد سيدي", gender="male")),
        draft(entity("p", "Person", name="امباركة بنت سيدي", gender="female"), place="elsewhere"),
    )
    text = words(page(browser(investigator), address(investigator, one), "alike/"))
    assert "No comparison suggests another." in text and "امباركة" not in text


def test_one_phone_is_one_page_of_all_its_reports(investigator: User, other: User, browser: Browse) -> None:
    opened = whole(investigator)
    reports = admit(investigator, draft(entity("phone", "Phone", number="+22236301010"), occurred="2026-03-01"))
    admit(other, draft(entity("phone", "Phone", number="+22236301010"), occurred="2026-03-02"))
    client = browser(investigator)
    phone = address(investigator, reports[0], "Phone")
    text = words(page(client, phone))
    assert "2 reports · 1 agency" in text, "what the coast guard holds is not counted"
    assert NAME in words(page(client, phone, "network/"))
    assert opened


def test_what_is_hidden_answers_as_what_never_was(investigator: User, other: User, browser: Browse) -> None:
    opened = whole(investigator)
    client = browser(other)
    for part in ("", "network/", "reports/", "files/", "readers/"):
        hidden = client.get(f"/entities/{opened}/{part}")
        nothing = client.get(f"/entities/{uuid.uuid4()}/{part}")
        assert hidden.status_code == nothing.status_code == 404
        assert hidden.content == nothing.content
        drop = ("X-Request-Id",)
        assert {k: v for k, v in hidden.items() if k not in drop} == {k: v for k, v in nothing.items() if k not in drop}
        with counted() as asked_hidden:
            client.get(f"/entities/{opened}/{part}")
        with counted() as asked_nothing:
            client.get(f"/entities/{uuid.uuid4()}/{part}")
        assert len(asked_hidden) == len(asked_nothing)


def test_a_retracted_report_takes_its_entity_with_it(investigator: User, browser: Browse) -> None:
    (report,) = admit(investigator, draft(entity("p", "Person", name="Sidi Moctar")))
    opened = address(investigator, report)
    client = browser(investigator)
    page(client, opened)
    with people.at_work(investigator) as viewer:
        retract_report(viewer, report, reason="the source took it back")
    assert client.get(f"/entities/{opened}/").status_code == 404
    assert "data-walk" not in client.get("/search/", {"q": "Sidi Moctar"}).content.decode()


def test_a_prosecutor_reads_and_an_administrator_and_a_first_responder_do_not(
    gendarmerie: Agency, investigator: User, browser: Browse
) -> None:
    opened = whole(investigator)
    assert NAME in page(browser(people.person("prosecutor", at=gendarmerie)), opened)
    for role in ("administrator", "first-responder", "auditor", "statistician"):
        assert browser(people.person(role, at=gendarmerie)).get(f"/entities/{opened}/").status_code == 403


def test_the_auditor_sees_the_readings_and_nothing_that_was_read(
    gendarmerie: Agency, investigator: User, browser: Browse
) -> None:
    opened = whole(investigator)
    page(browser(investigator), opened)
    html = page(browser(people.person("auditor", at=gendarmerie)), opened, "readers/")
    assert "E-0417" in html and NAME not in html


def test_the_keeper_of_its_circle_sees_who_read_it(gendarmerie: Agency, investigator: User, browser: Browse) -> None:
    case = people.circle(investigator)
    (report,) = admit(investigator, draft(entity("p", "Person", name="Sidi Moctar")), circles=[case.pk])
    opened = address(investigator, report)
    client = browser(investigator)
    page(client, opened)
    assert "E-0417" in words(page(client, opened, "readers/"))


def test_who_reads_of_it_through_a_report_has_read_it_too(
    gendarmerie: Agency, investigator: User, browser: Browse
) -> None:
    case = people.circle(investigator)
    (report, elsewhere) = admit(
        investigator,
        draft(entity("p", "Person", name="Sidi Moctar")),
        draft(entity("p", "Person", name="Awa Diop"), place="elsewhere"),
        circles=[case.pk],
    )
    opened = address(investigator, report)
    client = browser(investigator)
    through = "read a report that names it"
    client.get(f"/reports/{elsewhere.public_id}/")
    assert through not in words(page(client, opened, "readers/"))
    client.get(f"/reports/{report.public_id}/")
    assert words(page(client, opened, "readers/")).count(through) == 1


def test_all_whom_its_page_shows_are_listed_in_the_log_once(
    gendarmerie: Agency, investigator: User, browser: Browse
) -> None:
    opened = whole(investigator)
    (twin,) = admit(investigator, draft(entity("p", "Person", name="Mohamed Ould Ahmed Salem", birthDate="1984-03-12")))
    beside = {str(address(investigator, twin))}
    client, auditor = browser(investigator), people.person("auditor", at=gendarmerie)
    for part, field in (("", "known"), ("network/", "network"), ("alike/", "alike")):
        html = page(client, opened, part)
        with people.at_work(auditor):
            (event,) = AuditEvent.objects.filter(verb=AuditVerb.LIST, object_type="entity", fields=[field])
        linked = set(re.findall(r"/entities/([0-9a-f-]{36})/", html)) - {str(opened)}
        linked |= set(re.findall(r"/beside/([0-9a-f-]{36})/", html))
        assert len(linked) >= (1 if part == "alike/" else 2) and linked == {str(each) for each in event.object_ids}
        assert (beside <= linked) == (part == "alike/")
        assert event.audience_id is None, "the keepers of one circle learn nothing of another's"


def test_a_thing_in_very_many_reports_is_bounded_and_says_so(investigator: User, browser: Browse) -> None:
    reports = admit(
        investigator,
        *(draft(entity("phone", "Phone", number="+22236301010"), place=f"place {number}") for number in range(180)),
    )
    opened = address(investigator, reports[0], "Phone")
    client = browser(investigator)
    text = words(page(client, opened))
    assert "180 reports" in text and "made of the newest" in text
    first = page(client, opened, "reports/")
    assert first.count("data-walk") == 50
    following = re.search(r'rel="next" href="([^"]+)"', first).group(1)
    second = client.get(f"/entities/{opened}/reports/{following}").content.decode()
    assert second.count("data-walk") == 50
    assert not set(re.findall(r"/reports/[0-9a-f-]{36}/", first)) & set(re.findall(r"/reports/[0-9a-f-]{36}/", second))


def test_the_number_of_queries_is_fixed(investigator: User, browser: Browse) -> None:
    opened = whole(investigator)
    first, *_ = admit(
        investigator,
        *(
            draft(
                entity("p", "Person", name=f"Mohamed Ahmed {word}"), entity("phone", "Phone", number="+22236301010"),
                tie("use", "PhoneUse", {"holder": "p", "phone": "phone"}), place=word,
            )
            for word in ("Salem", "Sidi", "Brahim", "Cheikh", "Moctar", "Lemine")
        ),
    )  # fmt: skip
    client, other = browser(investigator), address(investigator, first)
    for address_, most in (
        (f"/entities/{opened}/", 18),
        (f"/entities/{opened}/alike/", 14),
        (f"/entities/{opened}/identity/", 19),
        (f"/entities/{opened}/beside/{other}/", 25),
        ("/identities/", 9),
        (f"/entities/{opened}/network/", 13),
        (f"/entities/{opened}/reports/", 7),
        (f"/entities/{opened}/files/", 8),
        ("/search/?q=Mohamed+Ahmed", 9),
        ("/search/?q=%2B22236301010", 9),
        ("/search/?q=Moulaye+Moussa", 8),
        ("/search/suggest/?q=moha", 7),
        ("/entities/", 9),
    ):
        client.get(address_)
        with counted() as asked:
            assert client.get(address_).status_code == 200
        assert len(asked) <= most, f"{address_}: {len(asked)}\n" + "\n".join(each[:160] for each in asked)


def test_a_page_bears_the_strictest_code_of_all_that_stands_on_it_also_of_ties(
    investigator: User, browser: Browse
) -> None:
    drawn = [
        draft(entity("p", "Person", name=name), entity("t", "Phone", number="+22236301010"),
              tie("u", "PhoneUse", {"holder": "p", "phone": "t"}), handling=code)
        for name, code in (("Sidi Moctar", "H0"), ("Demba Kane", "H2"))
    ]  # fmt: skip
    (one, _other) = [entities_of(investigator, *admit(investigator, each))["Person"] for each in drawn]
    client = browser(investigator)
    for part in ("", "network/"):
        html = page(client, one.public_id, part)
        bar = html.split('class="handling-bar"')[1].split("</div>")[0]
        assert "Demba Kane" in html and ">H2<" in bar, part
    bar = page(client, one.public_id, "reports/").split('class="handling-bar"')[1].split("</div>")[0]
    assert ">H0<" in bar, "what is not shown counts for nothing"
