"""The map over its pages: what it shows and to whom, what it leaves out and says so, and what can be taken from it."""

from __future__ import annotations

import io
import json
import re

import pypdf
import pytest

from manara.foundation.actions.add_place import PlaceProblem, add_place
from manara.foundation.actions.open_circle import context_circle
from manara.foundation.actions.withdraw_place import restore_place, withdraw_place
from manara.foundation.models import Agency, AuditEvent, User
from manara.intake.actions.retract_report import retract_report
from manara.intake.models import Report
from manara.routes.actions.place_text import NoSuchPlace, place_text, undo_placing
from manara.routes.queries.incidents import incidents
from manara.routes.queries.reported import reported
from tests.foundation import people
from tests.resolution.conftest import Browse
from tests.resolution.queries_counted import counted
from tests.resolution.world import admit, draft, entities_of, entity, said

pytestmark = pytest.mark.django_db

NOUADHIBOU = "g2377457"
ROSSO = "g2376898"


def incident(latitude: str, longitude: str, **more: str) -> object:
    """A public incident."""
    said = {"name": "Incident", "latitude": latitude, "longitude": longitude, "date": "2024-03-01", **more}
    return draft(entity("i", "Incident", **said), occurred=said["date"], place="off the coast", kind="context")


def told(user: User) -> dict[str, int]:
    """Place id → number of reports, as `user` sees them."""
    with people.at_work(user) as viewer:
        return {id: sum(at.months.values()) for id, at in reported(viewer).places.items()}


def context(user: User, *drafts: object) -> None:
    """Admit public incidents into the circle that everybody reads."""
    with people.at_work(user):
        circle = context_circle().pk
    rows = admit(user, *drafts, circles=[circle])  # type: ignore[arg-type]
    with people.at_work(user):
        Report.objects.filter(pk__in=[row.pk for row in rows]).update(kind="context", conditions="IOM, CC BY 4.0")


def test_reports_lie_where_they_say_in_whatever_script(investigator: User, browser: Browse) -> None:
    admit(investigator, *(draft(place=text) for text in ("Nouadhibou", "نواذيبو", "Nuadibú", "27.6403, -17.9817")))
    assert told(investigator) == {NOUADHIBOU: 3, "p27.6403,-17.9817": 1}
    client = browser(investigator)
    for language, name in (("ar", "نواذيبو"), ("fr", "Nouadhibou"), ("es", "Nuadibú")):
        html = client.get("/map/all/", headers={"Accept-Language": language}).content.decode()
        assert html.count(f">{name}<") >= 2  # in the picture and in the list
        assert "<svg" in html and "<script>" not in html and " style=" not in html


def test_a_name_of_two_places_waits_for_a_person_and_what_he_says_can_be_undone(
    investigator: User, browser: Browse
) -> None:
    admit(investigator, *(draft(place="Rosso", title=str(n)) for n in range(3)))
    assert told(investigator) == {}
    client = browser(investigator)
    html = client.get("/places/").content.decode()
    assert "Mauritania" in html and "Senegal" in html
    client.post("/places/texts/", {"text": "Rosso", "place": ROSSO})
    assert told(investigator) == {ROSSO: 3}
    undone = re.search(r"/places/texts/[0-9a-f-]+/undo/", client.get("/places/").content.decode())
    assert undone is not None
    client.post(undone.group())
    assert told(investigator) == {}


def test_what_one_agency_placed_or_told_another_does_not_see(investigator: User, other: User, browser: Browse) -> None:
    admit(investigator, draft(place="Nouadhibou"), draft(place="Rosso"))
    with people.at_work(investigator) as viewer:
        place_text(viewer, "Rosso", ROSSO)
        added = add_place(viewer, name="Zeynabou Beach", latitude=20.9, longitude=-17.0, precision="near", reason="r",
                          circles=viewer.circles[:1])  # fmt: skip
    assert told(other) == {}
    client = browser(other)
    assert client.get(f"/places/{added.public_id}/").status_code == 404
    assert json.loads(client.get("/map/layers/").content)["reports"] == []
    assert "Zeynabou" not in client.get("/places/suggest/?q=Zeynabou").content.decode()
    assert "Zeynabou" in browser(investigator).get("/places/suggest/?q=Zeynabou").content.decode()


