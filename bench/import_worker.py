"""The process that a measurement times or kills: begins an import of a file, or works off one that was begun."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from manara.foundation.node import installed


def main() -> int:
    """`begin FILE CODE` prints the import's id; `work ID CODE` works it off; `whole FILE CODE` does both and times them."""
    installed.set_up()
    from bench.import_at_scale import peak_mb
    from manara.foundation.jobs.queue import work_off
    from manara.foundation.models import User
    from manara.intake.models import Import

    verb, what, code = sys.argv[1:4]
    user = User.objects.get(code=code)
    started = time.perf_counter()
    public_id = what if verb == "work" else begin(user, Path(what))
    if verb in ("work", "whole"):
        from manara.foundation import access

        with access.acting(user, purpose="measure"):
            job = str(Import.objects.select_related("job").get(public_id=public_id).job.public_id)
        work_off.func(job=job, asked_by=user.pk)
    with access_of(user):
        imported = Import.objects.get(public_id=public_id)
    print(
        json.dumps(
            {
                "import": str(public_id),
                "seconds": time.perf_counter() - started,
                "rows": imported.rows,
                "statements": imported.statements,
                "quarantined": imported.quarantined,
                "state": imported.state,
                "peak_mb": peak_mb(),
            }
        )
    )
    installed.let_go()
    return 0


def access_of(user):  # type: ignore[no-untyped-def]
    """A transaction as `user`."""
    from manara.foundation import access

    return access.acting(user, purpose="measure")


def begin(user, path: Path) -> str:  # type: ignore[no-untyped-def]
    """Take the file in as a person at the preview would, and ask for its rows to be admitted."""
    from bench.throwaway import analyst
    from manara.intake.actions.open_import import open_import
    from manara.intake.actions.prepare_import import map_columns
    from manara.intake.actions.run_import import start_import
    from manara.intake.engine.mapping import Mapping

    _user, circle = analyst(user.code)
    with access_of(user) as viewer, path.open("rb") as stream:
        imported = open_import(viewer, stream, name=path.name, circle=circle)
        mapping = Mapping.from_dict({**imported.mapping, "order": "dmy", "calendar": "gregorian"})
        imported = map_columns(viewer, imported, mapping, {"grade_scheme": "4x4", "handling": "H1"})
        start_import(viewer, imported)
        return str(imported.public_id)


if __name__ == "__main__":
    sys.exit(main())
