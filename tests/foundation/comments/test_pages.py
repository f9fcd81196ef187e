"""The comments of a thing on its page, on a page of their own, and one's mentions: over HTTP, with and without scripts."""

from __future__ import annotations

import re
import uuid
from html import unescape

import pytest
from django.test import Client

from manara.foundation.engine.comment_text import LONGEST
from manara.foundation.models import Comment, CommentMention
from tests.foundation.browsing import browser
from tests.foundation.people import at_work, nobody
from tests.resolution.queries_counted import counted
from tests.security import hostile

from .conftest import Desk, Write

HALF_A_PAIR = re.compile("[\ud800-\udfff]")


@pytest.fixture(autouse=True)
def static_folder(node: object) -> None:
    from django.conf import settings

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


@pytest.fixture
def writer(desk: Desk) -> Client:
    return browser(desk.writer)


def about(report: object, part: str = "") -> str:
    return f"/comments/on/report/{report.public_id}/{part}"  # type: ignore[attr-defined]


def text_of(answer: object) -> str:
    return unescape(answer.content.decode())  # type: ignore[attr-defined]


def test_without_a_script_a_comment_is_sent_and_its_page_opened_again(desk: Desk, writer: Client) -> None:
    page = text_of(writer.get(f"/reports/{desk.report.public_id}/"))
    assert "Nobody has written anything here yet" in page
    token = re.search(r'name="token" value="([0-9a-f-]{36})"', page)
    assert token is not None
    sent = {"text": "@BP-02 <b>look</b>", "token": token[1], "parent": ""}
    answer = writer.post(about(desk.report), sent)
    again = writer.post(about(desk.report), sent)
    assert answer["Location"] == again["Location"]
    assert answer["Location"].startswith(f"/reports/{desk.report.public_id}/#comment-")
    page = writer.get(f"/reports/{desk.report.public_id}/").content.decode()
    assert page.count('class="comment"') == 1 and "&lt;b&gt;look&lt;/b&gt;" in page and '<bdi class="at">@BP-02</bdi>' in page
    assert ">H0<" in page[page.index('id="comments"') :]


@pytest.mark.parametrize("script", [True, False])
def test_the_same_sentence_for_a_stranger_and_for_nobody_and_the_draft_stays(
    desk: Desk, writer: Client, script: bool
) -> None:
    headers = {"HX-Request": "true"} if script else {}
    bodies = []
    for code in ("CG-02", "NO-99"):
        answer = writer.post(about(desk.report), {"text": f"ask @{code}", "token": str(uuid.uuid4())}, headers=headers)
        assert "Someone you mention may not see this; no one was told. Check the codes." in text_of(answer)
        assert f">\nask @{code}</textarea>" in text_of(answer)
        fresh = re.compile(rf'@{code}|value="[^"]{{36,}}"|content="[A-Za-z0-9]{{64}}"')
        bodies.append(fresh.sub("", text_of(answer)))
    assert bodies[0] == bodies[1]
    nobody()
    with at_work(desk.writer):
        assert not Comment.objects.exists() and not CommentMention.objects.exists()


def test_what_else_is_refused_says_why(desk: Desk, writer: Client) -> None:
    for text, why in (
        ("", "Write something first."),
        ("x" * (LONGEST + 1), "The comment is 1 character too long: at most 5000."),
        ("a\x00b", "The comment holds a character that can't be kept."),
    ):
        answer = writer.post(about(desk.report), {"text": text}, headers={"HX-Request": "true"})
        assert answer.status_code == 200 and why in text_of(answer)


def test_what_is_hidden_answers_like_what_never_was(desk: Desk) -> None:
    stranger = browser(desk.stranger)
    for method in ("get", "post"):
        for part in ("", "colleagues/"):
            seen, never = (
                getattr(stranger, method)(about(each, part), {"text": "hello"}) for each in (desk.report, _Never())
            )
            assert (seen.status_code, seen.content) == (never.status_code, never.content)
            assert seen.status_code in (404, 405)


