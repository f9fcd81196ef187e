"""The brigade's workbook: French, a title in merged cells, places merged down groups of rows, apart names."""

from __future__ import annotations

from demo.region.entries import Register
from demo.region.knowledge import Knowledge
from demo.region.mishaps import break_rows, disturb, spoil
from demo.region.writing.sheet import Cell, Line, Sheet

NAME = "brigade_fichier_renseignement.xlsx"
HEADER = [
    "N°",
    "Date des faits",
    "Lieu",
    "Nom",
    "Prénom",
    "Date de naissance",
    "Lieu de naissance",
    "Nationalité",
    "CIN",
    "Passeport",
    "Téléphone",
    "Rôle présumé",
    "Nom du contact",
    "Tél. du contact",
    "Nature du lien",
    "Immatriculation",
    "Embarcation",
    "Réf. source",
    "Évaluation",
    "Code de traitement",
    "Renseignement",
]
TITLES = (
    "BRIGADE RÉGIONALE D'ENQUÊTE (DÉMONSTRATION)",
    "Fichier de renseignement, filières des deux routes : état au 30/06/2026",
)


def sheet(knowledge: Knowledge) -> Sheet:
    """Return the workbook's sheet."""
    register = Register(knowledge, "brig-ma", "MA")
    draws = knowledge.world.draws("file/brigade register")
    made = Sheet("Fichier", HEADER)
    for title in TITLES:
        made.lines.append(Line([title], role="title"))
        made.merged.append((len(made.lines), 1, len(made.lines), len(HEADER)))
    made.lines.append(Line([], role="blank"))
    made.lines.append(Line(list(HEADER), role="header"))
    for number, entry in enumerate(register.entries(), 1):
        family = entry.name.family.upper() if draws.chance(0.7) else entry.name.family
        born: Cell = entry.born
        if entry.born and draws.chance(0.5):
            born = entry.born.strftime("%d/%m/%Y")
        made.lines.append(
            Line(
                [
                    number,
                    entry.day if draws.chance(0.8) else entry.day.strftime("%d/%m/%y"),
                    entry.place,
                    family,
                    entry.name.given,
                    born,
                    entry.birthplace,
                    entry.nationality,
                    entry.document if entry.document_kind == "identity" else "",
                    entry.document if entry.document_kind == "passport" else "",
                    entry.phones,
                    entry.role,
                    entry.other,
                    entry.other_phone,
                    entry.relation,
                    entry.plate,
                    entry.boat,
                    entry.source,
                    entry.grade_source + entry.grade_information,
                    entry.handling,
                    entry.text,
                ],
                entry.people,
                entry.tie,
                entry.things,
            )
        )
    spoil(made, {"date": 1, "name": 3, "birth date": 5, "phone": 10, "grade": 18, "handling": 19}, draws)
    break_rows(made, draws, hollow=(0, 18, 19))
    disturb(made, draws, blanks=4, headers=1)
    _merge_places(made)
    return made


def _merge_places(made: Sheet) -> None:
    """Merge the place of neighbouring rows that share it, as the clerk did: the lower cells are empty."""
    top = 0
    for at, line in enumerate([*made.lines, Line([], role="end")]):
        if top and line.role == "row" and line.cells[2] == made.lines[top - 1].cells[2]:
            continue
        if top and at - top >= 1 and at > top:
            for below in made.lines[top:at]:
                below.cells[2] = ""
            made.merged.append((top, 3, at, 3))
        top = at + 1 if line.role == "row" else 0
