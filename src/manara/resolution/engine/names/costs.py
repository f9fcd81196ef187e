"""What was learned of how names are spelt: how likely which letters stand for which, how frequent a token is, and how
evidence becomes a probability. One small file, checked by its hash; `manara names train` makes it anew.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from manara.foundation.engine.problems import Problem, register
from manara.resolution.engine.names.known import KnownWords, known_words
from manara.resolution.engine.names.spelling import ARABIC, LATIN, Script

register("names-costs-unknown", "%(file)s is not the file of learned costs that was expected: its SHA-256 is %(sha256)s.")
register("names-costs-none", "%(file)s holds no learned costs that this version can read.")
FILE: Final = Path(__file__).with_name("costs.npz")
HASH: Final = Path(__file__).with_name("costs.sha256")
# Which scripts face each other, by table: the first is read as X, the second as Y.
TABLES: Final[tuple[tuple[Script, Script], ...]] = (("ar", "la"), ("la", "la"), ("ar", "ar"))
NOTHING: Final = -40.0
LETTERS: Final = {"ar": {letter: at + 1 for at, letter in enumerate(ARABIC)},
                  "la": {letter: at + 1 for at, letter in enumerate(LATIN)}}  # fmt: skip
#: One more than the number of letters: place values of units of two and three letters.
BASE: Final = {script: len(letters) + 1 for script, letters in LETTERS.items()}

Floats = NDArray[np.float32]
Numbers = NDArray[np.int32]


class UnknownCosts(Problem):
    """The file of learned costs is not the one that was expected, or none at all."""


@dataclass(frozen=True)
class SpellingTable:
    """Log probabilities of letter pairs, [position, X unit, Y unit]; `x_rows`, `y_columns` find a unit, or -1."""

    logp: Floats
    x_rows: Numbers
    y_columns: Numbers
    x_marginal: Floats


@dataclass(frozen=True, eq=False)
class Costs:
    """All that a comparison needs: a table for each pair of scripts, the known words, letters in a row, frequencies, the
    judge's weights.
    """

    tables: tuple[SpellingTable, ...]
    known: KnownWords
    letters: dict[Script, Floats]
    frequency: dict[Script, dict[str, float]]
    floor: dict[Script, float]
    judge: tuple[NDArray[np.float64], ...]
    version: str


def letters_of(text: str, script: Script) -> list[int]:
    """The numbers of a token's letters, from 1."""
    known = LETTERS[script]
    return [known[letter] for letter in text if letter in known]


_chosen: Final[list[tuple[Costs, str, Path]]] = []


def costs() -> Costs:
    """The learned costs that this process compares by: those of this version, or others by `use`."""
    return _chosen[-1][0] if _chosen else _released()


def digest() -> str:
    """The SHA-256 of the file they are from."""
    return _chosen[-1][1] if _chosen else _expected()


def use(file: Path | None, sha256: str = "") -> None:
    """From now on this process compares by the costs in `file`, which `manara names train` made and whose SHA-256 it said;
    None: by those of this version again. An index made before keeps those it was made with. Raises `UnknownCosts`.
    """
    _chosen[:] = [(opened(file, sha256), sha256.strip().lower(), file)] if file else []


def used() -> tuple[Path | None, str]:
    """What `use` was last called with, to be handed to another process."""
    return (_chosen[-1][2], _chosen[-1][1]) if _chosen else (None, "")


def opened(file: Path, sha256: str) -> Costs:
    """The costs in a file. Raises `UnknownCosts` where its SHA-256 is another, or where it holds no costs."""
    content = file.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != sha256.strip().lower():
        raise UnknownCosts("names-costs-unknown", file=file.name, sha256=found)
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as kept:
            return unpacked({name: kept[name] for name in kept.files})
    except (ValueError, KeyError, zipfile.BadZipFile):
        raise UnknownCosts("names-costs-none", file=file.name) from None


@cache
def _released() -> Costs:
    return opened(FILE, _expected())


@cache
def _expected() -> str:
    return HASH.read_text("ascii").split()[0]


def unpacked(kept: dict[str, NDArray[Any]]) -> Costs:
    """Costs from the arrays of their file."""
    frequency: dict[Script, dict[str, float]] = {}
    floor: dict[Script, float] = {}
    letters: dict[Script, Floats] = {}
    for script in ("ar", "la"):
        words = bytes(kept[f"words_{script}"]).decode().split("\n")
        counts = kept[f"counts_{script}"].astype(np.float64)
        total = float(counts.sum())
        frequency[script] = dict(zip(words, (counts / total).tolist(), strict=True))
        floor[script] = 0.3 / total
        letters[script] = kept[f"letters_{script}"].astype(np.float32)
    tables = tuple(_table(kept, number) for number in range(len(TABLES)))
    judge = tuple(kept[f"judge_{number}"].astype(np.float64) for number in range(5))
    return Costs(tables, known_words(kept), letters, frequency, floor, judge, str(kept["version"].item()))


def _table(kept: dict[str, NDArray[Any]], number: int) -> SpellingTable:
    places, logs = kept[f"units_{number}"].astype(np.int64), kept[f"logs_{number}"].astype(np.float32)
    return spelling_table(number, places, logs)


def spelling_table(number: int, places: NDArray[np.int64], logs: Floats) -> SpellingTable:
    """A table from its filled places, [n, (position, X unit, Y unit)], and their log probabilities."""
    x_script, y_script = TABLES[number]
    x_units, y_units = np.unique(places[:, 1]), np.unique(places[:, 2])
    x_rows = np.full(BASE[x_script] ** 2, -1, np.int32)
    x_rows[x_units] = np.arange(len(x_units))
    y_columns = np.full(BASE[y_script] ** 3, -1, np.int32)
    y_columns[y_units] = np.arange(len(y_units))
    logp = np.full((3, len(x_units), len(y_units)), NOTHING, np.float32)
    logp[places[:, 0], x_rows[places[:, 1]], y_columns[places[:, 2]]] = logs
    with np.errstate(divide="ignore"):
        marginal = np.log(np.where(logp > NOTHING + 1, np.exp(logp), 0).sum(axis=2)).clip(NOTHING)
    return SpellingTable(logp, x_rows, y_columns, marginal.astype(np.float32))
