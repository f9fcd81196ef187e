"""A case is taken along as a document in each language, and each time is in the log."""

from __future__ import annotations

import io

import pypdf
import pytest

from manara.cases.actions.list_entity import list_entity
from manara.foundation.models import Agency, AuditEvent, User
from manara.intake.models import Entity, Report
from tests.cases import story
from tests.cases.conftest import Browse
from tests.foundation import people
from tests.foundation.people import at_work, nobody
from tests.resolution.world import admit, draft, entity

pytestmark = pytest.mark.django_db


def asked(**more: str) -> dict[str, str]:
    return {"format": "pdf", "language": "en", "purpose": "hearing 7"} | more


def words(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def taken(agency: Agency) -> list[AuditEvent]:
    nobody()
    with at_work(people.person("auditor", at=agency)):
        return list(AuditEvent.objects.filter(verb="export").order_by("pk"))


def test_the_paper_bears_the_marks_of_all_whom_it_names(
    gendarmerie: Agency, investigator: User, browser: Browse
) -> None:
    made = story.case(investigator)
    story.report(investigator, made)
    (outside,) = admit(investigator, draft(entity("p", "Person", name="Informant Name"), handling="H3", tlp="RED"))
    with at_work(investigator) as viewer:
        Report.objects.filter(pk=outside.pk).update(conditions="Never to court")
        informant = Entity.objects.get(report_id=outside.pk)
        list_entity(viewer, made, informant, reason="told us of it")
    client, path = browser(investigator), f"/cases/{made.public_id}/brief/"
    page = client.get(path).content.decode()
    assert "H3" in page and "TLP:RED" in page and "Never to court" in page and 'name="confirmed"' in page
    for given, fault in ((asked(purpose=" ", confirmed="on"), "Say what it is for"), (asked(), "confirm it")):
        answer = client.post(path, given)
        assert answer.status_code == 422 and fault in answer.content.decode()
    assert taken(gendarmerie) == []
    answer = client.post(path, asked(confirmed="on"))
    assert answer.status_code == 200 and "-H3-TLP_RED-" in answer["Content-Disposition"]
    text = words(answer.content)
    assert all(each in text for each in ("Informant Name", "H3", "TLP:RED", "Never to court", "hearing 7"))
    events = taken(gendarmerie)
    assert {event.purpose for event in events} == {"hearing 7"} and all(event.audience_id for event in events)
    (of_outside,) = [event for event in events if informant.public_id in event.object_ids]
    assert of_outside.audience_id == informant.audience_id != made.audience_id


def test_the_paper_bears_all_conditions_and_the_log_lists_all_that_left(
    gendarmerie: Agency, investigator: User, browser: Browse
) -> None:
    made = story.case(investigator)
    rows = admit(
        investigator,
        *(draft(entity("p", "Person", name=f"Person {number}"), handling="H2", tlp="RED") for number in range(230)),
        circles=[made.circle_id],
    )
    with at_work(investigator):
        for number in range(5):
            Report.objects.filter(pk=rows[number].pk).update(conditions=f"Condition {number}")
    answer = browser(investigator).post(f"/cases/{made.public_id}/brief/", asked(confirmed="on"))
    text = words(answer.content)
    assert "H2 · TLP:RED" in text and all(f"Condition {number}" in text for number in range(5))
    for kind in ("report", "entity"):
        assert len({each for event in taken(gendarmerie) if event.object_type == kind for each in event.object_ids}) == 230


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_case_is_taken_along(investigator: User, browser: Browse, language: str) -> None:
    made = story.case(investigator)
    report = story.report(investigator, made)
    client = browser(investigator)
    answer = client.post(f"/cases/{made.public_id}/brief/", asked(language=language))
    assert answer.status_code == 200 and answer.content.startswith(b"%PDF-")
    # The number of a case is no file's name, and no browser keeps the document.
    assert made.number not in answer["Content-Disposition"] and answer["Cache-Control"] == "no-store"
    nobody()
    with at_work(people.person("auditor")):
        taken = AuditEvent.objects.filter(verb="export")
        assert {each.object_type for each in taken} == {"case", "report", "entity"}
        assert report.public_id in taken.get(object_type="report").object_ids


def test_a_language_that_is_none_asks_again(investigator: User, browser: Browse) -> None:
    made = story.case(investigator)
    answer = browser(investigator).post(f"/cases/{made.public_id}/brief/", asked(language="xx"))
    assert answer.status_code == 422 and b"%PDF" not in answer.content


def test_a_prosecutor_takes_nothing_along(investigator: User, prosecutor: User, browser: Browse) -> None:
    made = story.case(investigator, "SOM-1", prosecutor)
    assert browser(prosecutor).post(f"/cases/{made.public_id}/brief/", asked()).status_code == 403


def test_the_bar_above_a_case_says_label_and_every_condition(investigator: User, browser: Browse) -> None:
    """As above everything else that is handled: neither the first three of five, nor a code without its label."""
    made = story.case(investigator)
    rows = admit(
        investigator,
        *(draft(entity("p", "Person", name=f"Person {number}"), handling="H1", tlp="AMBER") for number in range(5)),
        circles=[made.circle_id],
    )
    with at_work(investigator):
        for number, row in enumerate(rows):
            Report.objects.filter(pk=row.pk).update(conditions=f"Condition {number}", tlp="RED" if number == 2 else "AMBER")
    client = browser(investigator)
    for part in ("", "reports/", "log/"):
        page = client.get(f"/cases/{made.public_id}/{part}").content.decode()
        bar = page[page.index('class="handling-bar"') :][:1500]
        assert "TLP:RED" in bar and "AMBER" not in bar and all(f"Condition {number}" in bar for number in range(5)), part