def test_a_first_responder_sees_where_his_own_reports_are(gendarmerie: Agency, investigator: User) -> None:
    responder = people.person("first-responder", at=gendarmerie)
    admit(investigator, draft(place="Nouadhibou"))
    admit(responder, draft(place="Nouakchott", title="mine"))
    assert list(told(responder)) == ["g2377450"]


def test_added_places_are_found_drawn_withdrawn_and_restored(investigator: User, browser: Browse) -> None:
    with people.at_work(investigator) as viewer:
        given = {"reason": "seen", "circles": viewer.circles[:1]}
        beach = add_place(viewer, name="شاطئ الغزالة", variants=["Plage de la gazelle"], latitude=20.5, longitude=-16.9,
                          precision="near", **given)  # fmt: skip
        nowhere = add_place(viewer, name="La cour de Sidi", precision="exact", **given)
        far = add_place(viewer, name="Valparaíso", latitude=-33.0, longitude=-71.6, precision="near", **given)
        assert nowhere.precision == "unknown"
        for wrong, code in (
            ({"name": " \u202e "}, "name"), ({"name": "x", "latitude": 1.0}, "half"),
            ({"name": "x", "latitude": 91.0, "longitude": 0.0}, "earth"), ({"name": "x", "circles": []}, "circles"),
            ({"name": "x", "circles": [10**9]}, "circles"), ({"name": "x", "precision": "so-so"}, "precision"),
        ):  # fmt: skip
            with pytest.raises(PlaceProblem, match=code):
                add_place(viewer, **{**given, **wrong})  # type: ignore[arg-type]
    admit(investigator, *(draft(place=text) for text in ("Plage de la Gazelle", "la cour de sidi", "Valparaiso")))
    assert set(told(investigator)) == {str(each.public_id) for each in (beach, nowhere, far)}
    client = browser(investigator)
    assert "not on the map: no coordinates" in client.get("/map/all/").content.decode()
    assert "Nobody knows yet where" in client.get(f"/places/{nowhere.public_id}/").content.decode()
    assert "outside the map" in client.get(f"/places/{far.public_id}/").content.decode()
    with people.at_work(investigator) as viewer:
        withdraw_place(viewer, beach, "it was another")
    assert str(beach.public_id) not in told(investigator)
    assert "it was another" in client.get(f"/places/{beach.public_id}/").content.decode()
    with people.at_work(investigator) as viewer:
        restore_place(viewer, beach)
    assert str(beach.public_id) in told(investigator)


def test_names_that_are_only_alike_are_not_called_places_of_the_name(investigator: User, browser: Browse) -> None:
    client = browser(investigator)
    alike = client.get("/places/?q=zzzz").content.decode()
    assert "No place of this name is known" in alike and "Places of this name" not in alike
    for asked in ("Nouadhibou", "نواذيبو", "nouadh"):
        named = client.get("/places/", {"q": asked}).content.decode()
        assert "Places of this name" in named and "No place of this name is known" not in named


def test_incidents_are_context_and_never_counted_with_reports(investigator: User, other: User, browser: Browse) -> None:
    admit(investigator, draft(place="Nouadhibou"))
    context(
        investigator,
        incident("20.9", "-17.1", dead="3", missing="2", survivors="7"),
        incident("21.0", "-17.2", dead="0", missing="0", date="2023-03-01"),
        incident("20.8", "-17.3", dead="1", date="1893-03-01"),
        incident("120", "-17.4", dead="9", date="2023-04-01"),
    )
    with people.at_work(other):
        found = incidents()
    # The undated first: their month is no month.
    assert [(row.persons, row.lost) for row in found.rows] == [(1, 1), (0, 0), (5 + 7, 5)]
    assert [row.month < 0 for row in found.rows] == [True, False, False]
    assert found.attributions == ("IOM, CC BY 4.0",)
    assert told(investigator) == {NOUADHIBOU: 1}
    client = browser(other)
    html = client.get("/map/all/").content.decode()
    assert "3 incidents" in html and "IOM, CC BY 4.0" in html and "counts nobody" in html
    period = client.get("/map/all/?since=2024-01&until=2024-12").content.decode()
    assert "1 incident ·" in period
    place = browser(investigator).get(f"/places/{NOUADHIBOU}/").content.decode()
    assert "1 report here" in place and "5 dead or missing" in place


