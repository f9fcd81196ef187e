"""Several tables made at once: Django draws up all models anew after each of them, which takes longer than making them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.db.migrations.operations import AddConstraint, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

#: What may be together with its own kind: nothing of it changes what another of them writes.
ALIKE: tuple[tuple[type[Operation], ...], ...] = ((CreateModel,), (AddConstraint, AddIndex))


class Together(Operation):
    """Operations one after the other, with the models as they are after all of them."""

    reduces_to_sql = True

    def __init__(self, operations: Iterable[Operation]) -> None:
        self.operations = list(operations)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """All of them, the models drawn up at the end, once, if they were drawn up before."""
        drawn_up = "apps" in vars(state)
        if drawn_up:
            del state.apps
        for each in self.operations:
            each.state_forwards(app_label, state)
        if drawn_up:
            state.apps  # noqa: B018  kept where it is made

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState) -> None:
        """Each in order."""
        for each in self.operations:
            each.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState) -> None:
        """Each, the last first."""
        for each in reversed(self.operations):
            each.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """What each does."""
        return "; ".join(each.describe() for each in self.operations)


def together(operations: Iterable[Operation]) -> list[Operation]:
    """The same operations, those of one kind that follow each other as one.

    A model that another refers to comes before it, as the order of operations has it anyway; what is added to a model stands
    apart from what makes it, or the table would be made with it already.
    """
    found: list[Operation] = []
    for kind, run in groupby(operations, key=_kind):
        several = list(run)
        found += [Together(several)] if kind is not None and len(several) > 1 else several
    return found


def _kind(operation: Operation) -> int | None:
    return next((number for number, kinds in enumerate(ALIKE) if type(operation) in kinds), None)
