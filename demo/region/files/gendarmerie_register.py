"""The gendarmerie's register of information: Arabic, Excel, a true date column and free text."""

from __future__ import annotations

from demo.region.entries import Register
from demo.region.knowledge import Knowledge
from demo.region.mishaps import break_rows, disturb, spoil
from demo.region.writing.sheet import Cell, Line, Sheet

NAME = "درك_سجل_المعلومات_2024-2026.xlsx"
HEADER = [
    "رقم المحضر",
    "التاريخ",
    "المكان",
    "الاسم الكامل",
    "تاريخ الميلاد",
    "مكان الميلاد",
    "الجنسية",
    "رقم بطاقة التعريف",
    "جواز السفر",
    "رقم الهاتف",
    "الدور",
    "اسم الشريك",
    "هاتف الشريك",
    "نوع العلاقة",
    "رقم اللوحة",
    "اسم المركب",
    "المصدر",
    "التقييم",
    "رمز التداول",
    "التفاصيل",
]
ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def sheet(knowledge: Knowledge) -> Sheet:
    """Return the register."""
    register = Register(knowledge, "gend-mr", "MR")
    draws = knowledge.world.draws("file/gendarmerie register")
    made = Sheet("السجل", HEADER, right_to_left=True)
    made.lines.append(Line(list(HEADER), role="header"))
    for number, entry in enumerate(register.entries(), 1):
        day: Cell = entry.day
        if draws.chance(0.25):
            day = entry.day.strftime("%d/%m/%Y")
        born: Cell = entry.born.strftime("%d/%m/%Y") if entry.born else ""
        phones = entry.phones
        if draws.chance(0.12):  # typed on another keyboard
            day, born, phones = entry.day.strftime("%d/%m/%Y"), str(born), phones
            day, born, phones = (str(value).translate(ARABIC_INDIC) for value in (day, born, phones))
        made.lines.append(
            Line(
                [
                    f"{number:04d}/{entry.day.year}",
                    day,
                    entry.place,
                    entry.name.full,
                    born,
                    entry.birthplace,
                    entry.nationality,
                    entry.document if entry.document_kind == "identity" else "",
                    entry.document if entry.document_kind == "passport" else "",
                    phones,
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
    spoil(
        made,
        {
            "date": 1,
            "Arabic date": 1,
            "name": 3,
            "birth date": 4,
            "phone": 9,
            "phone2": 12,
            "grade": 17,
            "handling": 18,
        },
        draws,
    )
    break_rows(made, draws, hollow=(0, 17, 18))
    disturb(made, draws, blanks=6, headers=2)
    return made
