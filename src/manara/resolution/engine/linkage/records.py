"""Reads records of persons from CSV files of any size: columns found by their usual names in four languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final

from manara.foundation.engine.folding import fold
from manara.foundation.engine.problems import Problem, register
from manara.intake.engine.reading.plain_tables import table_of

register("link-no-record", "%(file)s has no column “record” (or id): each line needs a name of its own.")
register("link-no-columns", "%(file)s has no column that tells persons apart, such as name, birth, phone or document.")
register("link-twice", "The record “%(record)s” stands twice: each needs a name of its own.")
register("link-empty", "There are no records in %(files)s.")
register("link-no-id", "%(file)s, line %(line)s: the record has no name of its own.")

#: Our word for a column, and what files call it. A cell may hold several values, parted by “;” or “|”.
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "record": ("record", "id", "record_id", "unique_id", "entity", "entity_id", "رقم السجل"),
    "name": ("name", "names", "full_name", "fullname", "nom", "nom complet", "nombre", "alias", "aliases", "الاسم"),
    "given": ("given", "given_name", "first_name", "firstname", "prenom", "prénom", "الاسم الشخصي"),
    "family": ("family", "family_name", "last_name", "lastname", "surname", "nom de famille", "apellidos", "النسب"),
    "birth": (
        "birth", "births", "born", "dob", "birthdate", "birth_date", "date_of_birth", "date de naissance",
        "fecha de nacimiento", "né le", "تاريخ الميلاد", "تاريخ الازدياد",
    ),
    "phone": ("phone", "phones", "tel", "telephone", "téléphone", "teléfono", "gsm", "mobile", "الهاتف", "هاتف"),
    "document": (
        "document", "documents", "passport", "id_number", "idnumber", "passportnumber", "identity", "cin", "dni", "nie",
        "pièce", "piece", "documento", "الوثيقة", "رقم البطاقة", "جواز السفر",
    ),
    "plate": ("plate", "plates", "registration_plate", "immatriculation", "matrícula", "اللوحة"),
    "boat": ("boat", "boats", "vessel", "bateau", "pirogue", "barco", "القارب"),
    "place": ("place", "places", "home", "city", "town", "address", "lieu", "ville", "adresse", "lugar", "ciudad", "المكان"),
    "nationality": ("nationality", "nationalities", "country", "nationalité", "pays", "nacionalidad", "país", "الجنسية"),
    "sex": ("sex", "gender", "sexe", "sexo", "الجنس"),
    "relative": ("relative", "relatives", "father", "mother", "spouse", "père", "mère", "padre", "madre", "الأب", "الأم"),
}  # fmt: skip
_OURS: Final = {fold(known): column for column, names in COLUMNS.items() for known in names}
_TELLING: Final = frozenset(COLUMNS) - {"record", "sex", "nationality", "place"}
#: A cell longer than this says nothing more.
LONGEST: Final = 4_000


@dataclass(frozen=True, slots=True)
class Record:
    """A line of a file: its own name, and the values of each column, none twice."""

    record: str
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rows:
    """Some lines of a file as they stand, and which cell is which of our columns: cheap to hand to another process."""

    places: tuple[tuple[int, str], ...]
    rows: list[list[str]]

    def __len__(self) -> int:
        return len(self.rows)

    def records(self) -> list[Record]:
        """The records of these lines."""
        return [_record(row, self.places) for row in self.rows]

    def ids(self) -> list[str]:
        """The records' own names."""
        return [values_of(cell)[0] for cell in self._cells("record")]

    def columns(self) -> dict[str, list[str]]:
        """The cells of each of our columns, a record each: what stands in several columns of one meaning as one cell."""
        found = {column: self._cells(column) for column in COLUMNS if column not in ("record", "given", "family")}
        parts = [self._cells(part) for part in ("given", "family")] if self._places("given") or self._places("family") else []
        if parts:
            for at, (cell, given, family) in enumerate(zip(found["name"], *parts, strict=True)):
                if not values_of(cell):
                    found["name"][at] = " ".join(values_of(given) + values_of(family))
        return found

    def _places(self, column: str) -> list[int]:
        return [at for at, each in self.places if each == column]

    def _cells(self, column: str) -> list[str]:
        places = self._places(column)
        if len(places) == 1:
            [at] = places
            return [row[at][:LONGEST] if at < len(row) else "" for row in self.rows]
        return [";".join(row[at][:LONGEST] for at in places if at < len(row)) for row in self.rows]


def records_of(files: Sequence[Path]) -> Iterator[Record]:
    """The records of all files in their order. Raises `Problem` for a file that is no table of records."""
    for rows in batches(files, 1_000):
        yield from rows.records()


def batches(files: Sequence[Path], size: int) -> Iterator[Rows]:
    """The lines of all files in their order, at most `size` together. Raises `Problem` for a file that is no table."""
    for file in files:
        table = table_of(file, lambda cells: len({_OURS[name] for cell in cells if (name := fold(cell.strip())) in _OURS}))
        places = _places(file, table.header)
        rows = _filled(file, table.rows, [at for at, column in places if column == "record"])
        while batch := list(islice(rows, size)):
            yield Rows(places, batch)


def _places(file: Path, first: Sequence[str]) -> tuple[tuple[int, str], ...]:
    header = [fold(cell.strip()) for cell in first]
    places = tuple((at, _OURS[cell]) for at, cell in enumerate(header) if cell in _OURS)
    columns = {column for _, column in places}
    if "record" not in columns:
        raise Problem("link-no-record", file=file.name)
    if not columns & _TELLING:
        raise Problem("link-no-columns", file=file.name)
    return places


def _filled(file: Path, rows: Iterator[tuple[int, list[str]]], named: Sequence[int]) -> Iterator[list[str]]:
    """The lines that are not empty. Raises `Problem` for one whose record has no name of its own."""
    for line, row in rows:
        if not any(row):
            continue
        if not any(_values(row[at]) for at in named if at < len(row)):
            raise Problem("link-no-id", file=file.name, line=line)
        yield row


def _record(row: Sequence[str], places: Sequence[tuple[int, str]]) -> Record:
    told: dict[str, dict[str, None]] = {}
    for at, column in places:
        if at < len(row) and row[at]:
            told.setdefault(column, {}).update(dict.fromkeys(_values(row[at])))
    record = next(iter(told.pop("record")))
    told = {column: values for column, values in told.items() if values}
    if "name" not in told and ("given" in told or "family" in told):
        told["name"] = {" ".join((*told.get("given", ()), *told.get("family", ()))): None}
    return Record(record, {column: tuple(values) for column, values in told.items()})


def _values(cell: str) -> list[str]:
    return values_of(cell[:LONGEST])


def values_of(cell: str) -> list[str]:
    """The values of a cell, parted by “;” or “|”, each once and in their order."""
    if ";" not in cell and "|" not in cell and "\0" not in cell:  # as nearly all are
        return [value] if (value := cell.strip()) else []
    parts = cell.replace("\0", "").replace("|", ";").split(";")
    return list(dict.fromkeys(value for each in parts if (value := each.strip())))
