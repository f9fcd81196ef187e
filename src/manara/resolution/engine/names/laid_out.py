"""What was learned of letters, laid out for the compiled loops: all costs in one row, and which letters may begin one word."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from manara.resolution.engine.names.costs import BASE, TABLES, Costs, SpellingTable
from manara.resolution.engine.names.flags import INITIAL_OF, MAY_BEGIN

#: An Arabic and a Latin letter may begin the same word where they are written for each other there at least so often, or
#: where the Arabic one is silent so often (log probability).
BEGIN_ONE, SILENT = -11.0, -9.0
#: A letter that is written for the other's at the beginning of words at least so often (log probability) may be its initial.
BEGINS: Final = -8.5
#: What a unit costs that was never met.
NEVER: Final = -1e9

Model = tuple[NDArray[np.float32], NDArray[np.int32], NDArray[np.int8]]


def laid_out(learned: Costs) -> tuple[Model, NDArray[np.int64]]:
    """Costs, the places of units among them, and of each Arabic and each Latin letter whether they may begin one word; and
    for each table the numbers by which to find these (see `kernel.units`).
    """
    costs, units, bases = [], [], []
    cost_at = unit_at = 0
    for (x_script, y_script), table in zip(TABLES, learned.tables, strict=True):
        _positions, rows, columns = table.logp.shape
        if table.y_columns[0] < 0:
            raise ValueError("a table in which no letter can be left out")
        # A row as the place where it begins.
        x_rows = np.where(table.x_rows < 0, -1, table.x_rows * columns)
        bases.append((
            BASE[x_script], BASE[y_script], unit_at, unit_at + len(x_rows), cost_at, rows * columns,
            3 if x_script != y_script else 2, x_rows[0], table.y_columns[0], cost_at + table.logp.size,
        ))  # fmt: skip
        costs += [table.logp.ravel(), np.full(columns, NEVER, np.float32)]
        units += [x_rows, table.y_columns]
        cost_at += table.logp.size + columns
        unit_at += len(x_rows) + len(table.y_columns)
    model = (np.concatenate(costs), np.concatenate(units).astype(np.int32), beginnings(learned.tables[0]))
    return model, np.array(bases, np.int64)


def beginnings(table: SpellingTable) -> NDArray[np.int8]:
    """Of each Arabic and each Latin letter, whether one of them is ever written for the other at the beginning of a word, or
    is silent there; and whether one alone may stand for a word that begins with the other: O for عمر, and no M for نور.
    """
    arabic, latin = BASE["ar"], BASE["la"]
    found = np.zeros((arabic, latin), np.int8)
    for one in range(arabic):
        row = table.x_rows[one]
        for other in range(latin):
            if row < 0:
                continue
            if table.y_columns[other] >= 0:
                written, silent = table.logp[1, row, table.y_columns[other]], table.logp[1, row, table.y_columns[0]]
                found[one, other] |= MAY_BEGIN * bool(written > BEGIN_ONE or silent > SILENT)
            # Ch, kh, dj are shortened to their first letter too.
            columns = table.y_columns[other + latin * np.arange(latin)]
            if (table.logp[1, row, columns[columns >= 0]] > BEGINS).any():
                found[one, other] |= INITIAL_OF
    return found
