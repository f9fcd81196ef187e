"""The strings and files that attack, unpacked where a test needs them, and a fair sample of each kind for every run."""

from __future__ import annotations

import base64
import json
import lzma
import random
import tarfile
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "data" / "security"
A_KIND = 3  # strings of each category in the sample, beside the ones below
# What broke something once, here or elsewhere: in every sample, whatever the dice say.
ALWAYS = (
    "\x00", "\ufffe", "\uffff", "null", "None", "-", "=1+1", "+22246123456", "@SUM(A1)", "'", '"', "\\", "%s%s%n", "%", "%00",
    "{{7*7}}", "<script>alert(1)</script>", "</script><script>alert(1)</script>", "javascript:alert(1)", "\r\nSet-Cookie: a=b",
    "\u202egnp.exe", "\u2066", "\u200b", "\u0085", "\u2028", "a\nb", "1" * 400, "é" * 9000, "../../etc/passwd", "A" * 300,
    "\U0001f469\u200d\U0001f467",
    "٠١٢٣", "١٤٤٥/٠٢/٣٠", "9" * 40, "-1", "1e309", "NaN", "0x7fffffffffffffff", "00000000-0000-0000-0000-000000000000",
)  # fmt: skip


@dataclass(frozen=True)
class Hostile:
    """One string with the kind of attack it is from."""

    category: str
    text: str


@cache
def strings() -> tuple[Hostile, ...]:
    """All 9,065 of them."""
    with lzma.open(DATA / "strings.jsonl.xz", "rt", encoding="utf-8") as lines:
        return tuple(_string(json.loads(line)) for line in lines)


def _string(listed: dict[str, str]) -> Hostile:
    text = listed["s"] if "s" in listed else base64.b64decode(listed["b64"]).decode("utf-8", "surrogatepass")
    return Hostile(listed["cat"], text)


@cache
def texts() -> tuple[str, ...]:
    """Every string once, in the order of the list."""
    return tuple(dict.fromkeys(each.text for each in strings()))


@cache
def sample(a_kind: int = A_KIND) -> tuple[str, ...]:
    """Some of every category, the same ones at every run: the longest, the one least like a word, and others by lot."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for each in strings():
        kinds[each.category].append(each.text)
    chosen: list[str] = list(ALWAYS)
    for category, listed in sorted(kinds.items()):
        chosen += [max(listed, key=len), min(listed, key=lambda text: (sum(map(str.isalnum, text)) / len(text), text))]
        chosen += random.Random(category).sample(listed, min(a_kind, len(listed)))
    return tuple(dict.fromkeys(chosen))


@dataclass(frozen=True)
class HostileFile:
    """One file with what must happen to it."""

    path: Path
    name: str
    category: str
    expect: str


def files(folder: Path) -> list[HostileFile]:
    """The files, unpacked into `folder`, as their manifest lists them."""
    with tarfile.open(DATA / "files.tar.xz", "r:xz") as packed:
        packed.extractall(folder, filter="data")
    lines = (folder / "files" / "manifest.jsonl").read_text("utf-8").splitlines()
    listed = [json.loads(line) for line in lines]
    return [HostileFile(folder / "files" / each["file"], each["file"], each["cat"], each["expect"]) for each in listed]


def manifest() -> list[dict[str, str]]:
    """The manifest alone, for the tests' names."""
    with tarfile.open(DATA / "files.tar.xz", "r:xz") as packed:
        found = packed.extractfile("files/manifest.jsonl")
        assert found is not None
        return [json.loads(line) for line in found.read().decode().splitlines()]


def advisories() -> list[dict[str, str]]:
    """What was published of comparable products."""
    return [json.loads(line) for line in (DATA / "anchors-advisories.jsonl").read_text("utf-8").splitlines()]
