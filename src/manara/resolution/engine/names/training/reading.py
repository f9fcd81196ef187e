"""Reads the files that names are learned from, and refuses any that is not the one this version was made for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from manara.foundation.engine.folding import fold
from manara.foundation.engine.problems import Problem, register

register("names-no-training-file", "There is no file %(file)s to learn from.")
register("names-other-training-file", "%(file)s is not the file that this version learns from: its SHA-256 differs.")
#: File, SHA-256, licence as its own README states it.
FILES: Final = {
    "fullnames_arableague.tsv": "5b6cbd6efb9c61fa39cac72c1417c581763a885ea2e53e7b8c54f9829194221b",
    "fullnames_persian_urdu.tsv": "437e9979b0776382a6e8cb52dfa0b00d5a7c61d16cf22165daec70ed25a72fb8",
    "singletoken_names.tsv": "bd6cce29ce25b8d9c63b1b19df141ae40242b6df567cac58500df7ae122c29ef",
    "tokens_wikidata_coling2018.tsv": "3b8e4496aef0e026768f2a4c273edc91badd31700b9211428e49d47d0594fc6d",
}
#: One in so many names is never learned from, chosen by the hash of its Arabic form, so that figures can be measured.
HELD_OUT: Final = 10


class UnknownTrainingFile(Problem):
    """A file to learn from is missing or is not the one whose hash is known."""


class Spelt(NamedTuple):
    """One name as Arabic letters and as Latin ones, with its country (ISO 3166) where known and how often it was met."""

    arabic: str
    latin: str
    country: str
    weight: float


def held_out(arabic: str) -> bool:
    """Whether this name is kept apart from learning."""
    return int(hashlib.sha256(fold(arabic).strip().encode()).hexdigest(), 16) % HELD_OUT == 0


def checked(folder: Path) -> dict[str, Path]:
    """The training files of `folder` by name. Raises `UnknownTrainingFile`, naming the file, for a missing or other one."""
    found = {}
    for name, expected in FILES.items():
        file = folder / name
        if not file.is_file():
            raise UnknownTrainingFile("names-no-training-file", file=name)
        if hashlib.sha256(file.read_bytes()).hexdigest() != expected:
            raise UnknownTrainingFile("names-other-training-file", file=name)
        found[name] = file
    return found


def full_names(files: dict[str, Path], *, region_only: bool = False) -> Iterator[Spelt]:
    """Names of two and more words."""
    chosen = ("fullnames_arableague.tsv",) if region_only else ("fullnames_arableague.tsv", "fullnames_persian_urdu.tsv")
    for name in chosen:
        for cells in _rows(files[name]):
            yield Spelt(cells[0], cells[1], cells[3], 1.0)


def single_words(files: dict[str, Path]) -> Iterator[Spelt]:
    """Names of one word; those of the second list are foreign names written in Arabic for the most part and weigh less."""
    for cells in _rows(files["singletoken_names.tsv"]):
        yield Spelt(cells[0], cells[1], cells[3], 1.0)
    for cells in _rows(files["tokens_wikidata_coling2018.tsv"]):
        yield Spelt(cells[0], cells[1], "", 0.3)


def _rows(file: Path) -> Iterator[list[str]]:
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n").split("\t")
