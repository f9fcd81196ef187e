"""The pages of intake answer, show what they should to whom they should, and ask the database a fixed number of times."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from manara.foundation.access.reach import again
from manara.foundation.jobs.queue import work_off
from manara.intake.models import Draft, DraftVersion, Import, QuarantinedRow, Report
from tests.foundation.people import at_work, nobody

from .conftest import People
from .files import register
from .reporting import hand_in, payload

Browser = Callable[..., Client]


@pytest.fixture
def analyst(people: People, browser_of: Browser) -> Client:
    return browser_of(people.analyst)


def made(people: People, user: Any, **changed: str) -> Report:
    with at_work(user) as viewer:
        return hand_in(viewer, people.police_circle, **changed)


def uploaded(client: Client, people: People, content: bytes, name: str = "register.csv", **more: str) -> str:
    answer = client.post(
        "/imports/new/",
        {"file": SimpleUploadedFile(name, content), "circle": str(people.police_circle.public_id), **more},
    )
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def mapping_form(client: Client, address: str, **changed: str) -> dict[str, str]:
    """What the preview page's form would send as it stands, with some answers changed."""
    form = client.get(address).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    return {**data, "grade_source": "B", "grade_information": "2", "act": "start", **changed}


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>|[\u2066-\u2069]", " ", answer.content.decode()))


def job_of(people: People, client: Client, address: str) -> None:
    """Begin the import at this address as it stands and work it off."""
    client.post(f"{address}columns/", mapping_form(client, address))
    with at_work(people.analyst):
        job = Import.objects.select_related("job").get(public_id=address.split("/")[2]).job
        assert job is not None
    work_off.func(job=str(job.public_id), asked_by=people.analyst.pk)


# ---- reports


def test_the_list_shows_a_first_responder_his_own(people: People, browser_of: Browser) -> None:
    made(people, people.analyst, title="By an analyst")
    made(people, people.responder, title="By a responder")
    page = text_of(browser_of(people.responder).get("/reports/"))
    assert "By a responder" in page
    assert "By an analyst" not in page
    page = text_of(browser_of(people.analyst).get("/reports/"))
    assert "By a responder" in page and "By an analyst" in page
    assert "By an analyst" not in text_of(browser_of(people.outsider).get("/reports/"))


def test_the_list_is_narrowed_and_walked(people: People, analyst: Client) -> None:
    for number in range(53):
        made(people, people.analyst, title=f"Report {number:03}", handling="H0" if number % 2 else "H2")
    assert "Report 007" in text_of(analyst.get("/reports/", {"title": "report 007"}))
    assert "Report 008" not in text_of(analyst.get("/reports/", {"title": "007"}))
    assert "No report fits" in text_of(analyst.get("/reports/", {"since": "2030-01-01"}))
    first = analyst.get("/reports/")
    assert len(first.context["page"].rows) == 50
    second = analyst.get("/reports/" + first.context["next"])
    assert [each.title for each in second.context["page"].rows] == ["Report 002", "Report 001", "Report 000"]
    back = analyst.get("/reports/" + second.context["previous"])
    assert [each.title for each in back.context["page"].rows] == [each.title for each in first.context["page"].rows]
    assert analyst.get("/reports/", {"after": "nonsense"}).status_code == 200
    assert len(analyst.get("/reports/", {"handling": "H2"}).context["page"].rows) == 27


def test_lists_ask_the_database_a_fixed_number_of_times(
    people: People, analyst: Client, django_assert_num_queries: Any
) -> None:
    analyst.get("/reports/")
    counts = []
    for rows in (3, 20):
        for number in range(rows):
            made(people, people.analyst, title=f"{rows}-{number}")
        with at_work(people.analyst):
            # Rows of a file have no title of their own; they are called by whom they name.
            Report.objects.filter(title__endswith="1").update(title="")
        nobody()
        with django_assert_num_queries(20, exact=False) as asked:
            analyst.get("/reports/")
        counts.append(len([each for each in asked.captured_queries if "SAVEPOINT" not in each["sql"]]))
    assert counts == [9, 9], asked.captured_queries
    assert "محمد ولد أحمد" in text_of(analyst.get("/reports/"))


