"""Runs a linkage's settings on one machine with DuckDB."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from duckdb.func import PythonUDFType
from numpy.typing import NDArray
from splink import DuckDBAPI, Linker

from manara.resolution.engine.linkage.blocking import Blocks
from manara.resolution.engine.linkage.candidates import Candidates, Shelves, candidates
from manara.resolution.engine.linkage.comparing import Comparer
from manara.resolution.engine.linkage.model import Model
from manara.resolution.engine.linkage.pairs import Pairs, threshold_bits

_right = re.compile(r'"?r"?\."?me"? as "?me_r"?', re.IGNORECASE)

class OnceAPI(DuckDBAPI):
    """Splink's DuckDB, in which the levels of a pair are found once: they take the place of its right-hand number.

    Splink asks for each level of each comparison anew; DuckDB does not see that it is one function of one pair.
    """

    def _setup_for_execute_sql(self, sql: str, physical_name: str) -> str:
        once = _right.sub(r'manara_levels("l"."me", "r"."me") AS "me_r"', sql)
        if once == sql and "manara_level(" in sql:
            raise RuntimeError("this version of Splink writes its comparisons otherwise: manara_levels found no place")
        return super()._setup_for_execute_sql(once, physical_name)


def connected(folder: Path, memory: str = "8GB") -> duckdb.DuckDBPyConnection:
    """A connection that spills into `folder` and knows `manara_level`."""
    connection = duckdb.connect(config={"temp_directory": str(folder / "spill"), "memory_limit": memory})
    connection.execute("create macro manara_level(one, found, which) as ((found >> (4 * which)) & 15) - 1")
    return connection


Levels = Callable[[NDArray[np.int64], NDArray[np.int64]], NDArray[np.int64]]


@contextmanager
def comparing(connection: duckdb.DuckDBPyConnection, levels: Levels) -> Iterator[OnceAPI]:
    """Splink on this connection, with the levels of pairs of rows, packed into one number each, told by `levels`."""

    def found(left: Any, right: Any) -> Any:
        pairs = [side.combine_chunks() if isinstance(side, pa.ChunkedArray) else side for side in (left, right)]
        one, other = (np.array(side.to_numpy(zero_copy_only=False)) for side in pairs)
        return pa.array(levels(one, other))

    connection.create_function("manara_levels", found, ["bigint", "bigint"], "bigint", type=PythonUDFType.ARROW)
    try:
        yield OnceAPI(connection)
    finally:
        connection.remove_function("manara_levels")


def records_table(
    connection: duckdb.DuckDBPyConnection, blocks: Blocks, firsts: tuple[NDArray[np.int64], NDArray[np.int64]], file: Path
) -> None:
    """Write the records with their keys, as both engines take them: `row`, `me` (the same number), `key`, a list, and for
    learning one key of a name and of a number a record (0 where it has none, made null).

    `blocks` stand in the order of their rows, so that each record's list is there already.
    """
    names, numbers = firsts
    rows = np.arange(len(names))
    keys = pa.LargeListArray.from_arrays(np.searchsorted(blocks.rows, np.arange(len(names) + 1, dtype=np.int32)),
                                         blocks.keys.view(np.int64))  # fmt: skip
    part = file.with_suffix(".part")
    connection.register("records_found", pa.table({"row": rows, "key": keys, "name": names, "number": numbers}))
    connection.execute(
        f"""copy (select row, row as me, key, nullif(name, 0) as name_1, nullif(number, 0) as number_1 from records_found)
            to '{part}' (format parquet, row_group_size 50000)"""  # noqa: S608 - our own file
    )
    connection.unregister("records_found")
    part.replace(file)


def predicted(
    connection: duckdb.DuckDBPyConnection, held: Shelves, comparer: Comparer, model: Model, threshold: float
) -> Pairs:
    """The pairs of the table `records` above the threshold.

    Which pairs share a block is the settings' own rule; the pairs that can't reach the threshold are passed over
    before they become rows of a table, so that neither memory nor disk has to hold them.
    """
    found = candidates(held, comparer, model, threshold)
    with comparing(connection, _told(found, len(held.starts))) as api:
        linker = Linker(api.register("records"), model.settings(), log_level=None, validate_settings=False)
        pairs = {"join_key_l": found.left, "join_key_r": found.right}
        looked_at = pa.table({"match_key": pa.repeat("0", len(found.left)), **pairs})
        linker.table_management.register_blocked_pairs_for_predict(api.register(looked_at))
        scored = linker.inference.predict(threshold_match_weight=threshold_bits(threshold))
        told = connection.execute(f"select row_l, row_r, match_weight from {scored.physical_name}").fetchnumpy()  # noqa: S608
    return Pairs.of(told["row_l"], told["row_r"], told["match_weight"])


def _told(found: Candidates, rows: int) -> Levels:
    """The levels of candidates, which were compared when they were found, for Splink to ask for."""
    one_number = found.left * rows + found.right
    order = np.argsort(one_number)
    pairs, kept = one_number[order], found.levels[order]

    def levels(left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.int64]:
        asked = left * rows + right
        at = np.minimum(np.searchsorted(pairs, asked), len(pairs) - 1)
        if not (pairs[at] == asked).all():
            raise RuntimeError("this version of Splink asks for pairs that it was not given")
        return kept[at]

    return levels
