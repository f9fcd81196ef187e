"""The wall in the database: role × standing × record × verb, asked as the role that every page and job runs as."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

from manara.foundation import access
from manara.foundation.models import Role
from tests.walls.rooms import rooms
from tests.walls.world import STANDINGS, World, build, table_of

VERBS = ("see", "add", "change", "remove")
KNOWING = frozenset(Role.values) - {Role.AUDITOR, Role.ADMINISTRATOR}

# Tables that hold no content: accounts, agencies, what sign-in needs before anyone is known, and the queue's bare ids.
WITHOUT_CONTENT = frozenset(
    {"foundation_agency", "foundation_user", "foundation_invitation", "foundation_audience", "foundation_throttle"}
)
ONE_EACH = frozenset({"sourceidentity", "reportfile", "readmission"})


def expected(world: World, name: str, verb: str, standing: str, role: str) -> bool:
    """What the design says: an empty audience is nobody, the auditor sees only the log, nobody rewrites it."""
    for room in rooms():
        if hasattr(room, "expected") and (said := room.expected(world, name, verb, standing, role)) is not None:
            return bool(said)
    inside = standing == "insider" and role in KNOWING
    active = standing != "disabled"
    if name == "auditevent":
        # Anyone may add what he himself did; nobody changes or removes anything.
        return {"see": role == Role.AUDITOR and active, "add": True}.get(verb, False)
    if name == "auditseal":
        return verb in ("see", "add") and role == Role.AUDITOR and active
    if name == "circle":
        return verb == "see" and inside
    if name == "membership":
        return False  # another's membership: only the circle's keeper sees or touches it
    return inside


def attempt(world: World, name: str, verb: str, user: Any) -> bool:
    """Whether the verb has an effect for `user`, tried in the database and undone."""
    model = table_of(name)
    row = world.records[name]
    try:
        with transaction.atomic():
            with access.acting(user, purpose="walls"):
                if verb == "add":
                    done = _insert(world, model, row, user)
                else:
                    rows = model._base_manager.filter(pk=row.pk)
                    done = bool(
                        rows.exists() if verb == "see" else rows.update(**_same(model, row)) if verb == "change"
                        else rows._raw_delete(rows.db)
                    )  # fmt: skip
            raise _Undo(done)
    except _Undo as undone:
        return undone.done
    except DatabaseError as problem:
        assert "row-level security" in str(problem) or "permission denied" in str(problem), problem
        return False


class _Undo(Exception):
    def __init__(self, done: bool) -> None:
        self.done = done


def _same(model: type[models.Model], row: models.Model) -> dict[str, Any]:
    column = next(f for f in model._meta.concrete_fields if not f.primary_key and f.name in ("audience_id", "name", "at",
                  "reason", "size", "purpose"))  # fmt: skip
    return {column.name: getattr(row, column.name)}


def _insert(world: World, model: type[models.Model], row: models.Model, user: Any) -> bool:
    values: dict[str, Any] = {}
    for column in model._meta.concrete_fields:
        if column.primary_key:
            continue
        value = column.get_db_prep_save(getattr(row, column.attname), connection)
        if column.unique or column.name in ("name", "key", "reference", "address", "digest", "number", "row", "prop"):
            value = _fresh(column, value)
        values[column.column] = value
    if model._meta.model_name == "auditevent":
        values["actor_id"] = user.pk
    if model._meta.model_name == "membership":
        values["user_id"] = world.people["outsider", Role.TRAINER].pk
    names, marks = ", ".join(f'"{name}"' for name in values), ", ".join(["%s"] * len(values))
    with connection.cursor() as cursor:
        cursor.execute(f"insert into {model._meta.db_table} ({names}) values ({marks})", list(values.values()))
        return cursor.rowcount == 1


def _fresh(column: models.Field[Any, Any], value: Any) -> Any:
    if isinstance(column, models.UUIDField):
        return uuid.uuid4()
    if isinstance(column, models.BinaryField):
        return uuid.uuid4().bytes * 2
    if isinstance(column, models.CharField):
        return uuid.uuid4().hex[: column.max_length]
    return uuid.uuid4().int % 2_000_000_000 if not column.is_relation else value


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("standing", STANDINGS)
def test_every_verb_on_every_record(standing: str, role: str) -> None:
    world = build(standings=tuple({standing, "outsider"}), roles=tuple({role, Role.TRAINER}))
    user = world.people[standing, role]
    _seal_one(world)
    wrong = []
    one_each = ONE_EACH.union(*(getattr(room, "ONE_EACH", ()) for room in rooms()))
    for name in world.records:
        for verb in VERBS:
            want = expected(world, name, verb, standing, role)
            if name in one_each and verb == "add" and want:
                continue  # one each: its unique link to the record is taken, which says nothing of the wall
            got = attempt(world, name, verb, user)
            if got != want:
                wrong.append(f"{verb} {name}: {'let through' if got else 'refused'}")
    assert len(Role.values) * len(STANDINGS) * len(world.records) * len(VERBS) >= 3000
    assert not wrong, f"{standing} {role}: {wrong}"


def _seal_one(world: World) -> None:
    seal = world.records["auditseal"]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select set_config('manara.roles', 'auditor', true)")
        seal.save(force_insert=True)
        cursor.execute("select set_config('manara.roles', '', true)")


@pytest.mark.django_db
def test_every_table_with_content_stands_behind_the_wall(owner_connection: Any) -> None:
    rows = owner_connection.execute(
        "select relname, relrowsecurity from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'"
    ).fetchall()
    walled = {name for name, secured in rows if secured}
    ours = {
        model._meta.db_table
        for config in apps.get_app_configs()
        if config.name.startswith("manara.")
        for model in apps.all_models[config.label].values()
        if model._meta.managed and not model._meta.proxy
    }
    without = WITHOUT_CONTENT.union(*(getattr(room, "WITHOUT_CONTENT", ()) for room in rooms()))
    assert ours - walled == without & ours
    # Each wall reads its settings once, in a sub-select, and asks no grants table row by row.
    policies = owner_connection.execute("select tablename, policyname, coalesce(qual, with_check) from pg_policies")
    for table, policy, condition in policies.fetchall():
        assert "plpgsql" not in condition and "EXISTS" not in condition.upper(), (table, policy)


@pytest.mark.django_db
def test_the_application_owns_nothing_and_cannot_go_round_the_wall(owner_connection: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select current_user")
        (role,) = cursor.fetchone()
    bypass, superuser, createrole, owned = owner_connection.execute(
        "select rolbypassrls, rolsuper, rolcreaterole, (select count(*) from pg_class where relowner = r.oid) "
        "from pg_roles r where rolname = %s",
        [role],
    ).fetchone()
    assert (bypass, superuser, createrole, owned) == (False, False, False, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["entity", "statement", "report", "matchkey", "auditevent", "sealedfile"])
def test_without_a_viewer_there_is_nothing(name: str) -> None:
    world = build(standings=("insider",), roles=(Role.ANALYST,))
    assert world.records[name].pk is not None
    assert not table_of(name)._base_manager.exists()
