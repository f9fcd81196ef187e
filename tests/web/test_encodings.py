"""What is sent is read as UTF-8: another encoding that a request names is refused in a sentence, and breaks nothing."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.signals import request_started
from django.db import close_old_connections
from django.test import RequestFactory

from manara.web.middleware.headers import HEADERS
from tests.web import people

pytestmark = pytest.mark.django_db

PAGES = ("/health/", "/search/", "/accounts/login/", "/api/v1/entities", "/never/")
OTHERS = ("rot13", "zlib", "idna", "undefined", "unicode_escape", "utf-16", "utf-7", "no-such-encoding", "iso-8859-1", "\xe9")
FORM = b'--x\r\nContent-Disposition: form-data; name="purpose"\r\n\r\na\r\n--x--\r\n'


def answered(page: str, kind: str, *, query: str = "a=%41", body: bytes = b"", **further: str) -> tuple[int, dict[str, str]]:
    """Status and headers, as the web server asks the node: a test's own browser would make the request otherwise."""
    from manara.wsgi import application

    told: list[Any] = []
    made = {"PATH_INFO": page, "QUERY_STRING": query, "CONTENT_TYPE": kind, "CONTENT_LENGTH": str(len(body)), **further}
    asked = RequestFactory()._base_environ(**made, **{"wsgi.input": io.BytesIO(body)})  # type: ignore[arg-type]
    # As the test's own browser does: a request that begins would close the connection of the test's transaction.
    request_started.disconnect(close_old_connections)
    try:
        application(asked, lambda status, headers: told.append((int(status[:3]), dict(headers))))
    finally:
        request_started.connect(close_old_connections)
    (found,) = told
    return found  # type: ignore[no-any-return]


@pytest.mark.parametrize("charset", OTHERS)
@pytest.mark.parametrize("page", PAGES)
def test_another_encoding_is_refused_with_every_header(page: str, charset: str) -> None:
    status, headers = answered(page, f"text/plain; charset={charset}")
    assert status == 400
    assert set(headers) >= {"X-Request-Id", *HEADERS}
    assert headers["Content-Type"].startswith("application/problem+json" if page.startswith("/api/") else "text/html")


@pytest.mark.parametrize("kind", ["", "; x", "; charset=utf-8", '; charset="UTF8"', "; charset=us-ascii", "; charset="])
def test_what_is_sent_in_utf_8_is_read(kind: str) -> None:
    assert answered("/accounts/login/", f"text/plain{kind}")[0] == 200


@pytest.mark.parametrize("kind", ["x*=undefined''%41", "x*=nosuch''%41", "charset*=rot13''a", "a*1*=*0=0; a*=b *1*= "])
def test_a_kind_of_content_that_can_t_be_read_is_refused_too(kind: str) -> None:
    status, headers = answered("/health/", f"text/plain; {kind}")
    assert status == 400
    assert set(headers) >= {"X-Request-Id", *HEADERS}


def test_too_many_fields_are_refused_by_a_page_and_not_before_it() -> None:
    status, headers = answered("/accounts/login/", "text/plain; charset=utf-8", query="a&" * 5000)
    assert status == 400
    assert set(headers) >= {"X-Request-Id", *HEADERS}


@pytest.mark.parametrize("charset", ["rot13", "unicode_escape"])
def test_who_is_signed_in_is_told_in_his_language(charset: str) -> None:
    client = people.browser(people.person(), "fr")
    here = {"HTTP_COOKIE": client.cookies.output(header="", sep=";"), "HTTP_ACCEPT_LANGUAGE": "fr"}
    kind = f"multipart/form-data; boundary=x; charset={charset}"
    searched = answered("/search/", f"text/plain; charset={charset}", query="q=%5Cud800abc", **here)
    sent = answered("/purpose/", kind, body=FORM, REQUEST_METHOD="POST", **here)
    assert (searched[0], sent[0]) == (400, 400)
    assert searched[1]["Content-Language"] == sent[1]["Content-Language"] == "fr"
    assert answered("/search/", "text/plain; charset=utf-8", query="q=%D9%85", **here)[0] == 200
