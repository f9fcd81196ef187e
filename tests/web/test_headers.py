"""Every answer forbids foreign code, frames and caches; the number of the request stands in a header only."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from manara.web.middleware.headers import HEADERS, STATIC_HEADERS, security_headers
from tests.web import people

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("page", ["/accounts/login/", "/never/", "/", "/welcome/not-a-token/", "/accounts/logout/"])
def test_the_content_policy_allows_no_inline_code_and_no_other_host(page: str) -> None:
    answer = Client().get(page)
    policy = dict(part.strip().split(" ", 1) for part in answer.headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == policy["form-action"] == "'self'"
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_a_signed_in_page_is_never_kept() -> None:
    assert people.browser(people.person()).get("/account/").headers["Cache-Control"] == "no-store"


def test_each_request_has_a_number_of_its_own() -> None:
    numbers = {Client().get("/accounts/login/").headers["X-Request-Id"] for _ in range(3)}
    assert len(numbers) == 3
    assert all(uuid.UUID(number).version == 4 for number in numbers)


def test_an_invitation_is_told_to_nobody() -> None:
    assert Client().get("/welcome/not-a-token/").headers["Referrer-Policy"] == "strict-origin"
    assert Client().get("/accounts/login/").headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("page", ["/accounts/login/", "/never/", "/static/never.css"])
def test_a_node_at_https_is_never_asked_in_the_open_again(settings: Any, page: str) -> None:
    settings.SECURE_HSTS_SECONDS = 31_536_000
    assert Client().get(page).headers["Strict-Transport-Security"] == "max-age=31536000"
    settings.SECURE_HSTS_SECONDS = 0
    assert "Strict-Transport-Security" not in Client().get(page).headers


@pytest.mark.parametrize(("address", "seconds"), [("https://manara.example.org", 31_536_000), ("http://localhost:8000", 0)])
def test_that_holds_from_the_address_people_type(address: str, seconds: int) -> None:
    asked = "from manara import settings; print(settings.SECURE_HSTS_SECONDS)"
    told = subprocess.run(
        [sys.executable, "-c", asked], env={**os.environ, "MANARA_PUBLIC_URL": address}, capture_output=True, text=True,
        check=True, timeout=60,
    )  # fmt: skip
    assert int(told.stdout) == seconds


def test_a_static_file_carries_only_what_it_needs() -> None:
    factory = RequestFactory()
    kept = security_headers(lambda request: HttpResponse("self.onmessage = () => {};", "text/javascript"))
    answer = kept(factory.get("/static/worker.js"))
    assert set(answer.headers) & set(HEADERS) == set(STATIC_HEADERS)
    policy = dict(part.strip().split(" ", 1) for part in answer.headers["Content-Security-Policy"].split(";"))
    assert policy == {name: value for name, value in policy.items() if value in ("'none'", "'self'")}
    assert policy["default-src"] == policy["frame-ancestors"] == "'none'"
    missing = security_headers(lambda request: HttpResponse(status=404))(factory.get("/static/never.js"))
    assert missing.headers["Content-Security-Policy"] == HEADERS["Content-Security-Policy"]
    assert missing.headers["Cache-Control"] == "no-store"
