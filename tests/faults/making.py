"""The process that makes the node all faults strike copies of: two people, a case, and a register stopped before row 1.

`make FILE` prints what was made; `whole ID` works the stopped import off without interruption.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from manara.foundation.node import installed, making, postgres
from manara.foundation.node.config import load

NAMES = ("E-ONE", "E-TWO")


def main() -> int:
    config = load()
    if sys.argv[1] == "make":
        making.make(config, say=lambda sentence: None)
    server = postgres.ensure_running(config)
    try:
        installed.set_up()
        print(json.dumps(made(Path(sys.argv[2])) if sys.argv[1] == "make" else whole(sys.argv[2])))
    finally:
        installed.let_go()
        server.stop()
    return 0


def made(register: Path) -> dict[str, Any]:
    """Two analysts, each with the circle of a case that is his, and the first one's import, stopped before its first row."""
    from manara.foundation import access
    from manara.foundation.actions.open_circle import open_circle
    from tests.web.people import person, with_app

    people: dict[str, Any] = {}
    for code in NAMES:
        user = person(code, "analyst")
        with access.acting(user, purpose="faults") as viewer:
            case, _viewer = open_circle(viewer, kind="case", name=f"Case of {code}", purpose="faults")
        people[code] = {"secret": with_app(user), "circle": str(case.public_id)}
        if code == NAMES[0]:
            stopped = _stopped_import(user, case, register)
    return {"people": people, "import": stopped}


def _stopped_import(user: Any, case: Any, register: Path) -> str:
    from manara.foundation import access
    from manara.foundation.jobs import work_off
    from manara.intake.actions.open_import import open_import
    from manara.intake.actions.prepare_import import map_columns
    from manara.intake.actions.run_import import start_import, stop_import
    from manara.intake.engine.mapping import Mapping

    with access.acting(user, purpose="faults") as viewer, register.open("rb") as stream:
        imported = open_import(viewer, stream, name=register.name, circle=case)
        mapping = Mapping.from_dict({**imported.mapping, "order": "dmy", "calendar": "gregorian"})
        imported = map_columns(viewer, imported, mapping, {"grade_scheme": "4x4", "handling": "H1"})
        job = start_import(viewer, imported)
    with access.acting(user, purpose="faults") as viewer:
        imported.refresh_from_db()
        stop_import(viewer, imported)
    work_off.func(job=str(job.public_id), asked_by=user.pk)
    return str(imported.public_id)


def whole(public_id: str) -> dict[str, Any]:
    """Its digest when nothing struck."""
    from manara.foundation import access
    from manara.foundation.jobs import work_off
    from manara.foundation.models import User
    from manara.intake.actions.run_import import start_import
    from manara.intake.models import Import

    user = User.objects.get(code=NAMES[0])
    with access.acting(user, purpose="faults") as viewer:
        job = start_import(viewer, Import.objects.get(public_id=public_id))
    work_off.func(job=str(job.public_id), asked_by=user.pk)
    from bench.import_killed import digest_of

    with access.acting(user, purpose="faults"):
        imported = Import.objects.get(public_id=public_id)
    assert imported.state == "done", imported.state
    return {"digest": digest_of(load(), public_id), "rows": imported.rows, "statements": imported.statements}


if __name__ == "__main__":
    sys.exit(main())