@pytest.mark.parametrize(
    ("address", "count"), [("/imports/", 7), ("/quarantine/", 8), ("/drafts/", 7), ("report", 15)]
)
def test_other_pages_ask_a_fixed_number_of_times_too(
    people: People, analyst: Client, django_assert_num_queries: Any, address: str, count: int
) -> None:
    report = made(people, people.analyst, **{f"phones-{number}-number": f"+222363010{number}" for number in range(10, 40)})
    address = f"/reports/{report.public_id}/" if address == "report" else address
    for number in range(3):
        job_of(people, analyst, uploaded(analyst, people, register(5 + number, faulty=(1, 2, 3))))
    analyst.get(address)
    with django_assert_num_queries(50, exact=False) as asked:
        analyst.get(address)
    assert len([each for each in asked.captured_queries if "SAVEPOINT" not in each["sql"]]) <= count


def test_a_reports_page_says_what_it_says_and_how_sure(people: People, analyst: Client) -> None:
    report = made(people, people.analyst, **{"persons-0-birthDate": "1404-09-12", "persons-0-birthDate_as": "hijri"})
    page = text_of(analyst.get(f"/reports/{report.public_id}/"))
    for word in ("Boat seen off the cape", "محمد ولد أحمد", "+222 36 30 10 10", "S-112", "B2", "from the Hijri calendar"):
        assert word in page, word


def test_a_hidden_report_answers_as_one_that_is_not(people: People, browser_of: Browser) -> None:
    report = made(people, people.analyst)
    outsider = browser_of(people.outsider)
    hidden = outsider.get(f"/reports/{report.public_id}/")
    absent = outsider.get("/reports/00000000-0000-4000-8000-000000000000/")
    assert hidden.status_code == absent.status_code == 404
    assert hidden.content == absent.content


def test_retracting_on_the_page_takes_the_statements_and_needs_a_reason(people: People, analyst: Client) -> None:
    report = made(people, people.analyst)
    address = f"/reports/{report.public_id}/"
    analyst.post(f"{address}retract/", {"reason": " "})
    assert "was taken back" not in text_of(analyst.get(address))
    analyst.post(f"{address}retract/", {"reason": "wrong boat"})
    page = text_of(analyst.get(address))
    assert "was taken back" in page and "wrong boat" in page
    assert "+222 36 30 10 10" not in page
    analyst.post(f"{address}restore/", {"reason": "the right one"})
    assert "+222 36 30 10 10" in text_of(analyst.get(address))


def test_a_retracted_report_shows_only_that_it_was_one_until_that_is_undone(people: People, analyst: Client) -> None:
    report = made(people, people.analyst)
    address = f"/reports/{report.public_id}/"
    analyst.post(f"{address}files/", {"file": SimpleUploadedFile("quay.jpg", b"photo")})
    with at_work(people.analyst):
        Report.objects.filter(pk=report.pk).update(details={"incident": "INC-77"})
    said = ("Boat seen", "A pirogue left", "Nouadhibou", "2026-03-12", "S-112", "INC-77", "quay.jpg", "+222 36 30 10 10")
    analyst.post(f"{address}retract/", {"reason": "wrong boat"})
    whole, history = analyst.get(address), analyst.get(f"{address}history/")
    shown = text_of(whole)
    for word in ("Retracted report", "wrong boat", "Undo the retraction", "Form", "B2", "Gendarmerie"):
        assert word in shown, word
    for page in (whole, history, analyst.get("/reports/"), analyst.get("/")):
        assert not [word for word in said if word in page.content.decode()], page.request["PATH_INFO"]
    assert "Retracted report" in text_of(analyst.get("/reports/")) and "Retracted report" in text_of(analyst.get("/"))
    assert str(report.public_id) not in analyst.get("/reports/", {"title": "Boat"}).content.decode()
    analyst.post(f"{address}restore/", {"reason": "the right one"})
    shown = text_of(analyst.get(address))
    assert not [word for word in said if word not in shown] and "Retracted report" not in shown
    assert "Boat seen" in text_of(analyst.get("/")) and "Boat seen" in text_of(analyst.get("/reports/", {"title": "Boat"}))


