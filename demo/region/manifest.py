"""The manifest: who brings which file, how its questions are answered, and what is to be expected of it."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from demo.region import shipped
from demo.region.agencies import AGENCIES
from demo.region.files import (
    aid_reports,
    brigade_register,
    calls,
    checkpoints,
    coast_log,
    gendarmerie_register,
    liaison_package,
    listed_persons,
    partner_arrivals,
    partner_list,
    payments,
    police_register,
    tracks,
)
from demo.region.wording import RELATION

if TYPE_CHECKING:
    from demo.region.output import Region

# role, display code, agency, circles: one for each role of the platform
USERS = (
    ("first-responder", "E-0417", "gend-mr", ("gend-mr",)),
    ("investigator", "E-0122", "pol-mr", ("pol-mr", "case-atlantic")),
    ("analyst", "E-0231", "gend-mr", ("gend-mr", "case-atlantic")),
    ("prosecutor", "E-0518", "pros-mr", ("case-atlantic",)),
    ("liaison", "E-0304", "gend-mr", ("liaison", "case-atlantic")),
    ("coordinator", "E-0609", "auth-mr", ("auth-mr",)),
    ("statistician", "E-0611", "auth-mr", ("auth-mr",)),
    ("trainer", "E-0702", "auth-mr", ("auth-mr",)),
    ("auditor", "E-0801", "auth-mr", ()),
    ("administrator", "E-0901", "auth-mr", ()),
    # a second pair of eyes, a coast guard, and the aid association's own worker on the protection side
    ("analyst", "E-0245", "gend-mr", ("gend-mr", "restricted", "case-atlantic")),
    ("investigator", "E-0142", "coast-mr", ("coast-mr", "case-atlantic")),
    ("case worker", "E-0415", "aid-mr", ("aid-mr",)),
)
CIRCLES = (
    ("gend-mr", "agency", "دائرة درك الطرق", "Cercle gendarmerie", "Círculo gendarmería", "Gendarmerie circle"),
    (
        "pol-mr",
        "agency",
        "دائرة مكتب مكافحة التهريب",
        "Cercle office de lutte",
        "Círculo oficina policial",
        "Counter-smuggling circle",
    ),
    ("coast-mr", "agency", "دائرة خفر السواحل", "Cercle garde-côtes", "Círculo guardacostas", "Coast guard circle"),
    ("liaison", "release", "دائرة الشركاء", "Cercle des partenaires", "Círculo de socios", "Partners' circle"),
    (
        "aid-mr",
        "agency",
        "دائرة جمعية المساعدة",
        "Cercle association d'aide",
        "Círculo asociación de ayuda",
        "Aid association circle",
    ),
    (
        "auth-mr",
        "agency",
        "دائرة السلطة الوطنية",
        "Cercle autorité nationale",
        "Círculo autoridad nacional",
        "National authority circle",
    ),
    (
        "case-atlantic",
        "case",
        "قضية مسار الأطلسي",
        "Affaire commune Atlantique",
        "Caso conjunto Atlántico",
        "Joint case Atlantic",
    ),
    (
        "restricted",
        "restricted",
        "دائرة مقيدة: مصادر",
        "Cercle restreint : sources",
        "Círculo restringido: fuentes",
        "Restricted circle: sources",
    ),
)
DMY = {"order": "dmy", "calendar": "gregorian"}
HIJRI = {"order": "dmy", "calendar": "hijri"}


def _files(made: Region) -> list[dict[str, Any]]:
    def table(
        name: str,
        agency: str,
        user: str,
        language: str,
        circle: str,
        country: str,
        columns: dict[str, Any],
        grade: str = "",
        handling: str = "",
        **more: Any,
    ) -> dict[str, Any]:
        sheet = made.sheets[name]
        return {
            "file": name,
            "agency": agency,
            "user": user,
            "language": language,
            "circle": circle,
            "mapping": "auto",
            "country": country,
            "columns": columns,
            "default_grade": grade,
            "default_handling": handling,
            "node": AGENCIES[agency].node,
            "rows": len(sheet.rows()),
            "quarantined": [
                {"row": number, "reason": line.mishap.reason, "what": line.mishap.kind, "column": line.mishap.column}
                for number, line in sheet.rows()
                if line.mishap and line.mishap.outcome == "quarantined"
            ],
            **more,
        }

    def package(name: str, agency: str, user: str, circle: str, mapping: str, rows: int, **more: Any) -> dict[str, Any]:
        return {
            "file": name,
            "agency": agency,
            "user": user,
            "language": "fr",
            "circle": circle,
            "mapping": mapping,
            "country": "",
            "columns": {},
            "default_grade": more.pop("grade", ""),
            "default_handling": more.pop("handling", "H1"),
            "node": AGENCIES[agency].node,
            "rows": rows,
            "quarantined": more.pop("wrong", []),
            **more,
        }

    incidents = list(csv.DictReader(io.StringIO(made.files[shipped.INCIDENTS.name].decode("utf-8"))))
    entities = [json.loads(line) for line in made.files[liaison_package.NAME].decode("utf-8").splitlines()]
    tracked = sum(made.files[tracks.GPX_NAME].count(mark) for mark in (b"<wpt ", b"<trk>"))
    marked = made.files[tracks.KML_NAME].count(b"<Placemark>")
    return [
        table(
            gendarmerie_register.NAME,
            "gend-mr",
            "E-0231",
            "ar",
            "gend-mr",
            "MR",
            {"التاريخ": DMY, "تاريخ الميلاد": DMY},
            "B3",
            "H1",
        ),
        table(checkpoints.NAME, "gend-mr", "E-0417", "ar", "gend-mr", "MR", {"التاريخ": DMY}, "B2", "H0"),
        table(
            calls.NAME,
            "gend-mr",
            "E-0245",
            "fr",
            "case-atlantic",
            "MR",
            {"Date": DMY},
            "A1",
            "H2",
            relation=RELATION["fr"]["call"],
        ),
        table(
            police_register.NAME,
            "pol-mr",
            "E-0122",
            "ar",
            "pol-mr",
            "MR",
            {"تاريخ التقرير (هـ)": HIJRI, "تاريخ الميلاد": DMY},
            "B3",
            "H1",
            encoding="cp1256",
            separator=";",
        ),
        table(
            brigade_register.NAME,
            "brig-ma",
            "E-0304",
            "fr",
            "liaison",
            "MA",
            {"Date des faits": DMY, "Date de naissance": DMY},
            "B3",
            "H2",
            fill_merged=True,
            header_row=4,
        ),
        table(
            payments.NAME,
            "brig-ma",
            "E-0245",
            "fr",
            "restricted",
            "MA",
            {"Date": DMY},
            "B3",
            "H2",
            relation=RELATION["fr"]["payment"],
        ),
        table(
            partner_list.NAME,
            "unit-es",
            "E-0304",
            "es",
            "liaison",
            "ES",
            {"Fecha": DMY, "Fecha de nacimiento": DMY},
            "B3",
            "TLP:AMBER",
        ),
        table(partner_arrivals.NAME, "unit-es", "E-0304", "es", "liaison", "ES", {"Fecha": DMY}, "B2", "TLP:AMBER"),
        table(
            coast_log.NAME,
            "coast-mr",
            "E-0142",
            "fr",
            "coast-mr",
            "MR",
            {"Date": DMY},
            "B2",
            "TLP:AMBER",
            grade_scheme="admiralty",
        ),
        table(aid_reports.NAME, "aid-mr", "E-0415", "fr", "aid-mr", "MR", {"Date de signalement": DMY}, "", "H3"),
        package(liaison_package.NAME, "liaison-sn", "E-0304", "liaison", "ftm", len(entities), grade="B3"),
        package(
            listed_persons.NAME,
            "auth-mr",
            "E-0304",
            "liaison",
            "un-xml",
            len(made.beside["listed"]),
            handling="H0",
            grade="A1",
        ),
        package(tracks.GPX_NAME, "coast-mr", "E-0142", "coast-mr", "gpx", tracked, grade="A1"),
        package(tracks.KML_NAME, "auth-mr", "E-0231", "case-atlantic", "kml", marked, handling="H0"),
        package(
            shipped.INCIDENTS.name,
            "auth-mr",
            "E-0231",
            "case-atlantic",
            "iom-incidents",
            len(incidents),
            handling="H0",
            attribution="IOM Missing Migrants Project, CC BY 4.0",
            context=True,
            wrong=_below_nothing(incidents),
        ),
    ]


def _below_nothing(incidents: list[dict[str, str]]) -> list[dict[str, Any]]:
    """Return the rows of the real list in which a number of people is below nought; they are kept as published."""
    return [
        {"row": number, "reason": "incident-count", "what": "number below nought in the source", "column": column}
        for number, incident in enumerate(incidents, 2)
        for column in ("dead", "missing", "dead_missing", "survivors", "female", "male", "minors")
        if incident[column].startswith("-")
    ]


def manifest(made: Region) -> dict[str, Any]:
    """Return agencies, circles, users, files and the phone prefixes that pass in the demonstration."""
    prefixes = [prefix for listed in shipped.reserved_prefixes().values() for prefix in listed]
    return {
        "seed": made.world.seed,
        "note": "Synthetic: nobody in these files exists.",
        "agencies": [
            {"code": a.code, "names": a.names, "kind": a.kind, "country": a.country, "node": a.node}
            for a in AGENCIES.values()
        ],
        "circles": [
            {"code": code, "kind": kind, "names": {"ar": ar, "fr": fr, "es": es, "en": en}}
            for code, kind, ar, fr, es, en in CIRCLES
        ],
        "users": [
            {"role": role, "code": code, "agency": agency, "circles": list(circles)}
            for role, code, agency, circles in USERS
        ],
        "files": _files(made),
        "reserved_prefixes": sorted(prefixes),
    }
