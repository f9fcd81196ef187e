"""The timeline of an entity: what is dated of it and seen by its reader, drawn and told, in few queries, and recorded."""

from __future__ import annotations

import gzip
import re
import uuid

import pytest
from django.test import Client

from manara.foundation.models import AuditEvent, User
from manara.foundation.models.audit import AuditVerb
from manara.intake.actions.retract_report import retract_report
from manara.intake.models import Entity
from manara.resolution.timeline import moments_of
from tests.foundation import people
from tests.resolution.conftest import Browse
from tests.resolution.queries_counted import counted
from tests.resolution.world import address, admit, draft, entity, said, tie

pytestmark = pytest.mark.django_db


def page(client: Client, entity_id: uuid.UUID, query: str = "") -> str:
    answer = client.get(f"/entities/{entity_id}/timeline/{query}")
    assert answer.status_code == 200, answer.content.decode()[:400]
    return answer.content.decode()


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def rows(html: str) -> list[str]:
    return [words(row) for row in re.findall(r"<tr data-walk.*?</tr>", html, re.S)]


def life(user: User) -> uuid.UUID:
    """A man with a birth, a passport, a phone since a month, a payment on a day, a stay about a year, and an undated friend."""
    (report,) = admit(
        user,
        draft(
            entity("man", "Person", said("name", "محمد ولد أحمد"), said("birthDate", "1984")),
            entity("phone", "Phone", number="+22236301010"), entity("friend", "Person", name="Traoré Mamadou"),
            entity("house", "SafeHouse", name="حي كانصادو 14"),
            entity("pass", "Passport", said("number", "BK 1204471"), said("startDate", "2021-05-01"),
                   said("endDate", "2031-04-30"), said("holder", "", other="man")),
            tie("u", "PhoneUse", {"holder": "man", "phone": "phone"}, said("startDate", "2025-03")),
            tie("p", "Payment", {"payer": "friend", "beneficiary": "man"}, said("date", "2025-06-11"),
                said("amount", "45000"), said("currency", "MRU")),
            tie("l", "Lodging", {"guest": "man", "place": "house"}, said("date", "~2024"), kind="assessment"),
            tie("a", "Associate", {"person": "man", "associate": "friend"}),
        ),
    )  # fmt: skip
    return address(user, report)


def test_each_date_stands_in_the_table_with_who_says_it_and_on_the_picture(investigator: User, browser: Browse) -> None:
    told = rows(page(browser(investigator), life(investigator), "?from=1980-01-01&to=2032-01-01"))
    assert [row.split()[0] for row in told][:3] == ["1984", "2021-05-01", "about"]
    payment = next(row for row in told if "2025-06-11" in row)
    assert "Traoré Mamadou · 45000 MRU" in payment and "Gendarmerie" in payment and "B2" in payment and "H1" in payment
    assert any(row.startswith("since 2025-03") and "+222 36 30 10 10" in row for row in told)
    stay = next(row for row in told if row.startswith("about 2024"))
    assert "not stated as a fact" in stay
    assert any(row.startswith("not said") and "Traoré Mamadou" in row for row in told), "an undated tie is not dropped"


def test_precision_is_drawn_and_both_sheets_are_there(investigator: User, browser: Browse) -> None:
    client, opened = browser(investigator), life(investigator)
    html = page(client, opened, "?from=1980-01-01&to=2032-01-01")
    for form in ("tick", "within", "about", "held"):
        assert re.search(rf'<rect class="{form}" x="', html), form
    assert html.count('class="tl tl-wide"') == html.count('class="tl tl-narrow"') == 1
    client.cookies["manara_language"] = "fr"
    assert "," not in "".join(re.findall(r' (?:x|y|x1|width)="([^"]+)"', page(client, opened)))


def test_the_first_view_leaves_the_birth_out_and_says_so(investigator: User, browser: Browse) -> None:
    client, opened = browser(investigator), life(investigator)
    html = page(client, opened)
    assert "1984" not in " ".join(row.split()[0] for row in rows(html))
    assert "2 more before this" in words(html) or "1 more before this" in words(html)
    wider = re.search(
        r'href="([^"]+)"[^>]*>[^<]*<svg class="icon turns"[^>]*><use[^>]*></use></svg>\s*\d+ more before', html
    )
    assert wider is not None
    assert "1984" in " ".join(row.split()[0] for row in rows(page(client, opened, wider[1].replace("&amp;", "&"))))


def test_nonsense_in_the_query_shows_the_first_view(investigator: User, browser: Browse) -> None:
    client, opened = browser(investigator), life(investigator)
    first = rows(page(client, opened))
    for query in ("?from=x&to=y", "?from=2025-01-01", "?from=&to=", "?page=99999&hijri=7"):
        assert rows(page(client, opened, query)) == first
    assert page(client, opened, "?from=9999-12-31&to=0001-01-01")
    assert page(client, opened, "?from=9999-12-31&to=9999-12-31")


