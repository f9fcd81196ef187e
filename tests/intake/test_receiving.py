"""What is sent is bounded before it reaches the disk: nothing of a stranger, and of a huge file its size only."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import Client

from .conftest import People
from .test_pages import Browser, text_of


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
