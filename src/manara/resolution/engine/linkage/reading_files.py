"""Reads files of records batch by batch on all cores; a batch that a killed run has read is not read again."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from multiprocessing import get_context
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Final

from manara.resolution.engine.linkage.merging import keep_batch
from manara.resolution.engine.linkage.reading import read
from manara.resolution.engine.linkage.records import Rows, batches
from manara.resolution.engine.names import costs

#: Lines that are read together and kept as one file.
BATCH: Final = 40_000


def read_batches(files: Sequence[Path], work: Path, country: str | None) -> Iterator[tuple[Path, int]]:
    """The batches of all files, read and kept in `work`, in their order, each with how many records it has.

    Raises `Problem` for a file that is no table of records.
    """
    cores = os.cpu_count() or 1
    source = enumerate(batches(files, BATCH))
    first = list(islice(source, 2))
    if sum(len(batch) for _, batch in first) <= BATCH or cores == 1:
        for number, batch in chain(first, source):
            yield _one(batch, work / f"read-{number:06}.npz", country)
        return
    with ProcessPoolExecutor(cores, mp_context=get_context("spawn"), initializer=_begun, initargs=costs.used()) as pool:
        waiting: list[Future[tuple[Path, int]]] = []
        for number, batch in chain(first, source):
            waiting.append(pool.submit(_one, batch, work / f"read-{number:06}.npz", country))
            if len(waiting) > 2 * cores:
                yield waiting.pop(0).result()
        for each in waiting:
            yield each.result()


def ready(file: Path | None, sha256: str) -> None:
    """Make a process ready to read batches, by the costs of the process that began it."""
    gc.disable()
    costs.use(file, sha256)


def _begun(file: Path | None, sha256: str) -> None:
    """Ready, and gone at once when there is nothing left to read: taking apart what was remembered takes a second."""
    ready(file, sha256)
    Finalize(None, os._exit, args=(0,), exitpriority=-1_000)


def _one(batch: Rows, file: Path, country: str | None) -> tuple[Path, int]:
    if not file.exists():
        keep_batch(read(batch, country), file)
    return file, len(batch)
