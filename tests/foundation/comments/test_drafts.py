"""What somebody is writing about a thing survives a closed page, is his alone, and is gone once it is sent."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from manara.foundation.actions.draft_comment import KEPT
from manara.foundation.engine.comment_text import LONGEST
from manara.foundation.models import CommentDraft, User
from tests.cases import story
from tests.cases.conftest import analyst, browser, gendarmerie, investigator, static_folder, stranger
from tests.foundation.people import at_work
from tests.resolution.conftest import Browse

__all__ = ["analyst", "browser", "gendarmerie", "investigator", "static_folder", "stranger"]
pytestmark = pytest.mark.django_db


def test_a_draft_stands_in_the_form_again_for_its_writer_alone(investigator: User, analyst: User, browser: Browse) -> None:
    case = story.case(investigator, "SOM-1", analyst)
    page, save = f"/cases/{case.public_id}/", f"/comments/on/case/{case.public_id}/draft/"
    mine, theirs = browser(investigator), browser(analyst)
    assert f'data-autosave="{save}"' in mine.get(page).content.decode()
    answer = mine.post(save, {"text": "مسودة <b>half</b>", "token": uuid.uuid4(), "parent": ""})
    assert answer.status_code == 200 and answer.json()["sentence"]
    assert "مسودة &lt;b&gt;half&lt;/b&gt;</textarea>" in mine.get(page).content.decode()
    assert "مسودة" not in theirs.get(page).content.decode()
    with at_work(analyst):
        assert not CommentDraft.objects.exists()
    with at_work(investigator):
        assert CommentDraft.objects.get().text == "مسودة <b>half</b>"


def test_a_draft_is_gone_once_sent_and_what_its_form_saves_later_comes_too_late(investigator: User, browser: Browse) -> None:
    case = story.case(investigator, "SOM-1")
    at, client, token = f"/comments/on/case/{case.public_id}/", browser(investigator), uuid.uuid4()
    client.post(f"{at}draft/", {"text": "who knows the bo", "token": token})
    client.post(at, {"text": "who knows the boat?", "token": token})
    client.post(f"{at}draft/", {"text": "who knows the boa", "token": token})
    page = client.get(at).content.decode()
    assert "who knows the boat?" in page and "who knows the boa</textarea>" not in page
    client.post(f"{at}draft/", {"text": "the next one", "token": uuid.uuid4()})
    assert "the next one</textarea>" in client.get(at).content.decode()


def test_a_half_written_reply_opens_under_what_it_answers(investigator: User, browser: Browse) -> None:
    case = story.case(investigator, "SOM-1")
    at, client = f"/comments/on/case/{case.public_id}/", browser(investigator)
    sent = client.post(at, {"text": "first", "token": uuid.uuid4()})
    above = sent["Location"].rpartition("#comment-")[2]
    client.post(f"{at}draft/", {"text": "half a reply", "token": uuid.uuid4(), "parent": above})
    page = client.get(at).content.decode()
    before, _open, after = page.partition('<details class="answer" open>')
    assert "half a reply</textarea>" in after.partition("</details>")[0] and "half a reply" not in before


def test_of_what_is_hidden_no_draft_is_kept_and_of_what_is_too_long_its_beginning(
    investigator: User, stranger: User, browser: Browse
) -> None:
    case = story.case(investigator, "SOM-1")
    save = f"/comments/on/case/{case.public_id}/draft/"
    assert browser(stranger).post(save, {"text": "x"}).status_code == 404
    assert browser(investigator).post(save, {"text": "a" * (LONGEST + 900) + "\0"}).status_code == 200
    with at_work(investigator):
        assert len(CommentDraft.objects.get().text) == LONGEST + 1


def test_what_nobody_came_back_to_is_not_kept_for_ever(investigator: User, browser: Browse) -> None:
    old, new = story.case(investigator, "SOM-1"), story.case(investigator, "SOM-2")
    client = browser(investigator)
    client.post(f"/comments/on/case/{old.public_id}/draft/", {"text": "old"})
    with at_work(investigator):
        CommentDraft.objects.update(saved_at=timezone.now() - KEPT - timedelta(hours=1))
    client.post(f"/comments/on/case/{new.public_id}/draft/", {"text": "new"})
    with at_work(investigator):
        assert [row.text for row in CommentDraft.objects.all()] == ["new"]