def test_what_the_importer_named_is_said_in_the_reader_s_language(people: People, analyst: Client) -> None:
    report = made(people, people.analyst)
    with at_work(people.analyst):
        details = {"reference": "1179", "Role in a network": "guide", "Couleur": "rouge"}
        Report.objects.filter(pk=report.pk).update(kind="row", details=details)
    analyst.cookies["manara_language"] = "fr"
    page = text_of(analyst.get(f"/reports/{report.public_id}/"))
    assert "Référence propre au fichier 1179" in page and "Couleur rouge" in page and "reference 1179" not in page


def test_a_row_is_silent_while_its_report_is_retracted(people: People, analyst: Client) -> None:
    job_of(people, analyst, uploaded(analyst, people, register(3, faulty=(1,))))
    with at_work(people.analyst):
        address = f"/quarantine/{QuarantinedRow.objects.get().public_id}/"
    cells = {f"cell-{cell.index}": cell.text for cell in analyst.get(address).context["cells"]}
    analyst.post(address, {**cells, "cell-2": "28/02/1990", "act": "admit"})
    assert "31/02/1990" in analyst.get(address).content.decode()
    report = f"/reports/{analyst.get(address).context['report'].public_id}/"
    analyst.post(f"{report}retract/", {"reason": "not ours"})
    page = analyst.get(address).content.decode()
    assert "Retracted report" in page
    assert not [text for text in cells.values() if len(text) > 3 and text in page]
    analyst.post(f"{report}restore/", {"reason": "ours"})
    assert "31/02/1990" in analyst.get(address).content.decode()


def test_a_file_goes_in_sealed_and_comes_out_as_an_attachment_only(people: People, analyst: Client) -> None:
    report = made(people, people.analyst)
    analyst.post(f"/reports/{report.public_id}/files/", {"file": SimpleUploadedFile("x.html", b"<script>1</script>")})
    with at_work(people.analyst):
        file = Report.objects.get(pk=report.pk).files.get().file
    answer = analyst.get(f"/files/{file.public_id}/")
    assert b"".join(answer.streaming_content) == b"<script>1</script>"  # type: ignore[attr-defined]
    assert answer["Content-Disposition"] == 'attachment; filename="x.html"'
    assert answer["Content-Type"] == "application/octet-stream"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store"


def test_a_source_is_sealed_opened_and_erased_by_an_investigator(people: People, browser_of: Browser) -> None:
    report = made(people, people.investigator)
    browser = browser_of(people.investigator)
    address = f"/reports/{report.public_id}/"
    browser.post(
        f"{address}source/",
        {"act": "name", "identity": "Bakary of the port", "circle": str(people.police_circle.public_id)},
    )
    assert "Bakary" not in text_of(browser.get(address))
    assert "Bakary of the port" in text_of(browser.post(f"{address}source/", {"act": "open"}))
    browser.post(f"{address}source/", {"act": "forget"})
    assert "Bakary" not in text_of(browser.post(f"{address}source/", {"act": "open"}, follow=True))
    assert browser_of(people.analyst).post(f"{address}source/", {"act": "open"}).status_code == 403


def test_a_part_is_released_on_its_page(people: People, analyst: Client) -> None:
    report = made(people, people.analyst)
    address = f"/reports/{report.public_id}/release/"
    page = analyst.get(address)
    number = next(
        line.statement.pk for each in page.context["entities"] for line in each.statements if line.label and line.ltr
    )
    # A number that goes is written as the report's own page writes it: in groups, unbroken, from left to right.
    assert page.content.decode().count('<bdi dir="ltr" class="num">+222 36 30 10 10</bdi>') >= 2
    assert "+22236301010" not in text_of(page)
    circle = next(str(each.public_id) for each in page.context["circles"] if each.pk == people.guard_circle.pk)
    assert "Choose to whom it goes." in text_of(analyst.post(address, {"reason": "r", "statement": str(number)}))
    assert analyst.post(address, {"reason": "r", "circle": circle}).status_code == 422
    done = analyst.post(address, {"reason": "r", "circle": circle, "statement": str(number), "title": "A number"})
    assert done.status_code == 302
    with at_work(people.outsider):
        assert Report.objects.get().title == "A number"


