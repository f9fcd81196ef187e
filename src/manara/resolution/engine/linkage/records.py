"""Reads records of persons from CSV files of any size: columns found by their usual names in four languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from manara.foundation.engine.folding import fold
from manara.foundation.engine.problems import Problem, register
from manara.intake.engine.reading.plain_tables import table_of
from manara.resolution.engine.linkage.table_pieces import pieces

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
    """Some lines of a file by columns, and which of ours each is: cheap to hand to another process."""

    kinds: tuple[str, ...]
    cells: tuple[pa.Array, ...]

    @classmethod
    def of(cls, places: Sequence[tuple[int, str]], rows: Sequence[Sequence[str]]) -> Rows:
        """Of rows that may end early; `places`: which cell is which of our columns."""
        cells = ([row[at][:LONGEST] if at < len(row) else "" for row in rows] for at, _ in places)
        return cls(tuple(kind for _, kind in places), tuple(pa.array(each, pa.string()) for each in cells))

    def __len__(self) -> int:
        return len(self.cells[0])

    def records(self) -> list[Record]:
        """The records of these lines."""
        places = tuple(enumerate(self.kinds))
        return [_record(row, places) for row in zip(*(each.to_pylist() for each in self.cells), strict=True)]

    def ids(self) -> list[str]:
        """The records' own names."""
        return [values_of(cell)[0] for cell in self._joined("record")]

    def columns(self) -> dict[str, pa.Array]:
        """The cells of each of our columns that is there, a record each: several columns of one meaning as one."""
        told = [column for column in COLUMNS if column in self.kinds and column not in ("record", "given", "family")]
        found = {column: self._column(column) for column in told}
        if "given" in self.kinds or "family" in self.kinds:
            parts = zip(*(self._joined(part) for part in ("name", "given", "family")), strict=True)
            found["name"] = pa.array([
                name if values_of(name) else " ".join(values_of(given) + values_of(family)) for name, given, family in parts
            ], pa.string())  # fmt: skip
        return found

    def _column(self, column: str) -> pa.Array:
        at = [each for kind, each in zip(self.kinds, self.cells, strict=True) if kind == column]
        if len(at) == 1:
            return at[0]
        return pa.array(map(";".join, zip(*(each.to_pylist() for each in at), strict=True)), pa.string())

    def _joined(self, column: str) -> list[str]:
        return self._column(column).to_pylist() if column in self.kinds else [""] * len(self)


def records_of(files: Sequence[Path]) -> Iterator[Record]:
    """The records of all files in their order. Raises `Problem` for a file that is no table of records."""
    for rows in batches(files, 1_000):
        yield from rows.records()


def batches(files: Sequence[Path], size: int) -> Iterator[Rows]:
    """The lines of all files in their order, at most `size` together. Raises `Problem` for a file that is no table."""
    for file in files:
        table = table_of(file, lambda cells: len({_OURS[name] for cell in cells if (name := fold(cell.strip())) in _OURS}))
        places = _places(file, table.header)
        named = [at for at, column in places if column == "record"]
        for piece in pieces(file, table.begins, size):
            rows = _plain(piece.columns, places) if piece.columns else None
            if rows is None:
                rows = Rows.of(places, list(_filled(file, iter(piece.rows()), named)))
            if len(rows):
                yield rows


def _plain(columns: Sequence[pa.Array], places: Sequence[tuple[int, str]]) -> Rows | None:
    """Rows of columns of a file in which every record has one name of its own; None where that has to be looked at."""
    if [column for _, column in places].count("record") > 1:
        return None
    empty = pa.repeat("", len(columns[0]))
    cells = tuple(_cut(columns[at]) if at < len(columns) else empty for at, _ in places)
    rows = Rows(tuple(column for _, column in places), cells)
    named = rows.cells[rows.kinds.index("record")].to_pylist()
    return rows if all(map(str.strip, named)) and not any(sign in "".join(named) for sign in ";|") else None


def _cut(cells: pa.Array) -> pa.Array:
    longest = pc.max(pc.binary_length(cells)).as_py()
    return cells if longest <= LONGEST else pc.utf8_slice_codeunits(cells, 0, LONGEST)


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
