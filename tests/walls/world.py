"""A small world for the walls: two agencies, a person of every role on each side, and one record of every kind inside."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import models
from django.utils import timezone

from manara.foundation import access
from manara.foundation.access.reach import again
from manara.foundation.actions.record import record
from manara.foundation.actions.seal_file import seal_file
from manara.foundation.actions.start_job import start_job
from manara.foundation.engine.match_keys import keys
from manara.foundation.keys import new_key, seal_bytes
from manara.foundation.models import Agency, AuditEvent, AuditSeal, Circle, Membership, Role, Sharing, User
from manara.intake.models import (
    Draft,
    DraftVersion,
    Entity,
    Import,
    MappingProfile,
    MatchKey,
    QuarantinedRow,
    Readmission,
    Release,
    Report,
    ReportFile,
    Retraction,
    Source,
    SourceIdentity,
    Statement,
)
from tests.walls.rooms import rooms

STANDINGS = ("insider", "outsider", "ended", "disabled")
HIDDEN_NAME = "Zeynabou Mint Khafiya"


@dataclass
class World:
    """The people by (standing, role), the keeper, and the records inside the first agency's case circle."""

    agency: Agency
    other: Agency
    circle: Circle
    keeper: User
    people: dict[tuple[str, str], User] = field(default_factory=dict)
    records: dict[str, models.Model] = field(default_factory=dict)
    audience: int = 0


def build(*, roles: tuple[str, ...] = tuple(Role.values), standings: tuple[str, ...] = STANDINGS) -> World:
    """Make the world in the open transaction, through the product's own actions where they exist."""
    from django.db import connection

    from manara.foundation.actions.open_circle import open_circle

    agency, other = _agency("gn"), _agency("pn")
    keeper = User.objects.create_user("E-KEEP", agency=agency, roles=[Role.INVESTIGATOR])
    with access.acting(keeper, purpose="build") as viewer:
        circle, viewer = open_circle(viewer, kind="case", name="SOM-1", purpose="build")
        audience = access.audience_of([circle.pk])
        viewer = again(viewer)
        world = World(agency, other, circle, keeper, audience=audience)
        for standing in standings:
            for role in roles:
                world.people[standing, role] = _person(world, standing, role)
        _records(world, viewer)
    with connection.cursor() as cursor:
        for name in ("user", "roles", "circles", "kept_circles", "audiences", "kept_audiences"):
            cursor.execute("select set_config(%s, '', true)", [f"manara.{name}"])
    return world


def _agency(code: str) -> Agency:
    return Agency.objects.create(
        code=code, name_ar="جهة", name_fr="Service", name_es="Servicio", name_en="Service", kind="police", country="MR"
    )


def _person(world: World, standing: str, role: str) -> User:
    agency = world.other if standing == "outsider" else world.agency
    user = User.objects.create_user(f"{standing[:3]}-{role}"[:24], agency=agency, roles=[role])
    apart = role in (Role.AUDITOR, Role.ADMINISTRATOR)
    if standing != "outsider" and not apart:
        ended = timezone.now() - timedelta(days=1) if standing == "ended" else None
        Membership.objects.create(circle=world.circle, user=user, added_by=world.keeper, ended_at=ended)
    elif standing != "outsider":
        # Even a membership written past every action opens nothing to them.
        Membership.objects.create(circle=world.circle, user=user, added_by=world.keeper)
    if standing == "disabled":
        user.is_active = False
        user.save(update_fields=["is_active"])
    return user


def _records(world: World, viewer: access.Viewer) -> None:
    at = {"audience_id": world.audience}
    by = world.keeper
    keep = world.records.__setitem__
    source = Source.objects.create(**at, agency=world.agency, reference="S-1")
    report = Report.objects.create(
        **at, kind="form", agency=world.agency, author=by, title=f"Report on {HIDDEN_NAME}", source=source,
        text=f"{HIDDEN_NAME} was seen.", digest=b"d" * 32,
    )  # fmt: skip
    entity = Entity.objects.create(
        **at, schema="Person", report=report, caption=HIDDEN_NAME, sort_key="zeynabou mint khafiya"
    )
    keep("entity", entity)
    keep("matchkey", MatchKey.objects.create(**at, key="n1:hidden", entity=entity))
    MatchKey.objects.bulk_create(MatchKey(**at, key=key, entity=entity) for key in keys("name", HIDDEN_NAME))
    keep("statement", Statement.objects.create(
        **at, report=report, entity=entity, schema="Person", prop="name", value=HIDDEN_NAME))  # fmt: skip
    keep("report", report)
    key, secret = new_key(world.audience, "source")
    keep("sealedkey", key)
    keep("source", source)
    keep("sourceidentity", SourceIdentity.objects.create(
        **at, source=source, sealed=seal_bytes(secret, b"who", place="x"), key=key, sealed_by=by))  # fmt: skip
    sealed = seal_file(viewer, io.BytesIO(b"name\nx\n"), name="a.csv", media_type="text/csv", audience=world.audience)
    keep("sealedfile", sealed)
    keep("reportfile", ReportFile.objects.create(**at, report=report, file=sealed))
    keep("retraction", Retraction.objects.create(**at, report=report, reason="r", retracted_by=by))
    keep("release", Release.objects.create(
        **at, origin=report, released=report.public_id, circle=world.circle, reason="r", released_by=by))  # fmt: skip
    draft = Draft.objects.create(**at, author=by, title=HIDDEN_NAME, latest=1)
    keep("draft", draft)
    keep("draftversion", DraftVersion.objects.create(**at, draft=draft, number=1, payload={}, saved_by=by))
    imported = Import.objects.create(**at, agency=world.agency, asked_by=by, file=sealed, name="a.csv")
    keep("import", imported)
    keep("mappingprofile", MappingProfile.objects.create(**at, name="p", mapping={}, saved_by=by))
    row = QuarantinedRow.objects.create(**at, imported=imported, row=2, code="date-impossible", raw=b"x")
    keep("quarantinedrow", row)
    keep("readmission", Readmission.objects.create(**at, quarantined=row, cells=[], by=by))
    keep("job", start_job(viewer, kind="import", subject=imported.public_id, audience=world.audience))
    keep("sharing", Sharing.objects.create(
        **at, object_type="report", object_id=report.public_id, circle=world.circle, reason="r", shared_by=by))  # fmt: skip
    keep("circle", world.circle)
    keep("membership", Membership.objects.get(circle=world.circle, user=by))
    event = record(viewer, "read", "report", [report.public_id], audience=world.audience, detail=HIDDEN_NAME)
    keep("auditevent", AuditEvent.objects.get(public_id=event.public_id))
    keep("auditseal", AuditSeal(size=1, first_event=1, last_event=1, root=b"r", events=[1], signature=b"s"))
    for room in rooms():
        if hasattr(room, "records"):
            world.records.update(room.records(world, again(viewer)))


def table_of(name: str) -> type[models.Model]:
    """The model of a record's name."""
    from django.apps import apps

    for config in apps.get_app_configs():
        found = apps.all_models[config.label].get(name)
        if found is not None and config.name.startswith("manara."):
            return found
    raise LookupError(name)