class _Never:
    public_id = uuid.UUID("99999999-9999-4999-8999-999999999999")


def test_suggestions_tell_codes_and_agencies_of_those_who_may_see_it(desk: Desk, writer: Client) -> None:
    assert writer.get(about(desk.report, "colleagues/"), {"q": ""}).json() == {
        "colleagues": [{"code": "BP-02", "agency": "Gendarmerie"}]
    }
    assert writer.get(about(desk.report, "colleagues/"), {"q": "CG"}).json() == {"colleagues": []}
    assert writer.get(about(desk.in_case, "colleagues/"), {"q": "cg"}).json()["colleagues"][0]["code"] == "CG-01"


def test_mentions_are_listed_unread_first_and_marked_read_when_opened(desk: Desk, write: Write, writer: Client) -> None:
    mate = browser(desk.mate)
    assert "Nobody has mentioned you yet" in text_of(mate.get("/comments/"))
    first = write(desk.writer, desk.report, "@BP-02 alpha")
    with at_work(desk.writer):
        entity = desk.entity(desk.report)
    write(desk.writer, entity, "@BP-02 omega")
    nobody()
    home = text_of(mate.get("/"))
    assert "You were mentioned" in home and "alpha" in home and "omega" in home
    answer = mate.post(f"/comments/{first.public_id}/open/")
    assert answer["Location"] == f"/reports/{desk.report.public_id}/#comment-{first.public_id}"
    page = text_of(mate.get("/comments/"))
    assert page.index("omega") < page.index("alpha") and page.count(">unread<") == 1
    assert "alpha" not in text_of(mate.get("/comments/", {"show": "unread"}))
    assert "omega" not in text_of(mate.get("/comments/", {"kind": "report"}))
    assert mate.get("/comments/", {"kind": "nonsense", "page": "x"}).status_code == 200
    assert mate.post("/comments/read/").status_code == 302
    assert "No mention fits" in text_of(mate.get("/comments/", {"show": "unread"}))
    assert "You were mentioned" not in text_of(mate.get("/"))
    # It is his own mention and nobody else's.
    assert writer.post(f"/comments/{first.public_id}/open/").status_code == 404


def test_one_comment_is_corrected_and_withdrawn_by_its_author(desk: Desk, write: Write, writer: Client) -> None:
    comment = write(desk.writer, desk.report, "at 6")
    nobody()
    address = f"/comments/{comment.public_id}/"
    mate = browser(desk.mate)
    assert "Correct it" in text_of(writer.get(address)) and "Correct it" not in text_of(mate.get(address))
    assert mate.post(address + "correct/", {"text": "x", "number": 2}).status_code == 404
    refused = text_of(writer.post(address + "correct/", {"text": "at 7 @CG-02", "number": 2}))
    assert "Someone you mention may not see this" in refused and "at 7 @CG-02</textarea>" in refused
    assert writer.post(address + "correct/", {"text": "at 16", "number": 2}).status_code == 302
    stale = text_of(writer.post(address + "correct/", {"text": "at 26", "number": 2}))
    assert "You corrected it elsewhere meanwhile" in stale and "at 26</textarea>" in stale
    for number in ("9" * 5000, "²", "-1", ""):
        none = text_of(writer.post(address + "correct/", {"text": "x", "number": number}))
        assert "You corrected it elsewhere meanwhile" in none
    page = text_of(mate.get(address))
    assert "at 6" in page and "at 16" in page
    assert "corrected" in text_of(mate.get(f"/reports/{desk.report.public_id}/"))
    writer.post(address + "withdraw/", {"reason": " "})
    assert "at 16" in text_of(mate.get(f"/reports/{desk.report.public_id}/"))
    writer.post(address + "withdraw/", {"reason": "wrong boat"})
    for where in (f"/reports/{desk.report.public_id}/", address):
        page = text_of(mate.get(where))
        assert "wrong boat" in page and "at 16" not in page and "at 6" not in page


