"""The gendarmerie's checkpoints: Arabic, UTF-8 with commas, Arabic-Indic digits in a third of the rows."""

from __future__ import annotations

from datetime import timedelta

from demo.region.entries import INFORMATION, INFORMATION_WEIGHTS, Register
from demo.region.files.gendarmerie_register import ARABIC_INDIC
from demo.region.knowledge import Knowledge
from demo.region.mishaps import break_rows, disturb, spoil
from demo.region.people import BEGIN, END
from demo.region.places import places
from demo.region.writing.sheet import Line, Sheet

NAME = "نقاط_التفتيش.csv"
HEADER = [
    "التاريخ",
    "المكان",
    "رقم اللوحة",
    "نوع السيارة",
    "الاسم الكامل",
    "رقم الهاتف",
    "الملاحظات",
    "التقييم",
    "رمز التداول",
]
ROWS = 430
POSTS = ("Rosso", "Nouakchott", "Nouadhibou", "Néma", "Zouerate", "Nouakchott", "Nouadhibou")
REMARKS = ("", "", "حمولة عادية", "وجهة {place}", "سيارة مستأجرة حسب السائق", "خزانات وقود إضافية", "سفر ليلي")


def sheet(knowledge: Knowledge) -> Sheet:
    """Return the list of vehicles seen; the driver is named where the gendarmerie already has a copy of him or her."""
    register = Register(knowledge, "gend-mr", "MR")
    draws = knowledge.world.draws("file/checkpoints")
    made = Sheet("نقاط", HEADER)
    made.lines.append(Line(list(HEADER), role="header"))
    rows = []
    near = [
        v
        for v in knowledge.world.vehicles
        if places()[knowledge.world.people[v.keeper].home].country in ("MR", "SN", "ML", "GN", "EH", "GM")
    ]
    for _ in range(ROWS):
        vehicle = draws.pick(near)
        person = knowledge.world.people[vehicle.keeper]
        start = max(BEGIN, person.since)
        day = start + timedelta(days=draws.whole(0, ((person.removed or END) - start).days))
        named = (person.code, "gend-mr") in knowledge.copies and draws.chance(0.7)
        copy = knowledge.copies.get((person.code, "gend-mr"))
        phone = register.phone(copy.phones[0]) if copy and copy.phones and named and draws.chance(0.3) else ""
        text = [
            day.strftime("%d/%m/%Y"),
            places()[draws.pick(POSTS)].names["ar"],
            vehicle.plate,
            vehicle.model,
            copy.name.full if copy and named else "",
            phone,
            draws.pick(REMARKS).format(place=places()[draws.pick(POSTS)].names["ar"]),
            "B" + draws.weighted(INFORMATION, INFORMATION_WEIGHTS),
            draws.weighted(("H0", "H1"), (0.6, 0.4)),
        ]
        if draws.chance(0.33):
            text[0], text[5] = text[0].translate(ARABIC_INDIC), text[5].translate(ARABIC_INDIC)
        people = {"person": person.code} if named else {}
        rows.append((day, Line(list(text), people, things={"vehicle": vehicle.code})))
    made.lines += [line for _, line in sorted(rows, key=lambda row: row[0])]
    spoil(made, {"date": 0, "Arabic date": 0, "name": 4, "phone": 5, "grade": 7, "handling": 8}, draws)
    break_rows(made, draws, short=3, foreign="cp1256")
    disturb(made, draws, blanks=3, headers=1)
    return made
