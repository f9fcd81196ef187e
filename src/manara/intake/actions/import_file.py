"""Imports a whole file in one go, as a command or the demonstration does: the same steps as on the pages, one after another."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Callable
from collections.abc import Mapping as Dictionary
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from django.db import DatabaseError

from manara.foundation.access import Refused, Viewer, acting
from manara.foundation.engine.problems import Problem, fill, register
from manara.foundation.jobs import queue
from manara.foundation.models import Circle, Job, User
from manara.foundation.models.job import JobState
from manara.intake.actions.open_import import open_import
from manara.intake.actions.prepare_import import map_columns, reread
from manara.intake.actions.run_import import start_import
from manara.intake.engine.mapping import Mapping
from manara.intake.engine.profiles import NAMES, built_in
from manara.intake.engine.reading import Choice
from manara.intake.models import Import, MappingProfile
from manara.intake.models.imports import ImportState

register("import-as", "Say with --as in whose name the file is imported.")
register("import-user", "There is no active user with the code %(person)s.")
register("import-not-allowed", "%(person)s may not import files.")
register("import-no-database", "The node's database does not answer: is the node running?")
register("import-circle", "%(person)s is in no circle called %(name)s.")
register("import-circle-choose", "Say with --circle into which circle: %(names)s.")
register("import-profile", "There is no saved mapping called %(name)s in this circle, and no such file.")
register("import-failed", "The import stopped after %(rows)s rows (%(failure)s); importing again goes on from there.")

Progress = Callable[[Import], None]
Answers = Dictionary[int, Dictionary[str, str]]


def import_file(
    viewer_user: User,
    path: str | Path,
    circle: Circle,
    *,
    mapping: Mapping | None = None,
    profile: str = "",
    choice: Choice | None = None,
    answers: Answers | None = None,
    defaults: Dictionary[str, Any] | None = None,
    assumed: Dictionary[str, str] | None = None,
    purpose: str = "",
    progress: Progress | None = None,
) -> Import:
    """Import a file into `circle` as `viewer_user` and return the finished import.

    `mapping` says what the columns mean (found by header), `profile` names a saved one; with neither, the suggestion
    holds. `answers` settles a column by its index ({3: {"order": "dmy"}}); `defaults` are those of `provenance_of`,
    and "kind"; `assumed` gives the mapping's own country, order and calendar.
    `progress` is told after every batch. Raises `Problem` for a file that is refused or stops, `Refused`.
    """
    with acting(viewer_user, purpose=purpose) as viewer, Path(path).open("rb") as stream:
        imported = open_import(viewer, stream, name=Path(path).name, circle=circle)
        if imported.state == ImportState.DONE:
            return imported
        if imported.state in (ImportState.PREVIEW, ImportState.REFUSED):
            _prepare(viewer, imported, mapping, profile, choice, answers or {}, defaults, assumed or {})
        job = start_import(viewer, imported)
    return _finish(viewer_user, imported.pk, str(job.public_id), progress)


def _prepare(
    viewer: Viewer,
    imported: Import,
    mapping: Mapping | None,
    profile: str,
    choice: Choice | None,
    answers: Answers,
    defaults: Dictionary[str, Any] | None,
    assumed: Dictionary[str, str],
) -> None:
    if choice is not None or imported.state == ImportState.REFUSED:
        imported = reread(viewer, imported, choice or Choice())
    if imported.state == ImportState.REFUSED:
        refusal = imported.refusal or {}
        raise Problem(refusal.get("code", ""), **refusal.get("params", {}))
    suggested = Mapping.from_dict(imported.mapping)
    header = [column.header for column in suggested.columns]
    if profile:
        saved = MappingProfile.objects.filter(audience_id=imported.audience_id, name=profile).first()
        if saved is None:
            raise Problem("import-profile", name=profile)
        mapping = Mapping.from_dict(saved.mapping)
        defaults = {**saved.defaults, **(defaults or {})}
    chosen = suggested
    if mapping is not None:
        # What the node says about phones holds for every mapping that doesn't say otherwise.
        fitted = mapping.fitted(header) if header else mapping
        chosen = replace(
            fitted,
            country=fitted.country or suggested.country,
            reserved_prefixes=fitted.reserved_prefixes or suggested.reserved_prefixes,
            profile=fitted.profile or suggested.profile,
        )
    for index, answer in answers.items():
        chosen = chosen.with_column(index, **answer)
    kind = (defaults or {}).get("kind")
    changed = {**assumed, **({"kind": kind} if kind else {})}
    if changed:
        # A wrong country or order is refused here as it is in a saved mapping.
        chosen = Mapping.from_dict(asdict(replace(chosen, **changed)))  # type: ignore[arg-type]
    map_columns(viewer, imported, chosen, dict(imported.defaults if defaults is None else defaults))


def _finish(user: User, number: int, job: str, progress: Progress | None) -> Import:
    """Work the job off here and now, batch by batch."""
    first = True
    while queue._one_batch(user, job, first=first):
        first = False
        _tell(user, number, progress)
    imported = _tell(user, number, progress)
    if imported.state != ImportState.DONE:
        with acting(user, purpose=""):
            ended = Job.objects.get(public_id=job)
        state = ended.failure or JobState(ended.state).label
        raise Problem("import-failed", rows=imported.last_row, failure=str(state))
    return imported


def _tell(user: User, number: int, progress: Progress | None) -> Import:
    with acting(user, purpose=""):
        imported = Import.objects.get(pk=number)
    if progress is not None:
        progress(imported)
    return imported


def from_command(args: Namespace) -> int:
    """Import the file that `manara import` names, print its counts as JSON, and answer with the exit code.

    Failures are one sentence on stderr, never a traceback.
    """
    try:
        imported = _as_asked(args)
    except Problem as problem:
        return _failed(problem)
    except Refused:
        return _failed(Problem("import-not-allowed", person=args.as_user))
    except OSError as problem:
        return _failed(Problem("file-unreadable", name=Path(args.file).name, detail=problem.strerror or str(problem)))
    except DatabaseError:
        return _failed(Problem("import-no-database"))
    print(json.dumps(counts_of(imported), ensure_ascii=False))
    return 0


def _failed(problem: Problem) -> int:
    print(fill(problem.template, problem.params), file=sys.stderr)
    return 1


def _as_asked(args: Namespace) -> Import:
    code = getattr(args, "as_user", "") or ""
    if not code:
        raise Problem("import-as")
    user = User.objects.filter(code=code, is_active=True).first()
    if user is None:
        raise Problem("import-user", person=code)
    circle = _circle(user, getattr(args, "circle", "") or "")
    mapping, profile = _mapping(getattr(args, "mapping", "") or "")
    separator = getattr(args, "separator", "")
    choice = Choice(
        encoding=getattr(args, "encoding", ""),
        separator="\t" if separator in ("\\t", "tab") else separator,
        sheet=getattr(args, "sheet", ""),
        header_row=getattr(args, "header_row", None),
        fill_merged=getattr(args, "fill_merged", False),
    )
    given = {"country": "country", "date_order": "order", "calendar": "calendar"}
    assumed = {field: getattr(args, name) for name, field in given.items() if getattr(args, name, "")}
    return import_file(
        user, args.file, circle, mapping=mapping, profile=profile, purpose="manara import",
        choice=None if choice == Choice() else choice, assumed=assumed,
    )  # fmt: skip


def counts_of(imported: Import) -> dict[str, Any]:
    """What an import came to, as the command prints it."""
    return {
        "import": str(imported.public_id),
        "rows": imported.rows,
        "admitted": imported.admitted,
        "known_already": imported.repeated,
        "quarantined": imported.quarantined,
        "statements": imported.statements,
    }


def _circle(user: User, name: str) -> Circle:
    with acting(user, purpose="") as viewer:
        mine = list(Circle.objects.filter(pk__in=viewer.circles).order_by("pk"))
    if not name:
        own = [circle for circle in mine if circle.kind == "agency"]
        if len(own) == 1:
            return own[0]
        raise Problem("import-circle-choose", names=", ".join(circle.name for circle in mine))
    for circle in mine:
        if name in (circle.name, str(circle.public_id)):
            return circle
    raise Problem("import-circle", person=user.code, name=name)


def _mapping(name: str) -> tuple[Mapping | None, str]:
    """A mapping file or one of the built-in ones, or else the name of a saved profile."""
    path = Path(name)
    if name and path.suffix == ".json" and path.is_file():
        return Mapping.from_json(path.read_bytes()), ""
    if name in NAMES:
        return built_in(name), ""
    return None, name
