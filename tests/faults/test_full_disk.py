"""A full disk: it is said in a sentence, nothing is half stored, what was confirmed stays, and with room it goes on."""

from __future__ import annotations

import os
import secrets
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.faults.at_a_desk import BROKEN, half_sent, new_draft
from tests.faults.conftest import Made
from tests.faults.importing import last_row, same_as_uninterrupted, set_going, state_of, until_done
from tests.faults.struck_node import StruckNode, running, until
from tests.faults.test_killed_web import kept_versions

SIZE = 256 * 2**20


@dataclass
class Disk:
    """The small disk that a test has to itself."""

    folder: Path

    @property
    def ballast(self) -> Path:
        return self.folder / "ballast"

    def free(self) -> int:
        about = os.statvfs(self.folder)
        return about.f_bavail * about.f_frsize

    def fill(self, but: int = 0) -> None:
        """Takes all room but so many bytes; again and again, as the node may give some back meanwhile."""
        with self.ballast.open("ab", buffering=0) as ballast:
            while (room := self.free() - but) > 0:
                try:
                    ballast.write(bytes(min(room, 2**22)))
                except OSError:
                    return

    def make_room(self) -> None:
        self.ballast.unlink()


@pytest.fixture
def disk(place: Path) -> Iterator[Disk]:
    """A tmpfs of 256 MB, mounted by this test and taken away by it."""
    folder = place / "disk"
    folder.mkdir(mode=0o711)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=711", "tmpfs", str(folder)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if mounted.returncode != 0:
        pytest.skip(f"no small disk can be mounted here: {mounted.stderr.strip()}")
    try:
        yield Disk(folder)
    finally:
        if subprocess.run(["umount", str(folder)], check=False).returncode != 0:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def small(made: Made, disk: Disk) -> Iterator[StruckNode]:
    """A node that runs on the small disk; only its log lies elsewhere, as a journal does."""
    with running(made.folder, disk.folder, log=disk.folder.parent / "node.log") as node:
        yield node


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "Its disk is full, so nothing of this step was stored."), ("ar", "قرصها ممتلئ، فلم يُحفظ شيء من هذه الخطوة.")],
    ids=("en", "ar"),
)
def test_an_upload_without_room_is_refused_in_a_sentence_and_leaves_nothing(
    small: StruckNode, disk: Disk, made: Made, language: str, sentence: str
) -> None:
    desk = made.desk(small, language=language)
    before = stored(small)
    # There is room to receive it and none to seal it beside, or not even room to receive it.
    for room in (9 * 2**20, 2**20):
        disk.fill(but=room)
        answer = desk.upload("/imports/new/", {"circle": made.circle()}, "register.csv", table(6 * 2**20))
        assert (answer.status, answer.language) == (507, language)
        assert sentence in answer.body
        assert stored(small) == before
        disk.make_room()
    taken = desk.upload("/imports/new/", {"circle": made.circle()}, "register.csv", table(2**20))
    assert (taken.status, len(stored(small)[0])) == (302, len(before[0]) + 1)
    assert desk.get(taken.place).status == 200


def test_a_save_without_room_is_not_confirmed_and_what_was_confirmed_stays(
    small: StruckNode, disk: Disk, made: Made
) -> None:
    desk = made.desk(small)
    draft = new_draft(desk)
    confirmed: dict[int, str] = {}

    def save() -> int:
        # Words that do not compress: the table itself must grow, and soon needs room.
        title = f"title {secrets.token_hex(8)}"
        sent = {"title": title, "text": secrets.token_urlsafe(60_000), "version": str(max(confirmed, default=0)), "page": "p"}
        try:
            answer = desk.post(f"{draft}save/", sent, accept="application/json")
        except BROKEN:
            return 0
        if answer.status == 200:
            confirmed[int(answer.body.partition('"version": ')[2].partition(",")[0])] = title
        return answer.status

    assert save() == 200
    disk.fill()
    status = until(lambda: (found := save()) != 200 and (found or 1), "a save that finds no room")
    assert status in (507, 503), "the page tells the writer that it is not saved"
    assert save() in (507, 503)
    disk.make_room()
    until(lambda: save() == 200, "a save that is confirmed again")
    assert kept_versions(small, draft) >= set(confirmed.items())
    assert confirmed[max(confirmed)] in desk.get(draft).body


def test_an_import_without_room_halts_and_says_the_same_in_the_end(
    small: StruckNode, disk: Disk, made: Made, uninterrupted: dict[str, Any]
) -> None:
    desk = made.desk(small)
    set_going(desk, made.imported)
    until(lambda: last_row(small, made.imported), "the first rows of the import")
    disk.fill(but=2**20)
    until(lambda: state_of(small, made.imported) == ("admitting", "failed"), "a halt")
    kept = last_row(small, made.imported)
    assert 0 < kept < uninterrupted["rows"]
    page = desk.get(f"/imports/{made.imported}/")
    assert page.status == 200
    assert "The import came to a halt" in page.body
    assert "The disk of the node is full." in page.body
    disk.make_room()
    set_going(desk, made.imported)
    until_done(small, made.imported)
    same_as_uninterrupted(small, made.imported, uninterrupted)


def test_a_database_that_panics_for_want_of_room_comes_back_with_it(small: StruckNode, disk: Disk, made: Made) -> None:
    desk = made.desk(small)
    draft = new_draft(desk)
    assert desk.post(f"{draft}save/", {"title": "before the panic", "version": "0", "page": "p"}).status == 200
    struck = small.database()
    disk.fill()
    small.strike(struck)
    until(lambda: "did not start" in small.log.read_text(), "a start that finds no room")
    assert not small.ended, "the main process goes on"
    assert small.health() == "answers 503"
    disk.make_room()
    until(lambda: small.health() == "ok", "the database")
    until(lambda: desk.get(draft).status == 200, "the page")
    assert "before the panic" in desk.get(draft).body


def stored(node: StruckNode) -> tuple[list[Any], list[Any], list[str], list[str]]:
    """Rows of imports, rows of sealed files, sealed files, and what rests where files are received."""
    return (
        node.asked("select public_id from intake_import order by id"),
        node.asked("select public_id from foundation_sealedfile order by id"),
        sorted(each.name for each in (node.folder / "files").rglob("*") if each.is_file()),
        sorted(each.name for each in (node.folder / "receiving").iterdir()),
    )


def table(size: int) -> bytes:
    """A register of about so many bytes."""
    line = b"Mohamed Ould Salem;12/03/1984;MR;%s\n"
    head = "Nom;Date de naissance;Nationalité;Observations\n".encode()
    return head + b"".join(line % secrets.token_hex(200).encode() for _row in range(size // 435))


def test_what_a_killed_process_was_receiving_does_not_stay_in_the_clear(node: StruckNode, made: Made) -> None:
    desk = made.desk(node)
    with half_sent(desk, made.circle()):
        until(lambda: any(each.stat().st_size for each in (node.folder / "receiving").iterdir()), "a file being received")
        node.strike(*node.web_workers())
        until(lambda: not list((node.folder / "receiving").iterdir()), "nothing in the clear")