def test_hijri_dates_stand_beside_the_others_on_demand(investigator: User, browser: Browse) -> None:
    client, opened = browser(investigator), life(investigator)
    assert "1446" not in words(page(client, opened))
    html = page(client, opened, "?hijri=1")
    assert "1446-12-15" in words(html) and 'class="date hijri"' in html


def test_time_runs_from_the_right_in_arabic(investigator: User, browser: Browse) -> None:
    client, opened = browser(investigator), life(investigator)
    for language, rising in (("ar", False), ("fr", True)):
        client.cookies["manara_language"] = language
        html = page(client, opened, "?from=2020-01-01&to=2026-01-01")
        wide = html.split('class="tl tl-narrow"')[0]
        places = [float(x) for x in re.findall(r'class="date" x="([\d.]+)"', wide)]
        assert len(places) > 2 and (places == sorted(places)) is rising


def test_a_slip_of_the_pen_is_said_calmly_and_not_dropped(investigator: User, browser: Browse) -> None:
    (report,) = admit(
        investigator,
        draft(
            entity("man", "Person", said("name", "Sidi"), said("birthDate", "1823-01-04")),
            entity("boat", "Vessel", name="Yaye Fatou"),
            tie("o", "Ownership", {"owner": "man", "asset": "boat"}, said("startDate", "2025-05-01"),
                said("endDate", "2024-01-01")),
            tie("t", "UnknownLink", {"subject": "man", "object": "boat"}, said("date", "2093-05-01")),
        ),
    )  # fmt: skip
    text = words(page(browser(investigator), address(investigator, report), "?from=1800-01-01&to=2100-01-01"))
    assert "1823-01-04 before 1900: perhaps a slip" in text
    assert "2093-05-01 after today" in text
    assert "ends before it begins: one of both dates is wrong" in text


def test_a_report_that_was_taken_back_takes_its_dates_with_it(investigator: User, browser: Browse) -> None:
    opened = life(investigator)
    (other,) = admit(
        investigator,
        draft(
            entity("p", "Person", name="Sidi"), entity("phone", "Phone", number="+22236301010"),
            tie("u", "PhoneUse", {"holder": "p", "phone": "phone"}, said("startDate", "2023-01-07")),
        ),
    )  # fmt: skip
    with people.at_work(investigator):
        phone = Entity.objects.filter(schema="Phone").order_by("pk").first()
    assert phone is not None and opened
    client = browser(investigator)
    assert "2023-01-07" in words(page(client, phone.public_id))
    with people.at_work(investigator) as viewer:
        retract_report(viewer, other, reason="mistaken")
    assert "2023-01-07" not in words(page(client, phone.public_id))


def test_what_another_circle_knows_is_not_on_it(investigator: User, other: User, browser: Browse) -> None:
    opened = life(investigator)
    admit(
        other,
        draft(
            entity("p", "Person", name="Hidden Person"), entity("phone", "Phone", number="+22236301010"),
            tie("u", "PhoneUse", {"holder": "p", "phone": "phone"}, said("startDate", "2019-09-09")),
        ),
    )  # fmt: skip
    with people.at_work(investigator):
        phone = Entity.objects.get(schema="Phone")
    html = page(browser(investigator), phone.public_id, "?from=2015-01-01&to=2026-12-01")
    assert "2019-09-09" not in html and "Hidden" not in html
    assert browser(other).get(f"/entities/{opened}/timeline/").status_code == 404


def test_who_is_shown_is_recorded(investigator: User, browser: Browse) -> None:
    opened = life(investigator)
    page(browser(investigator), opened)
    with people.at_work(investigator):
        friend = Entity.objects.get(caption="Traoré Mamadou").public_id
    with people.at_work(people.person("auditor", at=investigator.agency)):
        listed = AuditEvent.objects.filter(verb=AuditVerb.LIST, object_type="entity", fields=["timeline"]).get()
        read = AuditEvent.objects.filter(verb=AuditVerb.READ, fields=["timeline"])
        assert friend in listed.object_ids and listed.audience_id is None
        assert read.filter(object_ids__contains=[opened]).exists()


def many(user: User, calls: int) -> list[int]:
    """A phone that called `calls` times, all in one report; the numbers of its entities."""
    others = [entity(f"c{n}", "Phone", number=f"+2223630{n:04}") for n in range(20)]
    made = [
        tie(f"x{n}", "UnknownLink", {"subject": "phone", "object": f"c{n % 20}"},
            said("date", f"20{18 + n % 8}-{1 + n % 12:02}-{1 + n % 28:02}"))
        for n in range(calls)
    ]  # fmt: skip
    (report,) = admit(user, draft(entity("phone", "Phone", number="+22236301010"), *others, *made))
    with people.at_work(user):
        return list(Entity.objects.filter(report=report, caption="+22236301010").values_list("pk", flat=True))


def test_the_number_of_queries_does_not_grow_with_what_is_dated(investigator: User) -> None:
    few, lots = many(investigator, 3), many(investigator, 300)
    asked = []
    for numbers in (few, lots):
        with people.at_work(investigator) as viewer, counted() as queries:
            found = moments_of(viewer, numbers)
        asked.append(len(queries))
        assert found.all
    assert asked[0] == asked[1] <= 8, asked


