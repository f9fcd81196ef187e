"""The Spanish partner's arrivals: boats, places and numbers of persons, nobody named."""

from __future__ import annotations

from demo.region.entries import tlp
from demo.region.knowledge import Knowledge
from demo.region.mishaps import NOT_IN_LATIN, disturb, spoil
from demo.region.places import places
from demo.region.writing.sheet import Line, Sheet

NAME = "unidad_fronteras_llegadas.csv"
HEADER = [
    "Nº",
    "Fecha",
    "Lugar",
    "Embarcación",
    "Tipo de embarcación",
    "Latitud",
    "Longitud",
    "Nº a bordo",
    "Hechos",
    "Evaluación",
    "Difusión",
]
KINDS = {"pirogue": "cayuco", "cayuco": "cayuco", "patera": "patera", "inflatable": "neumática"}


def sheet(knowledge: Knowledge) -> Sheet:
    """Return the boats that arrived or were met at sea."""
    world, draws = knowledge.world, knowledge.world.draws("file/partner arrivals")
    boats = {boat.code: boat for boat in world.boats}
    made = Sheet("llegadas", HEADER)
    made.lines.append(Line(list(HEADER), role="header"))
    for trip in world.departures:
        if trip.outcome == "turned back":
            continue
        met = (
            "Llegada a costa"
            if trip.outcome == "arrived"
            else "Rescate en la mar"
            if trip.outcome == "rescued"
            else "Interceptación"
        )
        mix = ", ".join(
            f"{count} {country}"
            for country, count in sorted(trip.nationalities.items(), key=lambda kv: (-kv[1], kv[0]))[:4]
        )
        text = (
            f"{met}; procedencia declarada {places()[trip.origin].names['es']}; "
            f"mujeres: {trip.women}, menores: {trip.minors} ({mix})."
        )
        boat = boats[trip.boat]
        made.lines.append(
            Line(
                [
                    str(len(made.lines)),
                    trip.day.strftime("%d/%m/%Y"),
                    places()[trip.arrival].names["es"],
                    boat.name if draws.chance(0.45) else "",
                    KINDS[boat.kind],
                    f"{trip.lat:.4f}".replace(".", ","),
                    f"{trip.lon:.4f}".replace(".", ","),
                    str(trip.travellers),
                    text,
                    draws.weighted("AB", (0.6, 0.4)) + draws.weighted("12", (0.7, 0.3)),
                    tlp(draws),
                ],
                things={"boat": trip.boat, "departure": trip.code},
            )
        )
    spoil(made, {"date": 1, "grade": 9, "handling": 10}, draws, without=NOT_IN_LATIN)
    disturb(made, draws, blanks=1, headers=1)
    return made
