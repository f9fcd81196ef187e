"""A killed job worker, a killed sealer, a killed main process: each comes back and goes on where it was."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg

from manara.foundation.node.connection import dsn
from tests.faults.at_a_desk import new_draft
from tests.faults.conftest import Made
from tests.faults.importing import same_as_uninterrupted, set_going, state_of, until_done, until_midway
from tests.faults.struck_node import ROOT, StruckNode, environment, lives, until

LOG_HOLDS = """
from manara.foundation.node import installed
installed.set_up()
import json
from manara.foundation.audit.verify import verify
print(json.dumps([(each.kind, each.size, each.events) for each in verify()]))
installed.let_go()
"""


def test_an_import_goes_on_by_itself_after_a_killed_worker(
    node: StruckNode, made: Made, uninterrupted: dict[str, Any]
) -> None:
    set_going(made.desk(node), made.imported)
    kept = until_midway(node, made.imported)
    struck = node.child("jobs")
    node.strike(struck)
    assert not lives(struck) or until(lambda: not lives(struck), "its end")
    assert state_of(node, made.imported) == ("admitting", "running")
    until(lambda: node.child("jobs") not in (0, struck), "another worker")
    until_done(node, made.imported)
    assert kept < uninterrupted["rows"]
    same_as_uninterrupted(node, made.imported, uninterrupted)
    clear = list((node.folder / "receiving").iterdir())
    assert clear == [], "what the killed worker had open in the clear is gone"


def test_the_log_holds_after_a_killed_sealer(node: StruckNode, made: Made) -> None:
    desk = made.desk(node)
    draft = new_draft(desk)
    for _round in range(2):
        sealed = head(node)
        struck = node.child("sealer")
        node.strike(struck)
        desk.post(f"{draft}save/", {"title": f"while nobody seals {_round}", "version": "0", "page": "p"})
        until(lambda struck=struck: node.child("sealer") not in (0, struck), "another sealer")  # type: ignore[misc]
        until(lambda sealed=sealed: head(node) > sealed, "a further seal")  # type: ignore[misc]
    until(lambda: not node.asked("select 1 from foundation_auditwaiting limit 1"), "every event under a seal")
    events = node.asked("select count(*) from foundation_auditevent")[0][0]
    assert troubles(node) == []
    assert head(node) >= events


def test_children_end_with_a_killed_main_process_and_the_next_run_takes_over(
    node: StruckNode, made: Made, uninterrupted: dict[str, Any]
) -> None:
    desk = made.desk(node)
    draft = new_draft(desk)
    answer = desk.post(f"{draft}save/", {"title": "before the blow", "version": "0", "page": "p"})
    assert answer.status == 200
    set_going(desk, made.imported)
    until_midway(node, made.imported)
    assert node.process is not None
    left = [*node.web_workers(), node.child("web"), node.child("jobs"), node.child("sealer")]
    node.strike(node.process.pid)
    node.process.wait()
    until(lambda: not any(map(lives, left)), "the end of all children")
    node.start()
    assert "before the blow" in desk.get(draft).body
    until_done(node, made.imported)
    same_as_uninterrupted(node, made.imported, uninterrupted)


def test_a_clean_stop_answers_what_is_asked_and_the_next_start_goes_on(
    node: StruckNode, made: Made, uninterrupted: dict[str, Any]
) -> None:
    desk = made.desk(node)
    set_going(desk, made.imported)
    until_midway(node, made.imported)
    blocker = hold_users(node)  # a page that waits for this row is at work when the node is told to end
    with ThreadPoolExecutor(1) as other:
        waiting = other.submit(desk.get, "/drafts/")
        until(lambda: waits_for_lock(node), "a request at work")
        assert node.process is not None
        node.process.terminate()
        until(lambda: "Handling signal: term" in node.log.read_text(), "the web server told to end")
        blocker.close()
        answer = waiting.result(30)
    assert answer.status == 200, "what was asked before is answered"
    assert node.process.wait(35) == 0
    assert node.database() == 0
    log = node.log.read_text()
    assert "is killed" not in log, "every process ended by itself within the grace time"
    node.start()
    assert state_of(node, made.imported)[0] in ("admitting", "done")
    until_done(node, made.imported)
    same_as_uninterrupted(node, made.imported, uninterrupted)


def hold_users(node: StruckNode) -> Any:
    """A connection that holds the table of sessions; closed, it lets go."""
    connection = psycopg.connect(**dsn(node.config, "owner"))
    connection.execute("lock table django_session in access exclusive mode")
    return connection


def waits_for_lock(node: StruckNode) -> bool:
    return bool(node.asked("select 1 from pg_locks where not granted and relation = 'django_session'::regclass"))


def head(node: StruckNode) -> int:
    """How many events are under the last seal."""
    return int(node.asked("select coalesce(max(size), 0) from foundation_auditseal")[0][0])


def troubles(node: StruckNode) -> list[Any]:
    """What `verify` finds, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", LOG_HOLDS], env=environment(node.folder, node.port), capture_output=True, text=True,
        check=False, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: list[Any] = json.loads(done.stdout.splitlines()[-1])
    return found