def test_hundreds_are_gathered_on_the_picture_and_all_in_the_table(investigator: User, browser: Browse) -> None:
    numbers = many(investigator, 400)
    with people.at_work(investigator):
        phone = Entity.objects.get(pk=numbers[0])
    html = page(browser(investigator), phone.public_id)
    assert "×" in html and len(re.findall(r'<a class="mark', html)) < 150
    assert "1 to 60 of" in words(html)
    assert len(html.encode()) < 200_000


def test_nothing_dated_says_what_would_stand_here(investigator: User) -> None:
    with people.at_work(investigator) as viewer:
        assert moments_of(viewer, []).all == ()


def test_a_report_concerns_what_it_names_and_never_who_wrote_it(investigator: User, browser: Browse) -> None:
    names = [entity(f"p{n}", "Phone", number=f"+2223630101{n}") for n in range(5)]
    (report,) = admit(investigator, draft(entity("man", "Person", name="Sidi"), *names))
    with people.at_work(investigator) as viewer:
        numbers = list(Entity.objects.filter(report=report).values_list("pk", flat=True))
        several = moments_of(viewer, numbers, several=True).all
        alone = moments_of(viewer, numbers[:1]).all
    happened = next(each for each in several if each.lane == "happened")
    assert len(happened.about.split(" · ")) == 4 and happened.about.endswith("+3")
    assert happened.reports[0].agency not in happened.about
    assert [each.about for each in (*several, *alone) if each.lane == "said"] == ["", ""]


def test_what_came_in_on_one_day_stands_in_one_line_unless_nothing_else_names_it(investigator: User) -> None:
    admitted = [
        *admit(
            investigator, *(draft(entity("p", "Person", name=f"P{n}"), occurred=f"2025-05-0{n}") for n in (1, 2, 3))
        ),
        *admit(investigator, draft(entity("p", "Person", name="Undated"), occurred="")),
    ]
    with people.at_work(investigator) as viewer:
        numbers = list(Entity.objects.filter(report__in=admitted).values_list("pk", flat=True))
        came = {each.about: each for each in moments_of(viewer, numbers, several=True).all if each.lane == "said"}
    assert came.keys() == {"", "Undated"}
    assert len(came[""].reports) == 3


def test_one_telephone_in_two_reports_is_named_once_beside_its_tie(investigator: User) -> None:
    phones = [entity(code, "Phone", number="+22236301010") for code in ("one", "other")]
    (report,) = admit(investigator, draft(*phones, tie("t", "UnknownLink", {"subject": "one", "object": "other"},
                                                       said("date", "2025-05-01"))))  # fmt: skip
    with people.at_work(investigator) as viewer:
        numbers = list(Entity.objects.filter(report=report, schema="Phone").values_list("pk", flat=True))
        (linked,) = (each for each in moments_of(viewer, numbers, several=True).all if each.lane == "ties")
    assert linked.about == "+222 36 30 10 10"


def test_what_has_no_date_is_read_page_by_page(investigator: User, browser: Browse) -> None:
    others = [entity(f"c{n}", "Phone", number=f"+2223630{n:04}") for n in range(70)]
    made = [tie(f"x{n}", "UnknownLink", {"subject": "phone", "object": f"c{n}"}) for n in range(70)]
    (report,) = admit(investigator, draft(entity("phone", "Phone", number="+22236301010"), *others, *made))
    with people.at_work(investigator):
        phone = Entity.objects.get(report=report, caption="+22236301010")
    client, seen, query = browser(investigator), set(), "?hijri=1"
    for left in (40, 10, 0):
        html = page(client, phone.public_id, query)
        seen |= set(
            re.findall(r"\+222 36 30 \d\d \d\d", words(html.split('id="timeline-undated"')[1].split("</table>")[0]))
        )
        assert (f"and {left} more without a date" in words(html)) is bool(left)
        onward = re.search(r'rel="next" href="([^"#]+)#timeline-undated"', html)
        assert bool(onward) is bool(left)
        query = onward[1].replace("&amp;", "&") if onward else ""
        assert not onward or "hijri=1" in query
    assert len(seen) == 70
    assert page(client, phone.public_id, "?undated=nonsense")


DATES = 160


def test_the_drawings_of_many_dates_are_light(investigator: User, browser: Browse) -> None:
    """Both drawings of a crowded timeline, as they travel, per date; a page of one weighs 14 kB beside 105 kB of the shell."""
    numbers = many(investigator, DATES)
    with people.at_work(investigator):
        phone = Entity.objects.get(pk=numbers[0])
    client = browser(investigator)
    client.cookies["manara_language"] = "ar"
    html = page(client, phone.public_id, "?from=2018-01-01&to=2026-01-01")
    drawn = "".join(re.findall(r'<svg class="tl tl-(?:wide|narrow)".*?</svg>', html, re.S))
    assert drawn.count("<svg") == 2
    assert len(gzip.compress(drawn.encode())) / DATES < 20
    assert len(gzip.compress(html.encode())) < 15_000
