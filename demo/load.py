"""Loads the synthetic region into a node through the importers that people use, each file by the person who has it."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from demo import desk
from demo.beside import Known
from demo.people import Cast, SignIn, keep_sign_ins, kept_sign_ins, populate
from demo.region.output import write
from manara.foundation import access
from manara.foundation.access import Ability
from manara.foundation.actions.open_circle import context_circle
from manara.foundation.jobs import work_off
from manara.foundation.models import Circle, User
from manara.intake.actions.open_import import open_import
from manara.intake.actions.prepare_import import map_columns, reread, save_profile
from manara.intake.actions.run_import import start_import
from manara.intake.engine.mapping import Mapping as ColumnMapping
from manara.intake.engine.reading import Choice
from manara.intake.models import Import
from manara.intake.opened import header_digest, looked_at

SEED = 8
PURPOSE = "reprise des registres du service"
SCHEMES = {"admiralty": "6x6"}

Say = Callable[[str], None]


def load(data_dir: Path, say: Say) -> list[SignIn]:
    """Fill the node whose Django is set up, once; returns how each role signs in."""
    known = kept_sign_ins(data_dir)
    if known:
        return known
    with region() as folder:
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        cast = populate(manifest, data_dir)
        # Context first, then the map's points and tracks: what agencies themselves reported is then what came in last.
        for given in sorted(manifest["files"], key=lambda given: (not given.get("context"), not on_the_map(given))):
            user = bringer(cast, given)
            if user is not None:
                imported = bring(cast, user, folder / "files" / given["file"], given)
                say(
                    f"{imported.name}: {imported.admitted} reports, {imported.repeated} known already, "
                    f"{imported.quarantined} rows in quarantine, {imported.statements} statements"
                )
        desk.fill(cast, say)
    Known(data_dir).note()
    keep_sign_ins(cast.sign_ins, data_dir)
    return cast.sign_ins


def on_the_map(given: Mapping[str, Any]) -> bool:
    """Whether a file is of points and tracks, which nobody reads as news."""
    return Path(given["file"]).suffix in (".gpx", ".kml")


@contextmanager
def region() -> Iterator[Path]:
    """The region's files, made from the seed into a folder that goes with the block."""
    with tempfile.TemporaryDirectory(prefix="manara-region-") as folder:
        write(SEED, Path(folder))
        yield Path(folder)


def bringer(cast: Cast, given: Mapping[str, Any]) -> User | None:
    """Who imports a file: its own person if he may import, else a colleague of the same circle; nobody across the wall."""
    if given["circle"] not in cast.circles:
        return None
    named = cast.users.get(given["user"])
    members = [named] if named is not None else []
    members += [user for user in cast.users.values() if named is not None and user.agency_id == named.agency_id]
    for user in members:
        if any(user.has_role(role) for role in access.roles_with(Ability.IMPORT)):
            return user
    return None


def bring(cast: Cast, user: User, path: Path, given: Mapping[str, Any]) -> Import:
    """Import one file as `user` would on the page: look, fix how it is read, answer the questions, admit."""
    circle = _circle(cast, given)
    with access.acting(user, purpose=PURPOSE, language=given["language"]) as viewer, path.open("rb") as stream:
        imported = open_import(
            viewer, stream, name=path.name, circle=circle, agency=cast.agencies[given["agency"]].pk
        )
        wanted = _choice(given)
        if wanted != Choice():
            imported = reread(viewer, imported, wanted)
        mapping = _answered(ColumnMapping.from_dict(imported.mapping), given)
        imported = map_columns(viewer, imported, mapping, _defaults(given))
        seen = looked_at(imported, wanted)
        save_profile(viewer, imported, name=path.stem[:80], header_digest=header_digest(seen.header))
        job = start_import(viewer, imported)
    work_off.func(job=str(job.public_id), asked_by=user.pk)
    with access.acting(user, purpose=PURPOSE):
        done = Import.objects.select_related("job").get(pk=imported.pk)
    if done.state != "done":
        raise RuntimeError(f"{path.name} was not admitted: {done.state}, {done.job.failure if done.job else ''}")
    return done


def _circle(cast: Cast, given: Mapping[str, Any]) -> Circle:
    if given.get("context"):
        # Attributed, public context: open to every role with content, and never mixed with a case's own data.
        return context_circle()
    return cast.circles[given["circle"]]


def _choice(given: Mapping[str, Any]) -> Choice:
    return Choice(
        encoding=given.get("encoding", ""),
        separator=given.get("separator", ""),
        header_row=given.get("header_row"),
        fill_merged=given.get("fill_merged", False),
    )


def _answered(mapping: ColumnMapping, given: Mapping[str, Any]) -> ColumnMapping:
    for column in mapping.columns:
        answer = given["columns"].get(column.header)
        if answer:
            mapping = mapping.with_column(column.index, **answer)
    return replace(mapping, country=given["country"] or mapping.country, relation=given.get("relation", mapping.relation))


def _defaults(given: Mapping[str, Any]) -> dict[str, Any]:
    grade, handling = given["default_grade"], given["default_handling"]
    limits = {"tlp": handling.removeprefix("TLP:"), "handling": "H1"} if handling.startswith("TLP:") else {"handling": handling}
    return {
        "grade_scheme": SCHEMES.get(given.get("grade_scheme", ""), "4x4"),
        "grade_source": grade[:1],
        "grade_information": grade[1:2],
        "conditions": given.get("attribution", ""),
        "language": given["language"],
        **limits,
    }
