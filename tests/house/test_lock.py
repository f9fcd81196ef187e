"""The lock: every package with its hashes, nothing from anywhere else, and what pyproject.toml asks for."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from itertools import pairwise

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.source import ROOT

LOCKS = ("requirements-run.lock", "requirements.lock", "requirements-ftm.lock")  # each has what the one before has
PINNED = re.compile(r"^(?P<name>[a-z0-9][a-z0-9-]*)==(?P<version>\S+?)(?: ; (?P<marker>[^\\]+?))?(?: \\)?$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")


@cache
def locked(file: str) -> dict[str, tuple[str, int]]:
    """Name → (version, number of hashes)."""
    found: dict[str, tuple[str, int]] = {}
    last = ""
    for line in (ROOT / file).read_text("utf-8").splitlines():
        pinned = PINNED.match(line)
        if pinned:
            last = pinned["name"]
            found[last] = (pinned["version"], 0)
        else:
            assert HASH.match(line), f"{file}: neither a pinned package nor a hash: {line}"
            found[last] = (found[last][0], found[last][1] + 1)
    return found


@pytest.mark.parametrize("file", LOCKS)
def test_every_package_has_its_hashes_and_no_address(file: str) -> None:
    assert len(locked(file)) > 50
    assert [package for package, (_version, hashes) in locked(file).items() if not hashes] == []
    assert "://" not in (ROOT / file).read_text("utf-8")


def test_the_lock_has_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for text in (*project["dependencies"], *project["optional-dependencies"]["test"]):
        wanted = Requirement(text)
        version = locked("requirements.lock")[canonicalize_name(wanted.name)][0]
        assert wanted.specifier.contains(version), f"{text}, but the lock has {version}; run `make lock`"


@pytest.mark.parametrize(("small", "large"), list(pairwise(LOCKS)))
def test_locks_have_the_same_versions(small: str, large: str) -> None:
    assert {package: locked(large).get(package) for package in locked(small)} == locked(small)


def test_a_node_runs_with_what_it_needs_and_no_more() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["checkout"]]
    assert {canonicalize_name(Requirement(text).name) for text in asked} - set(locked("requirements-run.lock")) == set()
    assert {"pytest", "playwright", "mypy", "duckdb"} & set(locked("requirements-run.lock")) == set()


def test_nothing_that_was_left_out_on_purpose_came_back() -> None:
    left_out = {"djangorestframework", "django-guardian", "pyicu", "unidecode", "pyarabic", "names-dataset", "weasyprint"}
    assert left_out & set(locked("requirements.lock")) == set()


def test_no_file_names_a_registry() -> None:
    hosts = ("pypi" + ".org", "python" + "hosted.org", "registry." + "npmjs", "deb." + "debian.org")
    looked_at = [ROOT / each for each in ("Makefile", ".ci/run", "pyproject.toml", "README.md", "CONTRIBUTING.md")]
    looked_at += [file for part in ("src", "tools", "docs", "tests") for file in (ROOT / part).rglob("*.*")]
    for file in looked_at:
        if file.is_file() and file.suffix not in (".pyc", ".mo", ".woff2", ".png", ".xlsx", ".ods", ".accdb", ".mdb"):
            text = file.read_text("utf-8", "replace")
            assert not any(host in text for host in hosts), file
