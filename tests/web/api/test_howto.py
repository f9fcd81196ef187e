"""The examples of the manual, run as they stand there against a node that serves."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from manara.foundation.actions.revoke_token import revoke_token
from manara.foundation.models import User
from tests.foundation import people
from tests.web.api.programme import NAME, story, token_of

pytestmark = pytest.mark.django_db(transaction=True)
HOWTO = (Path(__file__).resolve().parents[3] / "docs" / "howto" / "api.md").read_text("utf-8")


def example(language: str, holding: str) -> str:
    """The one example in this language that holds these words."""
    (found,) = [text for text in re.findall(rf"```{language}\n(.*?)```", HOWTO, re.DOTALL) if holding in text]
    return found


def run(command: list[str], at: str, secret: str, **more: Any) -> subprocess.CompletedProcess[str]:
    env = {"PATH": os.environ["PATH"], "MANARA_URL": at, "MANARA_TOKEN": secret, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=60, **more)


def test_the_python_example_reads_and_ends_with_a_sentence(investigator: User, live_server: Any) -> None:
    story(investigator)
    token, secret = token_of(investigator, purpose="")
    done = run([sys.executable, "-c", example("python", "urllib")], live_server.url, secret)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split("\t") == ["H1", "B2", investigator.agency.code, f"{NAME}\n"]
    with people.at_work(investigator) as viewer:
        revoke_token(viewer, token.public_id)
    done = run([sys.executable, "-c", example("python", "urllib")], live_server.url, secret)
    assert done.returncode == 1 and done.stderr.startswith("The token was revoked. Nothing of this request was answered.")
    assert secret not in done.stderr


def test_the_curl_example_finds(investigator: User, live_server: Any) -> None:
    if shutil.which("curl") is None:
        pytest.skip("no curl on this machine")
    report = story(investigator)
    _token, secret = token_of(investigator, purpose="")
    done = run(["sh", "-c", example("sh", "curl")], live_server.url, secret)
    assert done.returncode == 0, done.stderr
    assert str(report.public_id) in {each["said_by"]["report"] for each in json.loads(done.stdout)["found"]}
    refused = run(["sh", "-c", example("sh", "curl")], live_server.url, "manara_never")
    assert refused.returncode != 0 and json.loads(refused.stdout)["title"] == "Le jeton n’est pas connu ici"