def test_sharing_on_the_page_and_ending_it(people: People, analyst: Client) -> None:
    report = made(people, people.analyst)
    address = f"/reports/{report.public_id}/"
    analyst.post(f"{address}share/", {"circle": str(people.case.public_id), "reason": "the case needs it"})
    page = analyst.get(address)
    assert "the case needs it" in text_of(page)
    sharing = page.context["sharings"][0]
    analyst.post(f"{address}share/{sharing.public_id}/end/")
    assert "ended" in text_of(analyst.get(address))


def test_who_has_read_it_is_for_the_circles_keepers(people: People, analyst: Client, browser_of: Browser) -> None:
    with at_work(people.analyst) as viewer:
        report = hand_in(again(viewer), people.case)
    address = f"/reports/{report.public_id}/"
    analyst.get(address)
    assert people.analyst.code in text_of(analyst.get(f"{address}history/"))
    # Whoever said no purpose is told so: an empty cell would say that none is asked.
    assert "none said" in text_of(analyst.get(f"{address}history/"))


# ---- drafts


def test_a_new_report_is_one_empty_draft_until_something_is_written(people: People, analyst: Client) -> None:
    one, two = analyst.get("/reports/new/")["Location"], analyst.get("/reports/new/")["Location"]
    assert one == two
    assert analyst.get(one).status_code == 200


def test_what_is_typed_is_acknowledged_and_shown_again(people: People, analyst: Client) -> None:
    address = analyst.get("/reports/new/")["Location"]
    sent = {**payload(people.police_circle), "version": "0", "page": "p1"}
    saved = json.loads(analyst.post(f"{address}save/", sent).content)
    assert saved["version"] == 1 and saved["sentence"].startswith("Saved at")
    page = text_of(analyst.get(address)) + analyst.get(address).content.decode()
    assert "محمد ولد أحمد" in page and "A pirogue left at night." in page


def test_rows_are_added_and_removed_without_a_script(people: People, analyst: Client) -> None:
    address = analyst.get("/reports/new/")["Location"]
    sent = {**payload(people.police_circle), "version": "0", "page": "p1"}
    answer = analyst.post(address, {**sent, "act": "add:persons"})
    assert answer["Location"].endswith("?new=persons-1#persons-1")
    assert 'name="persons-1-name"' in analyst.get(address).content.decode()
    analyst.post(address, {**sent, "persons-1-name": "Second", "version": "1", "act": "remove:persons:0"})
    page = analyst.get(address).content.decode()
    assert 'name="persons-0-name"' not in page and "Second" in page
    # The example in Arabic keeps its order in a line that runs from left to right.
    assert "1984, 03/1984, \u206712 رمضان 1404\u2069" in page
    with at_work(people.analyst):
        # The phone pointed to the person that was removed.
        assert DraftVersion.objects.order_by("-number")[0].payload["phones-0-person"] == ""


def test_a_faulty_form_stays_with_its_sentences_and_then_becomes_a_report(people: People, analyst: Client) -> None:
    address = analyst.get("/reports/new/")["Location"]
    sent = {**payload(people.police_circle), "version": "0", "page": "p1", "act": "submit"}
    wrong = analyst.post(address, {**sent, "occurred": "31/2/2026", "persons-0-birthDate": "3/4/1990"})
    assert wrong.status_code == 422
    page = text_of(wrong)
    assert "is not a date that exists" in page
    assert 'name="persons-0-birthDate_as"' in wrong.content.decode()
    assert "A pirogue left at night." in wrong.content.decode()
    done = analyst.post(address, {**sent, "persons-0-birthDate": "3/4/1990", "persons-0-birthDate_as": "dmy"})
    assert done.status_code == 302 and "/reports/" in done["Location"]
    again_sent = analyst.post(address, {**sent, "title": "x"})
    assert again_sent["Location"] == done["Location"]
    with at_work(people.analyst):
        assert Report.objects.count() == 1