def test_what_is_kept_of_incidents_follows_their_retraction(investigator: User) -> None:
    context(investigator, incident("20.9", "-17.1", dead="3"), incident("21.9", "-17.1", dead="4"))
    with people.at_work(investigator) as viewer:
        assert len(incidents().rows) == 2
        retract_report(viewer, Report.objects.filter(kind="context").first(), reason="counted twice")  # type: ignore[arg-type]
        assert len(incidents().rows) == 1
    people.nobody()
    assert incidents().rows == ()


def test_the_map_asks_the_same_of_the_database_whatever_it_holds(investigator: User, browser: Browse) -> None:
    client = browser(investigator)
    admit(investigator, draft(place="Nouadhibou"))
    context(investigator, incident("20.9", "-17.1", dead="3"))
    people.nobody()
    counts = []
    for more in range(2):
        client.get("/map/all/")  # what is worked out once is there
        with counted() as asked:
            assert client.get("/map/all/").status_code == 200
        counts.append(len(asked))
        if not more:
            admit(
                investigator, *(draft(place=text, title=text) for text in ("Kiffa", "Dakar", "Atar", "Rosso", "Néma"))
            )
            people.nobody()
    assert counts[0] == counts[1] <= 17, counts


def test_the_picture_comes_first_with_nothing_of_ours_and_asks_no_more_than_an_empty_page(
    investigator: User, browser: Browse
) -> None:
    admit(investigator, draft(place="Nouadhibou", handling="H3"))
    context(investigator, incident("20.9", "-17.1", dead="3"))
    client = browser(investigator, "fr")
    counts, readings = {}, readings_of_the_map()
    for path in ("/account/", "/map/"):
        client.get(path)
        with counted() as asked:
            html = client.get(path).content.decode()
        counts[path] = len(asked)
    assert counts["/map/"] <= counts["/account/"], counts
    assert "Mauritanie" in html and 'href="/map/all/?"' in html and "n’impliquent" in html
    # Who saw the picture alone has read nothing, and it bears no one's handling code.
    assert readings_of_the_map() == readings and "H3" not in html and "1 incident" not in html
    whole = client.get("/map/all/").content.decode()
    assert readings_of_the_map() == readings + 1 and "H3" in whole and "1 incident" in whole


def readings_of_the_map() -> int:
    """How often the log says that somebody saw reports on the map."""
    with people.at_work(people.person("auditor")):
        return AuditEvent.objects.filter(object_type="report", fields__contains=["map"]).count()


def test_of_one_entity_the_map_shows_its_reports_and_nothing_else_of_ours(
    investigator: User, other: User, browser: Browse
) -> None:
    named, _unnamed = admit(
        investigator,
        draft(entity("a", "Person", name="Sidi Ould Bilal"), place="Nouadhibou"),
        draft(entity("b", "Person", name="Traoré Mamadou"), place="Dakar"),
    )
    context(investigator, incident("20.9", "-17.1", dead="3"))
    key = entities_of(investigator, named)["Person"].public_id
    client = browser(investigator, "fr")
    for path in ("/map/", "/map/all/"):
        html = client.get(f"{path}?entity={key}").content.decode()
        assert "Sidi Ould Bilal" in html and "Traoré" not in html
        assert ">Nouadhibou<" in html and f'value="{key}"' in html and ">735<" not in html
        assert html.count('class="layer-reports"') == 1 and html.count("<circle cx") == 1 + html.count(
            'cx="10" cy="10"'
        )
    layers = json.loads(client.get(f"/map/layers/?entity={key}").content)
    assert [row[3] for row in layers["reports"]] == ["Nouadhibou"] and len(layers["incidents"]) == 1
    # What makes no sense as an id is left out; one that is not there, or another's, is not found, by the first answer.
    assert client.get("/map/?entity=x").status_code == 200
    unknown = "00000000-0000-4000-8000-000000000000"
    stranger = browser(other)
    for path in ("/map/", "/map/all/", "/map/layers/"):
        assert client.get(f"{path}?entity={unknown}").status_code == 404
        assert stranger.get(f"{path}?entity={key}").status_code == 404


