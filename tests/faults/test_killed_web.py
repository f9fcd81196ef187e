"""A killed web process: every save that was confirmed is there after it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tests.faults.at_a_desk import Desk, Writer, new_draft
from tests.faults.conftest import Made
from tests.faults.struck_node import StruckNode, until


def test_every_confirmed_save_outlives_killed_web_processes(node: StruckNode, made: Made) -> None:
    desk = made.desk(node)
    draft = new_draft(desk)
    with writing(desk, draft) as writers:
        first = node.web_workers()[0]
        node.strike(first)
        until(lambda: first not in node.web_workers() and len(node.web_workers()) == 2, "another web worker")
        more(writers)
        web = node.child("web")
        node.strike(web, *node.web_workers())
        until(lambda: node.child("web") not in (0, web), "another web server")
        more(writers)
    assert sum(writer.broken for writer in writers) > 0, "the blow was felt"
    assert kept_versions(node, draft) >= confirmed(writers)
    shown = desk.get(draft).body
    latest = max(number for writer in writers for number in writer.saved)
    titles = {title for number, title in kept_versions(node, draft) if number >= latest}
    assert any(f'value="{title}"' in shown for title in titles), "the page goes on where the last save was confirmed"


@contextmanager
def writing(desk: Desk, draft: str) -> Iterator[list[Writer]]:
    """Two pages that save the same draft at once; the block begins when both had several saves confirmed."""
    writers = [Writer(desk, draft, words) for words in ("north", "south")]
    for writer in writers:
        writer.start()
    try:
        more(writers)
        yield writers
    finally:
        for writer in writers:
            writer.end()


def more(writers: list[Writer], count: int = 5) -> None:
    """Waits until each writer has had further saves confirmed."""
    begun = [len(writer.confirmed) for writer in writers]
    until(
        lambda: all(len(w.confirmed) >= before + count for w, before in zip(writers, begun, strict=True)),
        "further saves",
    )


def confirmed(writers: list[Writer]) -> set[tuple[int, str]]:
    """Every version that a writer was told of, with the words that he sent under it."""
    return {each for writer in writers for each in writer.confirmed.items()}


def kept_versions(node: StruckNode, draft: str) -> set[tuple[int, str]]:
    """The versions of a draft that the database holds, each with the words in it."""
    rows = node.asked(
        "select v.number, v.payload->>'title' from intake_draftversion v join intake_draft d on d.id = v.draft_id "
        "where d.public_id = %s",
        draft.strip("/").split("/")[-1],
    )
    assert len(rows) == len({number for number, _title in rows}), "no number twice"
    return set(rows)
