"""The police office's list: Arabic, Windows-1256 with semicolons, report dates in the Hijri calendar."""

from __future__ import annotations

from hijridate import Gregorian

from demo.region.entries import Register
from demo.region.knowledge import Knowledge
from demo.region.mishaps import NOT_IN_1256, break_rows, disturb, spoil
from demo.region.writing.sheet import Line, Sheet

NAME = "police_liste_1445-1448.csv"
HEADER = [
    "رقم الملف",
    "تاريخ التقرير (هـ)",
    "الاسم واللقب",
    "اسم الأب",
    "تاريخ الميلاد",
    "الجنسية",
    "نوع الوثيقة",
    "رقم الوثيقة",
    "الهاتف",
    "الشريك",
    "الصلة",
    "المكان",
    "لوحة السيارة",
    "المصدر",
    "تقييم المصدر",
    "تقييم المعلومة",
    "رمز التداول",
    "الملخص",
]
KIND = {"identity": "بطاقة تعريف", "passport": "جواز سفر", "": ""}


def sheet(knowledge: Knowledge) -> Sheet:
    """Return the list."""
    register = Register(knowledge, "pol-mr", "MR")
    draws = knowledge.world.draws("file/police register")
    made = Sheet("police", HEADER)
    made.lines.append(Line(list(HEADER), role="header"))
    for number, entry in enumerate(register.entries(), 1):
        hijri = Gregorian(entry.day.year, entry.day.month, entry.day.day).to_hijri()
        made.lines.append(
            Line(
                [
                    f"ش {number}",
                    f"{hijri.day:02d}/{hijri.month:02d}/{hijri.year}",
                    entry.name.full,
                    entry.father if draws.chance(0.6) else "",
                    entry.born.strftime("%d-%m-%Y") if entry.born else "",
                    entry.nationality,
                    KIND[entry.document_kind],
                    entry.document,
                    entry.phones.replace(" / ", "، "),
                    entry.other,
                    entry.relation,
                    entry.place,
                    entry.plate,
                    entry.source,
                    entry.grade_source,
                    entry.grade_information,
                    entry.handling,
                    entry.text,
                ],
                entry.people,
                entry.tie,
                entry.things,
            )
        )
    spoil(
        made,
        {"hijri date": 1, "Arabic date": 1, "name": 2, "birth date": 4, "phone": 8, "grade": 14, "handling": 16},
        draws,
        without=NOT_IN_1256,
    )
    break_rows(made, draws, short=4, long=2)
    disturb(made, draws, blanks=5, headers=1)
    return made
