"""Many rows for one table, gathered by column and written in one statement: COPY is closed to tables behind walls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection


class Rows:
    """Columns and their PostgreSQL types are given once; `add` takes one row's values in that order."""

    def __init__(self, **columns: str) -> None:
        self._types = columns
        self._values: tuple[list[Any], ...] = tuple([] for _ in columns)

    def __len__(self) -> int:
        return len(self._values[0])

    def add(self, *values: Any) -> None:
        """Add one row."""
        for column, value in zip(self._values, values, strict=True):
            column.append(value)

    def insert(
        self,
        table: str,
        fixed: Mapping[str, Any],
        *,
        computed: Mapping[str, str] | None = None,
        conflict: str = "",
        returning: str = "",
    ) -> list[tuple[Any, ...]]:
        """Write all rows with the `fixed` values and `computed` SQL beside them; what `returning` names comes back."""
        if not len(self):
            return []
        computed = computed or {}
        names = [*self._types, *fixed, *computed]
        chosen = [*(f"given.{name}" for name in self._types), *("%s" for _ in fixed), *computed.values()]
        sql = (  # names are the callers' own words; every value is a parameter
            f"insert into {table} ({', '.join(names)}) select {', '.join(chosen)} from {self._unnested()}"  # noqa: S608
            f"{f' on conflict {conflict}' if conflict else ''}{f' returning {returning}' if returning else ''}"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [*fixed.values(), *self._arrays()])
            return cursor.fetchall() if returning else []

    def update(self, table: str, change: str, where: str) -> None:
        """Change rows of `table` by these, which the SQL calls `given`."""
        if not len(self):
            return
        with connection.cursor() as cursor:
            sql = f"update {table} set {change} from {self._unnested()} where {where}"  # noqa: S608
            cursor.execute(sql, self._arrays())

    def _arrays(self) -> list[str]:
        return [array_of(kind, column) for kind, column in zip(self._types.values(), self._values, strict=True)]

    def _unnested(self) -> str:
        arrays = ", ".join(f"%s::{kind}[]" for kind in self._types.values())
        return f"unnest({arrays}) as given ({', '.join(self._types)})"


def array_of(kind: str, values: Sequence[Any]) -> str:
    """A PostgreSQL array of `values` as one text: the driver would dump each of a million elements by itself."""
    if kind in ("bigint", "integer"):
        return "{" + ",".join(["null" if value is None else str(value) for value in values]) + "}"
    if kind == "bytea":
        return "{" + ",".join(['"\\\\x' + value.hex() + '"' for value in values]) + "}"
    if kind == "date":
        return "{" + ",".join(["null" if value is None else value.isoformat() for value in values]) + "}"
    return "{" + ",".join(['"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"' for value in values]) + "}"
