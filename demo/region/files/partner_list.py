"""The Spanish partner's list: Latin-1 with semicolons, apart names, TLP markings."""

from __future__ import annotations

from demo.region.entries import Register, tlp
from demo.region.knowledge import Knowledge
from demo.region.mishaps import NOT_IN_LATIN, break_rows, disturb, spoil
from demo.region.writing.sheet import Line, Sheet

NAME = "unidad_fronteras_listado.csv"
HEADER = [
    "Nº",
    "Fecha",
    "Lugar",
    "Apellidos",
    "Nombre",
    "Fecha de nacimiento",
    "Nacionalidad",
    "Nº documento",
    "Teléfono",
    "Nombre del contacto",
    "Tlf. contacto",
    "Tipo de relación",
    "Matrícula",
    "Embarcación",
    "Ref. fuente",
    "Evaluación",
    "Difusión",
    "Hechos",
]


def sheet(knowledge: Knowledge) -> Sheet:
    """Return the list."""
    register = Register(knowledge, "unit-es", "ES")
    draws = knowledge.world.draws("file/partner list")
    made = Sheet("listado", HEADER)
    made.lines.append(Line(list(HEADER), role="header"))
    for number, entry in enumerate(register.entries(), 1):
        made.lines.append(
            Line(
                [
                    str(number),
                    f"{entry.day.day}/{entry.day.month}/{entry.day.year}",
                    entry.place,
                    entry.name.family,
                    entry.name.given,
                    entry.born.strftime("%d/%m/%Y") if entry.born else "",
                    entry.nationality,
                    entry.document,
                    entry.phones,
                    entry.other,
                    entry.other_phone,
                    entry.relation,
                    entry.plate,
                    entry.boat,
                    entry.source,
                    entry.grade_source + entry.grade_information,
                    tlp(draws),
                    entry.text,
                ],
                entry.people,
                entry.tie,
                entry.things,
            )
        )
    spoil(
        made,
        {"date": 1, "name": 3, "birth date": 5, "phone": 8, "grade": 15, "handling": 16},
        draws,
        without=NOT_IN_LATIN,
    )
    break_rows(made, draws, short=3, long=1)
    disturb(made, draws, blanks=3, headers=1)
    return made
