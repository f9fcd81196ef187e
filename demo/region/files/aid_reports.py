"""The aid association's reports for the protection side: codes of its own, no name, no phone, no exact age."""

from __future__ import annotations

from datetime import timedelta

from demo.region.knowledge import Knowledge
from demo.region.people import END
from demo.region.places import places
from demo.region.wording import COUNTRY
from demo.region.writing.sheet import Line, Sheet

NAME = "association_signalements_codes.csv"
HEADER = [
    "Date de signalement",
    "Lieu",
    "Référence",
    "Sexe",
    "Tranche d'âge",
    "Pays d'origine",
    "Description",
    "Besoins",
    "Orientation proposée",
    "Accord donné",
    "Remarques",
]
ROWS = 190
SIGNS = (
    "papiers retenus par un tiers",
    "dette invoquée",
    "ne parle pas librement",
    "blessures visibles",
    "salaire non versé",
    "mineur isolé",
    "déplacements surveillés",
    "aucun indice relevé",
    "aucun indice relevé",
)
NEEDS = ("soins", "hébergement sûr", "appui juridique", "contact avec la famille", "appui psychosocial", "nourriture")
ORIENTATIONS = ("service de santé", "hébergement", "aide juridique", "protection de l'enfance", "aucune pour l'instant")


def sheet(knowledge: Knowledge) -> tuple[Sheet, dict[str, str]]:
    """Return the reports, and for the truth which traveller each of the association's codes stands for.

    The codes are not those of the enforcement files: nothing in one file leads to the other.
    """
    world, draws = knowledge.world, knowledge.world.draws("file/aid reports")
    made, meant = Sheet("signalements", HEADER), {}
    made.lines.append(Line(list(HEADER), role="header"))
    rows = []
    for number in range(1, ROWS + 1):
        trip = draws.pick(world.departures)
        traveller = draws.pick(trip.codes)
        code = f"AIDE-{number:04d}-{draws.whole(10, 99)}"
        meant[code] = traveller
        day = min(END, trip.day + timedelta(days=draws.whole(1, 40)))
        country = draws.weighted(list(trip.nationalities), list(trip.nationalities.values()))
        words = COUNTRY.get(country)
        place = draws.pick(("Nouadhibou", "Nouakchott", "Rosso"))
        rows.append(
            (
                day,
                Line(
                    [
                        day.strftime("%d/%m/%Y"),
                        places()[place].names["fr"],
                        code,
                        draws.weighted(("F", "M"), (0.3, 0.7)),
                        draws.weighted(("moins de 18", "18-24", "25-34", "35 et plus"), (0.2, 0.35, 0.33, 0.12)),
                        words[1] if words else "autre",
                        f"Indices observés : {draws.pick(SIGNS)}.",
                        draws.pick(NEEDS),
                        draws.pick(ORIENTATIONS),
                        draws.weighted(("oui", "non", "à redemander"), (0.6, 0.25, 0.15)),
                        "",
                    ]
                ),
            )
        )
    made.lines += [line for _, line in sorted(rows, key=lambda row: (row[0], str(row[1].cells[2])))]
    return made, meant
