"""Call records that an operator handed over on request: numbers only, French headers, semicolons."""

from __future__ import annotations

from datetime import timedelta

from demo.region.knowledge import Knowledge
from demo.region.mishaps import break_rows, disturb, spoil
from demo.region.numbers import local
from demo.region.people import BEGIN, END, Holding
from demo.region.places import places
from demo.region.writing.sheet import Cell, Line, Sheet

NAME = "releves_appels_requisition.csv"
HEADER = ["Appelant", "Appelé", "Date", "Heure", "Durée (s)", "IMEI", "Lieu"]
NOISE = 420


def sheet(knowledge: Knowledge) -> Sheet:
    """Return the calls along ties the gendarmerie sees, and those of subscribers who have nothing to do with rings."""
    world, draws = knowledge.world, knowledge.world.draws("file/calls")
    made = Sheet("appels", HEADER)
    made.lines.append(Line(list(HEADER), role="header"))
    rows = []

    def call(left: Holding, right: Holding, days: tuple[int, int], home: str, people: dict[str, str], tie: str) -> None:
        day = BEGIN + timedelta(days=draws.whole(*days))
        hour = draws.weighted(range(24), [3, 2, 1, 1, 1, 1, 2, 3, 4, 5, 5, 5, 5, 4, 4, 5, 5, 6, 7, 8, 8, 8, 7, 5])
        moment = f"{hour:02d}:{draws.whole(0, 59):02d}:{draws.whole(0, 59):02d}"
        cells: list[Cell] = [
            local(left.number, draws.pick((0, 2, 2))),
            local(right.number, draws.pick((0, 2, 2))),
            day.strftime("%d/%m/%Y"),
            moment,
            draws.whole(4, 900) if draws.chance(0.9) else draws.whole(900, 4000),
            left.imei,
            places()[home].names["fr"],
        ]
        rows.append((day, moment, left.number, Line(cells, people, tie=tie)))

    for tie in world.ties:
        seen = "gend-mr" in tie.seen
        if not seen or not ("call" in tie.kinds or draws.chance(0.25)):
            continue
        a, b = world.people[tie.left], world.people[tie.right]
        left, right = draws.pick(a.phones), draws.pick(b.phones)
        days = ((tie.since - BEGIN).days, max((tie.since - BEGIN).days, (tie.until - BEGIN).days))
        for _ in range(draws.weighted((1, 2, 3, 5, 9, 16), (0.22, 0.24, 0.22, 0.18, 0.1, 0.04))):
            if draws.chance(0.5):
                call(left, right, days, a.home, {"phone": a.code, "phone2": b.code}, tie.code)
            else:
                call(right, left, days, b.home, {"phone": b.code, "phone2": a.code}, tie.code)
            tie.seen["gend-mr"] += 1
    others = [person for person in world.people.values() if person.phones and not person.ring]
    for _ in range(NOISE):
        a, b = draws.pick(others), draws.pick(others)
        if a is not b and a.phones[0].number != b.phones[0].number:
            call(a.phones[0], b.phones[0], (0, (END - BEGIN).days), a.home, {"phone": a.code, "phone2": b.code}, "")
    made.lines += [line for *_, line in sorted(rows, key=lambda row: row[:3])]
    spoil(made, {"phone": 0, "date": 2}, draws, quarantined=0.018)
    break_rows(made, draws, long=2)
    disturb(made, draws, blanks=2, headers=1)
    return made