def test_two_editors_are_shown_both_versions_and_choose(
    people: People, analyst: Client, browser_of: Browser
) -> None:
    address = analyst.get("/reports/new/")["Location"]
    base = payload(people.police_circle)
    analyst.post(f"{address}save/", {**base, "version": "0", "page": "a"})
    analyst.post(f"{address}save/", {**base, "title": "Their title", "version": "1", "page": "a"})
    colleague = browser_of(people.investigator)
    answer = colleague.post(f"{address}save/", {**base, "text": "My text", "version": "1", "page": "b"})
    assert answer.status_code == 409 and "Both versions are kept" in json.loads(answer.content)["sentence"]
    answer = colleague.post(address, {**base, "text": "My text", "version": "1", "page": "b", "act": "compare"})
    both = answer["Location"]
    page = colleague.get(both)
    rows = {row["difference"].key: row["difference"] for row in page.context["rows"]}
    assert rows["title"].suggested == "theirs" and rows["text"].suggested == "mine"
    mine, theirs = page.context["mine"].number, page.context["theirs"].number
    chosen = {"mine": mine, "theirs": theirs, "keep": "chosen", "title": "theirs", "text": "mine"}
    colleague.post(both.split("?")[0], chosen)
    with at_work(people.analyst):
        draft = Draft.objects.get()
        latest = DraftVersion.objects.get(draft=draft, number=draft.latest).payload
        assert (latest["title"], latest["text"]) == ("Their title", "My text")
        assert DraftVersion.objects.count() == 4


def test_a_draft_is_put_away(people: People, analyst: Client) -> None:
    address = analyst.get("/reports/new/")["Location"]
    analyst.post(f"{address}save/", {**payload(people.police_circle), "version": "0"})
    assert "Boat seen" in text_of(analyst.get("/drafts/"))
    analyst.post(f"{address}discard/")
    assert "Boat seen" not in text_of(analyst.get("/drafts/"))
    assert analyst.get(address).status_code == 302


# ---- imports and quarantine


def test_a_file_is_previewed_mapped_and_admitted(people: People, analyst: Client) -> None:
    address = uploaded(analyst, people, register(12, faulty=(4,)))
    page = text_of(analyst.get(address))
    assert "Of its" in page and "Personne Inventée 00000" in page
    lacking = analyst.post(f"{address}columns/", mapping_form(analyst, address, grade_source=""))
    assert lacking.status_code == 422
    assert analyst.post(f"{address}columns/", mapping_form(analyst, address)).status_code == 302
    with at_work(people.analyst):
        imported = Import.objects.select_related("job").get()
        assert imported.state == "admitting" and imported.job is not None
        job = str(imported.job.public_id)
    assert "data-poll" in analyst.get(address).content.decode()
    work_off.func(job=job, asked_by=people.analyst.pk)
    page = text_of(analyst.get(f"{address}progress/"))
    assert "All rows are dealt with" in page
    assert "came in before" in text_of(analyst.get(uploaded(analyst, people, register(12, faulty=(4,)))))
    assert "Correct the rows" in text_of(analyst.get(address))
    with at_work(people.analyst):
        row = str(QuarantinedRow.objects.get().public_id)
    one = analyst.get(f"/quarantine/{row}/")
    assert "is not a date that exists" in text_of(one) and "31/02/1990" in one.content.decode()
    cells = {f"cell-{cell.index}": cell.text for cell in one.context["cells"]}
    still = analyst.post(f"/quarantine/{row}/", {**cells, "cell-2": "32/02/1990", "act": "admit"})
    assert still.status_code == 422
    tried = analyst.post(f"/quarantine/{row}/", {**cells, "cell-2": "28/02/1990", "act": "try"})
    assert "Now it can be admitted" in text_of(tried)
    done = analyst.post(f"/quarantine/{row}/", {**cells, "cell-2": "28/02/1990", "act": "admit"})
    assert done["Location"] == address
    assert "This row was corrected" in text_of(analyst.get(f"/quarantine/{row}/"))
    with at_work(people.analyst):
        assert Report.objects.count() == 12


def test_a_wrong_encoding_is_fixed_on_the_page(people: People, analyst: Client) -> None:
    address = uploaded(analyst, people, "الاسم,الهاتف\nمحمد ولد أحمد,+22236301010\n".encode("cp1256"), "liste.csv")
    analyst.post(f"{address}read/", {"encoding": "latin-1", "separator": ",", "header_row": "1"})
    assert "محمد ولد أحمد" not in text_of(analyst.get(address)).partition("The first rows")[2].partition("What the columns")[0]
    analyst.post(f"{address}read/", {"encoding": "cp1256", "separator": ",", "header_row": "1"})
    assert "محمد ولد أحمد" in text_of(analyst.get(address)).partition("The first rows")[2].partition("What the columns")[0]


