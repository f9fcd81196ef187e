"""The coast guard's log: French, OpenDocument; boats, positions and numbers, owners as declared, pilots never named."""

from __future__ import annotations

from datetime import date, timedelta

from demo.region.copies import again
from demo.region.entries import ADMIRALTY, ADMIRALTY_WEIGHTS, Register, tlp
from demo.region.knowledge import Knowledge
from demo.region.mishaps import disturb, spoil
from demo.region.people import BEGIN, END
from demo.region.places import places
from demo.region.writing.sheet import Cell, Line, Sheet

NAME = "garde_cotes_journal.ods"
HEADER = [
    "N°",
    "Date",
    "Lieu",
    "Pirogue",
    "Immatriculation pirogue",
    "Type d'embarcation",
    "Latitude",
    "Longitude",
    "Effectif à bord",
    "Nom et prénom du propriétaire",
    "Tél.",
    "Faits",
    "Cotation",
    "TLP",
]
KINDS = {"pirogue": "pirogue", "cayuco": "cayuco", "patera": "patera", "inflatable": "pneumatique"}
OUTCOMES = {
    "arrived": "Départ signalé, arrivée rapportée à {arrival}",
    "intercepted": "Interception",
    "rescued": "Sauvetage en mer",
    "turned back": "Retour de l'embarcation à la côte",
}
INSPECTIONS = 120


def sheet(knowledge: Knowledge) -> Sheet:
    """Return the log of departures, declared boats and harbour inspections."""
    world, draws = knowledge.world, knowledge.world.draws("file/coast log")
    register = Register(knowledge, "coast-mr", "MR")
    boats = {boat.code: boat for boat in world.boats}
    own = {boat.supplier: boat for boat in world.boats}
    made = Sheet("journal", HEADER)
    made.lines.append(Line(list(HEADER), role="header"))
    rows: list[tuple[date, str, Line]] = []

    def add(
        day: date, place: str, code: str, where: tuple[Cell, Cell], count: Cell, owner: str, text: str, departure: str
    ) -> None:
        boat = boats[code]
        name = phone = ""
        if owner:
            copy = register.copy(owner)
            name = again(world.people[owner], copy, draws).full
            phone = register.phone(copy.phones[0]) if copy.phones and draws.chance(0.6) else ""
        cells: list[Cell] = [
            "",
            day,
            places()[place].names["fr"],
            boat.name if draws.chance(0.85) else boat.name.upper(),
            boat.registration if draws.chance(0.75) else "",
            KINDS[boat.kind],
            *where,
            count,
            name,
            phone,
            text,
            draws.weighted(ADMIRALTY, ADMIRALTY_WEIGHTS) + str(draws.weighted((1, 2, 3, 4, 6), (12, 40, 30, 8, 10))),
            tlp(draws),
        ]
        things = {"boat": code} | ({"departure": departure} if departure else {})
        rows.append((day, code, Line(cells, {"person": owner} if owner else {}, things=things)))

    for trip in world.departures:
        if places()[trip.origin].country not in ("MR", "SN", "EH"):
            continue
        text = OUTCOMES[trip.outcome].format(arrival=places()[trip.arrival].names["fr"])
        mix = ", ".join(
            f"{count} {country}" for country, count in sorted(trip.nationalities.items(), key=lambda kv: -kv[1])[:4]
        )
        text += (
            f" ; environ {trip.travellers} personnes dont femmes : {trip.women}, mineurs : {trip.minors} ({mix}) ; "
            f"codes {trip.codes[0]} à {trip.codes[-1]}."
        )
        add(trip.day, trip.origin, trip.boat, (trip.lat, trip.lon), trip.travellers, "", text, trip.code)
    for sighting in knowledge.sightings["coast-mr"]:
        boat = own[sighting.subject]
        add(sighting.day, boat.port, boat.code, ("", ""), "", sighting.subject, "Déclaration de propriété au port.", "")
    near = [boat for boat in world.boats if places()[boat.port].country in ("MR", "SN")]
    for _ in range(INSPECTIONS):
        boat = draws.pick(near)
        day = BEGIN + timedelta(days=draws.whole(0, (END - BEGIN).days))
        add(
            day,
            boat.port,
            boat.code,
            ("", ""),
            "",
            "",
            draws.pick(
                (
                    "Inspection au port, rien à signaler.",
                    "Moteur changé depuis la dernière inspection.",
                    "Réservoirs supplémentaires constatés, à vérifier.",
                )
            ),
            "",
        )
    for number, (*_, line) in enumerate(sorted(rows, key=lambda row: (row[0], row[1], str(row[2].cells[11]))), 1):
        line.cells[0] = number
        made.lines.append(line)
    spoil(made, {"date": 1, "name": 9, "phone": 10, "grade": 12, "handling": 13}, draws)
    disturb(made, draws, blanks=2, headers=1)
    return made