NO_FILTERS = (
    "view=x", "view=999,999,999", "area=mars", "since=9999-99&until=0", "place=%00", "place=" + "a" * 500, "kind=context",
    "layer=x&set=1", "set=1", "since=2030-01&until=1999-01", "view=-16,18,4&place=g2377457",
)  # fmt: skip
NO_PLACES = ("g0", "nothing", "p95,200", "0" * 60, "00000000-0000-0000-0000-000000000000", "%00", "p")


def test_what_makes_no_sense_is_left_out_and_what_is_not_there_not_found(investigator: User, browser: Browse) -> None:
    admit(investigator, draft(place="Nouadhibou"))
    client = browser(investigator)
    for path in ("/map/", "/map/all/"):
        assert {client.get(f"{path}?{query}").status_code for query in NO_FILTERS} == {200}
    assert {client.get(f"/places/{key}/").status_code for key in NO_PLACES} == {404}


def taking(form: str, **more: object) -> dict[str, object]:
    """What the page that asks how and why is answered."""
    return {"format": form, "language": "en", "purpose": "case 12"} | more


LEG = (
    entity("from", "Address", name="Nouadhibou"),
    entity("to", "Address", name="Dakar"),
    entity("leg", "RouteLeg", said("startLocation", "Nouadhibou"), said("endLocation", "Dakar"), name="L"),
)  # fmt: skip


@pytest.mark.parametrize("layers", [["legs"], ["legs", "reports"]])
def test_a_map_bears_the_marks_of_all_that_is_drawn_on_it(
    gendarmerie: Agency, investigator: User, browser: Browse, layers: list[str]
) -> None:
    (report,) = admit(investigator, draft(*LEG, handling="H3", tlp="RED"))
    with people.at_work(investigator):
        Report.objects.filter(pk=report.pk).update(conditions="Ask the originator first")
    client = browser(investigator)
    shown_as = {"set": "1", "layer": layers, "since": "2001-01", "until": "2001-02"}
    page = client.post("/map/export/", shown_as)
    html = page.content.decode()
    assert page.status_code == 200 and "Content-Disposition" not in page
    assert "H3" in html and 'name="confirmed"' in html and "Ask the originator first" in html
    carried = (("set", "1"), ("since", "2001-01"), ("layer", "legs"))
    assert all(f'name="{name}" value="{value}"' in html for name, value in carried)
    for given, fault in (({"purpose": " ", "confirmed": "on"}, "Say what it is for"), ({}, "confirm it")):
        refused = client.post("/map/export/", taking("geojson", **shown_as, **given) | given)
        assert refused.status_code == 422 and fault in refused.content.decode()
    with people.at_work(people.person("auditor", at=gendarmerie)):
        assert not AuditEvent.objects.filter(verb="export").exists()
    for form, path in (("geojson", "/map/export/"), ("pdf", "/map/paper/")):
        answer = client.post(path, taking(form, confirmed="on", **shown_as))
        assert answer.status_code == 200 and "-H3-TLP_RED-" in answer["Content-Disposition"]
        if form == "geojson":
            marks = json.loads(answer.content)["marks"]
            assert (marks["handling"], marks["tlp"], marks["purpose"]) == ("H3", "RED", "case 12")
            assert marks["conditions"] == "Ask the originator first" and marks["features"] == 1
    with people.at_work(people.person("auditor", at=gendarmerie)):
        events = list(AuditEvent.objects.filter(verb="export"))
    assert {event.object_type for event in events} == {"report", "entity"}
    assert all(event.audience_id and event.purpose == "case 12" for event in events), "a keeper of its circle sees each"
    assert [event.object_ids for event in events if event.object_type == "report"] == [[report.public_id]] * 2


