"""Runs a linkage's settings on a cluster with Spark: the same object, the same comparisons, the same records."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import numpy as np
import pyarrow as pa

from manara.foundation.engine.problems import Problem, register
from manara.resolution.engine.linkage.comparing import Bound, comparer, packed
from manara.resolution.engine.linkage.model import Model
from manara.resolution.engine.linkage.pairs import Pairs, bound_of, threshold_bits

register("link-no-spark", "Spark is not installed: install Manara with its extra “spark”, and Java 17 or later.")
_LAST: Final[dict[str, Any]] = {}


@contextmanager
def session(master: str) -> Iterator[Any]:
    """A session with a cluster's master (`spark://host:7077`, or `local[*]`). Raises `Problem` where Spark is missing."""
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise Problem("link-no-spark") from None
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder: Any = SparkSession.builder
    if urlsplit(master).hostname in ("127.0.0.1", "localhost", "::1"):  # a cluster on this machine alone
        builder = builder.config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
    found = (
        builder.master(master).appName("manara link")
        .config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "16")
        .config("spark.sql.adaptive.enabled", "true").config("spark.driver.maxResultSize", "0")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "20000").getOrCreate()
    )  # fmt: skip
    found.sparkContext.setLogLevel("ERROR")
    try:
        yield found
    finally:
        found.stop()


def predicted(folder: Path, records: Path, model: Model, threshold: float, master: str) -> Pairs:
    """The pairs above the threshold. `folder` (the prepared arrays) and `records` must be where every worker reaches them."""
    with session(master) as spark:
        from pyspark.sql.functions import arrow_udf
        from splink import Linker, SparkAPI

        arrays, bound = str(folder.resolve()), bound_of(model, threshold)

        def level(left: pa.Array, right: pa.Array, which: pa.Array) -> pa.Array:
            return pa.array(_levels(arrays, left, right, bound, which[0].as_py() if len(which) else 0), pa.int32())

        spark.udf.register("manara_level", arrow_udf(level, "int"))
        api: Any = SparkAPI(  # type: ignore[no-untyped-call]
            spark_session=spark, break_lineage_method="persist", register_udfs_automatically=False
        )
        table = spark.read.parquet(str(records.resolve()))
        linker = Linker(api.register(table), model.settings(), log_level=None, validate_settings=False)
        found = linker.inference.predict(threshold_match_weight=threshold_bits(threshold))
        told = found.as_spark_dataframe().select("row_l", "row_r", "match_weight").toArrow()
        return Pairs.of(*(told.column(at).to_numpy() for at in range(3)))


def _levels(arrays: str, left: pa.Array, right: pa.Array, bound: Bound, which: int) -> Any:
    """The levels of one comparison; Spark asks for each comparison of the same pairs in turn."""
    pairs = np.stack([np.array(side.to_numpy(zero_copy_only=False), np.int64) for side in (left, right)])
    if "pairs" not in _LAST or not np.array_equal(_LAST["pairs"], pairs):
        _LAST["found"] = packed(comparer(arrays).levels(pairs[0], pairs[1], bound))
        _LAST["pairs"] = pairs
    return ((_LAST["found"] >> (4 * which)) & 15) - 1
