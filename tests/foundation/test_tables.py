"""Tables made together are the tables that are made one by one, with the models drawn up once."""

from __future__ import annotations

from collections.abc import Sequence
from unittest.mock import patch

import pytest
from django.db import connection, models
from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel, Migration, RunSQL
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState, StateApps

from manara.foundation.tables import Together, together


def _boat(name: str) -> CreateModel:
    return CreateModel(name, [("id", models.BigAutoField(primary_key=True)), ("hull", models.CharField(max_length=9))])


def test_only_what_follows_its_own_kind_is_together() -> None:
    port = AddField("boat", "port", models.CharField(max_length=9, default=""))
    index = AddIndex("boat", models.Index(fields=["hull"], name="by_hull"))
    once = AddConstraint("boat", models.UniqueConstraint(fields=["hull"], name="hull_once"))
    found = together([_boat("boat"), _boat("ship"), index, once, port, _boat("raft"), RunSQL("select 1")])
    assert [type(each) for each in found] == [Together, Together, AddField, CreateModel, RunSQL]
    assert found[0].describe() == "Create model boat; Create model ship"


@pytest.fixture(scope="module")
def loader() -> MigrationLoader:
    return MigrationLoader(None)


def _sql(loader: MigrationLoader, migration: Migration, operations: Sequence[Operation], *, back: bool = False) -> list[str]:
    """What a migration says to the database, where its operations are these."""
    state = loader.project_state((migration.app_label, migration.name), at_end=False)
    assert state.apps, "the models are drawn up before, as they are when migrations follow each other"
    copy = type(migration)(migration.name, migration.app_label)
    copy.operations = list(operations)
    with connection.schema_editor(collect_sql=True, atomic=False) as editor:
        (copy.unapply if back else copy.apply)(state, editor, collect_sql=True)
    return [line for line in editor.collected_sql if line.strip() and not line.startswith("--")]


def _flat(operations: Sequence[Operation]) -> list[Operation]:
    return [part for each in operations for part in (each.operations if isinstance(each, Together) else [each])]


@pytest.mark.django_db
def test_every_migration_says_the_same_together_as_one_by_one(loader: MigrationLoader) -> None:
    joined = [each for each in loader.graph.nodes.values() if any(isinstance(part, Together) for part in each.operations)]
    assert len(joined) >= 8
    for migration in joined:
        apart = _sql(loader, migration, _flat(migration.operations))
        assert len(apart) > 1 and _sql(loader, migration, migration.operations) == apart, migration


@pytest.mark.django_db
def test_they_are_undone_in_the_other_order(loader: MigrationLoader) -> None:
    migration = loader.graph.nodes["networks", "0003_protection"]
    apart = _sql(loader, migration, _flat(migration.operations), back=True)
    assert any(line.startswith("DROP TABLE") for line in apart)
    assert _sql(loader, migration, migration.operations, back=True) == apart


def test_the_models_are_drawn_up_once() -> None:
    def drawn(operations: Sequence[Operation]) -> int:
        state = ProjectState()
        assert not state.apps.all_models["port"]
        with patch.object(StateApps, "render_multiple", autospec=True, side_effect=StateApps.render_multiple) as render:
            for each in operations:
                each.state_forwards("port", state)
        assert {model.__name__ for model in state.apps.get_models()} == {"boat", "ship", "raft"}
        return render.call_count

    boats = [_boat("boat"), _boat("ship"), _boat("raft")]
    assert drawn(together(boats)) == 1 < drawn(boats)


def test_what_was_not_drawn_up_is_not() -> None:
    state = ProjectState()
    Together([_boat("boat")]).state_forwards("port", state)
    assert "apps" not in vars(state) and ("port", "boat") in state.models
