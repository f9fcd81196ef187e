"""Files: stored once, sealed in pieces, whole or not at all; a changed, cut or moved one opens nothing."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from manara.foundation.access import Viewer, audience_of
from manara.foundation.actions import seal_file as sealing
from manara.foundation.actions.seal_file import PIECE, path_of, pieces_of, seal_file
from manara.foundation.keys import Unsealable, destroy_key
from manara.foundation.models import Circle, SealedFile, SealedKey
from tests.foundation.people import at_work, circle, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def viewer() -> Iterator[Viewer]:
    user = person()
    circle(user)
    with at_work(user):
        for each in Circle.objects.all():
            audience_of([each.pk])
    with at_work(user) as viewer:
        yield viewer


def stored(viewer: Viewer, content: bytes, *, audience: int | None = None, name: str = "a.csv") -> SealedFile:
    return seal_file(
        viewer, io.BytesIO(content), name=name, media_type="text/csv", audience=audience or viewer.audiences[0]
    )


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE + 7])
def test_a_file_comes_back_as_it_went_in(viewer: Viewer, size: int) -> None:
    content = os.urandom(size)
    sealed = stored(viewer, content)
    assert b"".join(pieces_of(sealed)) == content
    assert sealed.size == size


def test_the_stored_bytes_show_nothing_and_belong_to_the_node_alone(viewer: Viewer) -> None:
    content = "محمد ولد أحمد".encode() * 50
    path = path_of(stored(viewer, content))
    assert content[:20] not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0 and path.parent.stat().st_mode & 0o077 == 0


def test_content_is_stored_once_an_audience(viewer: Viewer) -> None:
    first = stored(viewer, b"x", name="a.csv")
    again = stored(viewer, b"x", name="b.csv")
    other = stored(viewer, b"x", audience=viewer.audiences[1])
    assert again.pk == first.pk and again.name == "a.csv"
    assert other.pk != first.pk and other.address != first.address


def test_a_changed_byte_is_found(viewer: Viewer) -> None:
    sealed = stored(viewer, os.urandom(PIECE + 9))
    path = path_of(sealed)
    whole = path.read_bytes()
    for at in (0, 20, PIECE + 20, len(whole) - 1):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises(Unsealable):
            list(pieces_of(sealed))


@pytest.mark.parametrize("cut", [1, 100, PIECE + 28])
def test_a_file_that_was_cut_is_found(viewer: Viewer, cut: int) -> None:
    sealed = stored(viewer, os.urandom(2 * PIECE))
    path = path_of(sealed)
    path.write_bytes(path.read_bytes()[:-cut])
    with pytest.raises(Unsealable):
        list(pieces_of(sealed))
    sealed.size = PIECE  # and whoever owns the database can't make it a shorter whole
    with pytest.raises(Unsealable):
        list(pieces_of(sealed))


def test_pieces_that_changed_places_are_found(viewer: Viewer) -> None:
    sealed = stored(viewer, os.urandom(2 * PIECE))
    path = path_of(sealed)
    whole, piece = path.read_bytes(), PIECE + 28
    path.write_bytes(whole[piece:] + whole[:piece])
    with pytest.raises(Unsealable):
        list(pieces_of(sealed))


def test_a_file_in_another_s_place_is_found(viewer: Viewer) -> None:
    first, second = stored(viewer, b"one"), stored(viewer, b"two")
    path_of(second).write_bytes(path_of(first).read_bytes())
    with pytest.raises(Unsealable):
        list(pieces_of(second))


def test_a_destroyed_key_erases_the_file(viewer: Viewer) -> None:
    sealed = stored(viewer, b"content")
    destroy_key(SealedKey.objects.get(pk=sealed.key_id))
    with pytest.raises(Unsealable):
        list(pieces_of(SealedFile.objects.get(pk=sealed.pk)))


def test_a_full_disk_leaves_neither_bytes_nor_row(viewer: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    before = set(files_below(viewer))
    done: list[int] = []
    whole = sealing.seal_bytes

    def full(key: bytes, content: bytes, *, place: str) -> bytes:
        if done:
            raise OSError(28, "No space left on device")
        done.append(1)
        return whole(key, content, place=place)

    monkeypatch.setattr(sealing, "seal_bytes", full)
    with pytest.raises(OSError, match="No space left"):
        stored(viewer, os.urandom(2 * PIECE))
    assert set(files_below(viewer)) == before
    assert not SealedFile.objects.exists() and not SealedKey.objects.exists()
    monkeypatch.undo()
    assert b"".join(pieces_of(stored(viewer, b"later"))) == b"later"


def test_a_file_reaches_its_audience_only(viewer: Viewer) -> None:
    stored(viewer, b"content")
    with at_work(person()):
        assert not SealedFile.objects.exists() and not SealedKey.objects.exists()


def files_below(viewer: Viewer) -> list[Path]:
    from django.conf import settings

    return [path for path in Path(settings.NODE.files_dir).rglob("*") if path.is_file()]