def test_what_is_off_the_view_is_not_in_the_file_nor_in_the_log(
    gendarmerie: Agency, investigator: User, browser: Browse
) -> None:
    _near, far = admit(investigator, draft(place="Nouadhibou"), draft(place="Paris", handling="H3"))
    told_of = {"view": "-16,18,6", "confirmed": "on"}
    answer = browser(investigator).post("/map/export/", taking("geojson", **told_of))
    assert "-H1-" in answer["Content-Disposition"] and json.loads(answer.content)["marks"]["features"] == 1
    with people.at_work(people.person("auditor", at=gendarmerie)):
        (event,) = AuditEvent.objects.filter(verb="export")
        assert far.public_id not in event.object_ids


def test_a_public_incident_that_may_go_no_further_marks_the_map(investigator: User, browser: Browse) -> None:
    context(investigator, incident("20.9", "-17.1", dead="3"))
    with people.at_work(investigator):
        Report.objects.filter(kind="context").update(handling="H2", tlp="AMBER")
    answer = browser(investigator).post("/map/export/", taking("geojson", confirmed="on"))
    assert "-H2-TLP_AMBER-" in answer["Content-Disposition"]
    assert json.loads(answer.content)["marks"]["conditions"] == "IOM, CC BY 4.0"


def test_the_map_is_taken_as_geojson_with_its_marks(investigator: User, browser: Browse) -> None:
    admit(investigator, draft(place="Nouadhibou", handling="H3"), draft(place="Dakar"))
    context(investigator, incident("20.9", "-17.1", dead="3"))
    answer = browser(investigator).post("/map/export/", taking("geojson", confirmed="on"))
    assert answer.status_code == 200 and "H3" in answer["Content-Disposition"]
    taken = json.loads(answer.content)
    layers = {each["properties"]["layer"]: each["properties"] for each in taken["features"]}
    assert layers["reports"]["handling"] == "H3" and layers["reports"]["taken_by"] == investigator.code
    assert layers["incidents"]["context"] is True and layers["incidents"]["attribution"] == "IOM, CC BY 4.0"
    assert "نواذيبو" in {name for each in taken["features"] for name in each["properties"].get("names", ())}


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_map_is_taken_as_a_document(investigator: User, browser: Browse, language: str) -> None:
    admit(investigator, draft(place="Nouadhibou", handling="H2"))
    answer = browser(investigator, language).post("/map/paper/", taking("pdf", language=language, confirmed="on"))
    assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf"
    pages = pypdf.PdfReader(io.BytesIO(answer.content)).pages
    assert all("H2" in page.extract_text() for page in pages)


def test_who_exports_nothing_takes_nothing(gendarmerie: Agency, browser: Browse) -> None:
    prosecutor = people.person("prosecutor", at=gendarmerie)
    client = browser(prosecutor)
    assert client.get("/map/all/").status_code == 200
    assert client.post("/map/export/", {}).status_code == 403
    assert client.post("/map/paper/", {}).status_code == 403


def test_a_place_must_be_one_of_those_that_are(investigator: User) -> None:
    with people.at_work(investigator) as viewer:
        for text, key in (("Rosso", "g0"), ("Rosso", ""), ("", ROSSO), ("x" * 301, ROSSO)):
            with pytest.raises(NoSuchPlace):
                place_text(viewer, text, key)
        said = place_text(viewer, "Rosso", ROSSO)
        undo_placing(viewer, said.public_id)
        undo_placing(viewer, said.public_id)
        said.refresh_from_db()
        assert said.undone_by_id == investigator.pk


def test_a_report_s_place_is_the_one_its_author_chose(investigator: User, browser: Browse) -> None:
    client = browser(investigator)
    address = client.get("/reports/new/").headers["Location"]
    form = client.get(address).content.decode()
    circle = re.search(r'name="circles" value="([0-9a-f-]+)"', form)
    version = re.search(r'name="version" value="(\d+)"', form)
    assert circle is not None and version is not None and 'data-places="/places/suggest/"' in form
    sent = {
        "act": "submit", "version": version.group(1), "page": "p", "title": "Vu au bac", "place": "Rosso", "place_key": ROSSO,
        "grade_scheme": "4x4", "grade_source": "B", "grade_information": "2", "handling": "H0", "circles": circle.group(1),
    }  # fmt: skip
    assert client.post(address, sent).status_code == 302
    assert told(investigator) == {ROSSO: 1}
