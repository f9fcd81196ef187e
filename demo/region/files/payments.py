"""A seized book of transfers, typed by the brigade: collectors and receivers by name, clients as codes, sums illustrative."""

from __future__ import annotations

from datetime import timedelta

from demo.region.copies import again
from demo.region.entries import Register
from demo.region.knowledge import Knowledge
from demo.region.mishaps import NOT_IN_LATIN, disturb, spoil
from demo.region.places import places
from demo.region.writing.sheet import Line, Sheet

NAME = "cahier_transferts_saisi.csv"
HEADER = [
    "Date",
    "Lieu",
    "Nom et prénom",
    "Tél.",
    "Destinataire",
    "Tél. du contact",
    "Montant",
    "Devise",
    "Cotation",
    "Code de traitement",
    "Renseignement",
]
# Illustrative and invented: low and high of a transfer by currency. They measure no real fare.
SUMS = {
    "MRU": (2_000, 60_000),
    "MAD": (500, 25_000),
    "XOF": (30_000, 900_000),
    "EUR": (50, 2_500),
    "DZD": (10_000, 400_000),
}
CURRENCY = {
    "MR": "MRU",
    "MA": "MAD",
    "EH": "MAD",
    "SN": "XOF",
    "ML": "XOF",
    "ES": "EUR",
    "DZ": "DZD",
    "GN": "XOF",
    "NE": "XOF",
    "GM": "XOF",
}
ROWS = 340


def sheet(knowledge: Knowledge) -> Sheet:
    """Return the book."""
    world, draws = knowledge.world, knowledge.world.draws("file/payments")
    register = Register(knowledge, "brig-ma", "MA")
    made = Sheet("cahier", HEADER)
    made.lines.append(Line(list(HEADER), role="header"))
    paid = [
        tie
        for tie in world.ties
        if "brig-ma" in tie.seen
        and (
            "payment" in tie.kinds
            or {"money collector", "financier"} & {world.people[tie.left].role, world.people[tie.right].role}
        )
    ]
    rows = []
    for _ in range(ROWS):
        tie = draws.pick(paid)
        left, right = (tie.left, tie.right) if draws.chance(0.5) else (tie.right, tie.left)
        a, b = register.copy(left), register.copy(right)
        day = tie.since + timedelta(days=draws.whole(0, max(1, (tie.until - tie.since).days)))
        home = world.people[left].home
        currency = CURRENCY[places()[home].country]
        low, high = SUMS[currency]
        amount = round(low + (high - low) * draws.unit() ** 2, -1)
        text = f"Client C-{draws.whole(100, 999)} ; montant illustratif (démonstration)."
        rows.append(
            (
                day,
                Line(
                    [
                        day.strftime("%d/%m/%Y"),
                        places()[home].names["fr"],
                        again(world.people[left], a, draws).full,
                        register.phone(a.phones[0]) if a.phones and draws.chance(0.7) else "",
                        again(world.people[right], b, draws).full,
                        register.phone(b.phones[0]) if b.phones and draws.chance(0.6) else "",
                        f"{int(amount):,}".replace(",", " ") if draws.chance(0.5) else str(int(amount)),
                        currency,
                        draws.pick(("B2", "B3", "C3")),
                        draws.pick(("H1", "H2")),
                        text,
                    ],
                    {"person": left, "person2": right},
                    tie=tie.code,
                ),
            )
        )
        tie.seen["brig-ma"] += 1
    made.lines += [line for _, line in sorted(rows, key=lambda row: (row[0], str(row[1].cells[2])))]
    spoil(made, {"date": 0, "name": 2, "phone": 3, "grade": 8, "handling": 9}, draws, without=NOT_IN_LATIN)
    disturb(made, draws, blanks=2, headers=1)
    return made
