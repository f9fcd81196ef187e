"""A person at a browser of the struck node: signed in with both factors, over real connections that a fault breaks."""

from __future__ import annotations

import http.client
import re
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from tests.faults.struck_node import StruckNode
from tests.web.people import PASSWORD, code_now

#: How a connection ends when the process at its other end is gone.
BROKEN = (OSError, http.client.HTTPException)


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    body: str
    place: str  # where it sends the browser
    request_id: str
    language: str


@dataclass
class Desk:
    """One browser. `cookies` may be shared by several threads once signed in."""

    node: StruckNode
    language: str = "en"
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Answer:
        return self._asked("GET", path, b"", {})

    def post(self, path: str, fields: dict[str, str], *, accept: str = "text/html") -> Answer:
        """Sends a form with its token."""
        body = urlencode({**fields, "csrfmiddlewaretoken": self.cookies.get("manara_csrf", "")}).encode()
        return self._asked("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded", "Accept": accept})

    def upload(self, path: str, fields: dict[str, str], name: str, content: bytes) -> Answer:
        """Sends a form with a file."""
        edge = secrets.token_hex(16)
        given = {"csrfmiddlewaretoken": self.cookies.get("manara_csrf", ""), **fields}
        parts = [f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n' for key, value in given.items()]
        head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        body = "".join(parts).encode() + head.encode() + content + f"\r\n--{edge}--\r\n".encode()
        return self._asked("POST", path, body, {"Content-Type": f"multipart/form-data; boundary={edge}"})

    def sign_in(self, code: str, secret: str) -> None:
        self.get("/accounts/login/")
        answer = self.post("/accounts/login/", {"login": code, "password": PASSWORD})
        assert answer.status == 302, answer.body
        answer = self.post("/accounts/2fa/authenticate/", {"code": code_now(secret)})
        assert answer.status == 302, answer.body
        assert self.get("/drafts/").status == 200

    def _asked(self, verb: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        connection = http.client.HTTPConnection("localhost", self.node.port, timeout=30)
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            connection.request(verb, path, body or None, {"Cookie": cookie, "Accept-Language": self.language, **headers})
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
            for line in answer.headers.get_all("Set-Cookie", []):
                for name, morsel in SimpleCookie(line).items():
                    self.cookies[name] = morsel.value
            header = answer.headers.get
            return Answer(
                answer.status, text, header("Location", ""), header("X-Request-Id", ""), header("Content-Language", "")
            )
        finally:
            connection.close()


class Writer(threading.Thread):
    """Saves a draft again and again, as often as the node answers, and keeps what was confirmed as saved."""

    def __init__(self, desk: Desk, draft: str, words: str) -> None:
        super().__init__(name=f"writer {words}", daemon=True)
        self.desk, self.draft, self.words = desk, draft, words
        self.confirmed: dict[int, str] = {}  # version → title
        self.saved: set[int] = set()  # those of them that are the draft, and not kept beside another's
        self.refused: list[int] = []  # statuses that confirm nothing
        self.broken = 0
        self.enough = threading.Event()

    def run(self) -> None:
        count = version = 0
        while not self.enough.is_set():
            count += 1
            title = f"{self.words} {count}"
            sent = {"title": title, "text": "words " * 20, "version": str(version), "page": self.words}
            try:
                answer = self.desk.post(f"{self.draft}save/", sent, accept="application/json")
            except BROKEN:
                self.broken += 1
                self.enough.wait(0.05)
                continue
            # 409 is the defined answer to two who write at once: it too says under which number the words are kept.
            found = re.search(r'"version": (\d+)', answer.body)
            if answer.status in (200, 409) and found:
                version = int(found[1])
                self.confirmed[version] = title
                if answer.status == 200:
                    self.saved.add(version)
            else:
                self.refused.append(answer.status)
                self.enough.wait(0.05)

    def end(self) -> None:
        self.enough.set()
        self.join(40)
        assert not self.is_alive()


def new_draft(desk: Desk) -> str:
    """The address of a draft of his."""
    answer = desk.get("/reports/new/")
    assert answer.status == 302, answer.body
    return answer.place


def filled(circle: str, title: str) -> dict[str, str]:
    """What a filled form sends to become a report."""
    return {
        "title": title, "text": "A pirogue left at night.", "occurred": "2026-03-12", "place": "Nouadhibou",
        "persons-0-name": "محمد ولد أحمد", "grade_scheme": "4x4", "grade_source": "B", "grade_information": "2",
        "handling": "H0", "source_reference": "S-112", "circles": circle, "version": "0", "page": "p1", "act": "submit",
    }  # fmt: skip


@contextmanager
def half_sent(desk: Desk, circle: str) -> Iterator[None]:
    """A request with a large file of which one half has been sent, and nothing more comes."""
    edge = secrets.token_hex(16)
    fields = {"csrfmiddlewaretoken": desk.cookies["manara_csrf"], "circle": circle}
    parts = [f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n' for key, value in fields.items()]
    head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="register.csv"\r\n\r\n'
    half = "".join(parts).encode() + head.encode() + b"Mohamed;12/03/1984\n" * 100_000
    connection = http.client.HTTPConnection("localhost", desk.node.port, timeout=30)
    try:
        connection.putrequest("POST", "/imports/new/")
        connection.putheader("Cookie", "; ".join(f"{name}={value}" for name, value in desk.cookies.items()))
        connection.putheader("Content-Type", f"multipart/form-data; boundary={edge}")
        connection.putheader("Content-Length", str(2 * len(half)))
        connection.endheaders()
        connection.send(half)
        yield
    finally:
        connection.close()