def test_many_comments_fold_and_ask_no_more_of_the_database(desk: Desk, write: Write, writer: Client) -> None:
    write(desk.writer, desk.report, f"one /reports/{desk.report.public_id}/")
    nobody()
    asked = []
    for more in (0, 30):
        for number in range(more):
            under = write(desk.mate, desk.report, f"@BP-01 number {number} /reports/{desk.report.public_id}/")
            write(desk.writer, desk.report, "@BP-02 yes", parent=under.public_id)
        nobody()
        for address in (f"/reports/{desk.report.public_id}/", about(desk.report), "/comments/", "/"):
            writer.get(address)
            with counted() as queries:
                assert writer.get(address).status_code == 200
            asked.append(len(queries))
    assert asked[0] == asked[4] <= 19 and asked[1] == asked[5] <= 13, asked
    assert asked[6] <= 14 and asked[7] <= asked[3] + 8, asked
    page = text_of(writer.get(f"/reports/{desk.report.public_id}/"))
    assert "26 earlier threads" in page and page.count('class="comment"') == 10
    whole = text_of(writer.get(about(desk.report)))
    assert "Page 2 of 2" in whole and "number 29" in whole and "number 1 " not in whole
    assert "number 1 " in text_of(writer.get(about(desk.report), {"page": "1"}))
    assert "1 to 20 of 30" in text_of(writer.get("/comments/"))


def test_a_long_comment_folds_and_loses_nothing(desk: Desk, write: Write, writer: Client) -> None:
    text = "\n".join(f"line {number} of what was seen at the harbour" for number in range(100))
    write(desk.writer, desk.report, text)
    nobody()
    page = text_of(writer.get(f"/reports/{desk.report.public_id}/"))
    pieces = re.findall(r'<div class="comment-text"[^>]*>(.*?)</div>', page, re.S)
    assert len(pieces) == 2 and "".join(pieces) == text and "Show the rest" in page


def test_a_retracted_report_has_no_comments_and_takes_none(desk: Desk, write: Write, writer: Client) -> None:
    write(desk.writer, desk.report, "@BP-02 doubtful")
    nobody()
    writer.post(f"/reports/{desk.report.public_id}/retract/", {"reason": "wrong"})
    page = text_of(writer.get(f"/reports/{desk.report.public_id}/"))
    assert "doubtful" not in page and 'id="comments"' not in page
    answer = writer.post(about(desk.report), {"text": "still"}, headers={"HX-Request": "true"})
    assert "taken back meanwhile" in text_of(answer) and desk.report.title not in text_of(writer.get(about(desk.report)))


def test_a_first_responder_reads_none_of_it(desk: Desk, write: Write) -> None:
    from tests.intake.reporting import hand_in

    with at_work(desk.responder) as viewer:
        own = hand_in(viewer, desk.agency_circle, title="His own")
    write(desk.writer, own, "ask him about the buoy")
    nobody()
    responder = browser(desk.responder)
    page = responder.get(f"/reports/{own.public_id}/")
    assert page.status_code == 200 and "buoy" not in text_of(page) and 'id="comments"' not in text_of(page)
    assert responder.get("/comments/").status_code == 403


def test_strings_that_attack_come_back_byte_for_byte_or_are_refused(desk: Desk, writer: Client) -> None:
    taken = set()
    for number, text in enumerate(hostile.sample(1)):
        if HALF_A_PAIR.search(text):
            continue  # no browser sends it
        sent = {"text": text, "token": str(uuid.UUID(int=number))}
        answer = writer.post(about(desk.in_case), sent, headers={"HX-Request": "true"})
        assert answer.status_code == 200, text
        if "data-told" in text_of(answer):
            taken.add(text.replace("\r\n", "\n").replace("\r", "\n"))
        else:
            assert 'aria-invalid="true"' in text_of(answer), text
        assert b"<script>alert" not in answer.content
    nobody()
    with at_work(desk.guard):
        assert set(Comment.objects.values_list("text", flat=True)) == taken and len(taken) > 40