def test_questions_are_asked_once_a_column(people: People, analyst: Client) -> None:
    content = b"Nom;Date de naissance;Telephone\nAli;03/04/1990;36 30 10 10\nOumar;05/06/1991;36 30 10 11\n"
    address = uploaded(analyst, people, content)
    page = text_of(analyst.get(address))
    assert page.count("In which order are day and month?") == 1
    assert page.count("Which country are these phones of?") == 1
    held = analyst.post(f"{address}columns/", mapping_form(analyst, address), follow=True)
    assert "Answer the questions first" in text_of(held)
    answers = {"c1-order": "dmy", "c2-country": "mr"}
    analyst.post(f"{address}columns/", mapping_form(analyst, address, **answers, act="check"))
    page = text_of(analyst.get(address))
    assert "In which order" not in page
    assert "Of its 2 rows 2 would be admitted" in page


def test_a_refused_file_says_why(people: People, analyst: Client) -> None:
    page = text_of(analyst.get(uploaded(analyst, people, b"\x89PNG\r\n\x1a\nxxxx", "photo.csv")))
    assert "This file can't be read" in page and "a picture" in page
    empty = analyst.post(
        "/imports/new/", {"file": SimpleUploadedFile("e.csv", b""), "circle": str(people.police_circle.public_id)}
    )
    assert empty.status_code == 422 and "empty" in text_of(empty)


def test_profiles_are_kept_and_applied(people: People, analyst: Client) -> None:
    address = uploaded(analyst, people, register(3))
    kept = mapping_form(analyst, address, **{"c3-target": "", "act": "keep", "profile_name": "Port"})
    analyst.post(f"{address}columns/", kept)
    other = uploaded(analyst, people, register(4))
    page = analyst.get(other)
    assert page.context["imported"].profile == "Port"
    profile = str(page.context["profiles"][0].public_id)
    assert analyst.post(f"{other}columns/", {"act": "profile", "profile": profile}).status_code == 302


def test_imports_and_quarantine_are_closed_to_first_responders(people: People, browser_of: Browser) -> None:
    responder = browser_of(people.responder)
    for address in ("/imports/", "/imports/new/", "/quarantine/"):
        assert responder.get(address).status_code == 403


def test_quarantine_is_listed_by_reason_and_rows_are_put_away(people: People, analyst: Client) -> None:
    address = uploaded(analyst, people, register(20, faulty=(1, 2, 3)))
    analyst.post(f"{address}columns/", mapping_form(analyst, address))
    with at_work(people.analyst):
        job = Import.objects.select_related("job").get().job
        assert job is not None
    work_off.func(job=str(job.public_id), asked_by=people.analyst.pk)
    page = analyst.get("/quarantine/", {"reason": "date-impossible"})
    assert [line["row"].row for line in page.context["rows"]] == [3, 4, 5]
    first = page.context["rows"][0]["row"].public_id
    analyst.post(f"/quarantine/{first}/", {"act": "discard", "reason": "a total"})
    assert len(analyst.get(f"{address}quarantine/").context["rows"]) == 2
    assert "3" not in text_of(analyst.get("/")).partition("Rows in quarantine")[2][:3]


@pytest.mark.parametrize("language", ["ar", "fr", "es"])
def test_every_page_is_drawn_in_every_language(people: People, browser_of: Browser, language: str) -> None:
    report = made(people, people.analyst)
    browser = browser_of(people.analyst, language)
    draft = browser.get("/reports/new/")["Location"]
    imported = uploaded(browser, people, register(5, faulty=(1,)))
    for address in ("/", "/reports/", f"/reports/{report.public_id}/", f"/reports/{report.public_id}/release/", draft,
                    "/drafts/", "/imports/", "/imports/new/", imported, "/quarantine/"):  # fmt: skip
        answer = browser.get(address)
        assert answer.status_code == 200, address
        assert f'lang="{language}"' in answer.content.decode()
