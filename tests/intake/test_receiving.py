"""What is sent is bounded before it reaches the disk: nothing of a stranger, and of a huge file its size only."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import Client

from manara.foundation.node.receiving import clear

from .conftest import People
from .test_pages import Browser, made, text_of


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many bytes each piece had that was written to the disk."""
    pieces: list[int] = []
    write = TemporaryFileUploadHandler.receive_data_chunk

    def counting(self: Any, raw_data: bytes, start: int) -> None:
        pieces.append(len(raw_data))
        write(self, raw_data, start)

    monkeypatch.setattr(TemporaryFileUploadHandler, "receive_data_chunk", counting)
    return pieces


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/accounts/login/", "/imports/new/", "/language/", "/nowhere/"])
def test_nothing_of_a_stranger_reaches_the_disk(written: list[int], address: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies["manara_csrf"] = "a" * 32
    answer = client.post(address, {"file": SimpleUploadedFile("x.csv", b"0" * 500_000)})
    assert answer.status_code in (403, 404)
    assert written == []


def test_a_huge_file_is_refused_by_its_size_and_not_kept(
    people: People, browser_of: Browser, settings: Any, written: list[int]
) -> None:
    settings.NODE = replace(settings.NODE, upload_limit_mb=1)
    sent = {"file": SimpleUploadedFile("x.csv", b"0" * 2_500_000), "circle": str(people.police_circle.public_id)}
    answer = browser_of(people.analyst).post("/imports/new/", sent)
    assert answer.status_code == 422
    assert "The file is 3 MB; at most 1 MB are taken." in text_of(answer)
    assert sum(written) <= 1_000_000


def test_what_a_killed_process_had_unsealed_does_not_stay_in_the_clear(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    dead, living = tmp_path / f"opened-{ended.pid}-x.csv", tmp_path / f"opened-{os.getpid()}-y.csv"
    for each in (dead, living):
        each.write_text("in the clear")
    clear(tmp_path)
    assert (dead.exists(), living.exists()) == (False, True)


def test_what_a_sentence_names_goes_into_no_cookie(people: People, browser_of: Browser) -> None:
    report, browser = made(people, people.analyst), browser_of(people.analyst)
    answer = browser.post(f"/reports/{report.public_id}/retract/", {"reason": "wrong"})
    assert answer.status_code == 302 and "messages" not in answer.cookies
    assert "The report is retracted." in text_of(browser.get(answer["Location"]))
