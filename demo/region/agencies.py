"""The agencies of the region, all invented, and how each writes and sees."""

from __future__ import annotations

from dataclasses import dataclass

from demo.region.spelling import Habit


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency: its names in four languages, its kind, its country and how it writes names."""

    code: str
    names: dict[str, str]
    kind: str
    country: str
    node: str
    habit: Habit


def _names(ar: str, fr: str, es: str, en: str) -> dict[str, str]:
    return {"ar": ar, "fr": fr, "es": es, "en": en}


AGENCIES = {
    agency.code: agency
    for agency in (
        Agency(
            "gend-mr",
            _names(
                "درك الطرق (نموذج)",
                "Gendarmerie des routes (démonstration)",
                "Gendarmería de rutas (demostración)",
                "Gendarmerie of the roads (demonstration)",
            ),
            "gendarmerie",
            "MR",
            "enforcement",
            Habit("ar", 0.10, "kept"),
        ),
        Agency(
            "pol-mr",
            _names(
                "مكتب مكافحة التهريب (نموذج)",
                "Office de lutte contre le trafic (démonstration)",
                "Oficina contra el tráfico (demostración)",
                "Counter-smuggling office (demonstration)",
            ),
            "police",
            "MR",
            "enforcement",
            Habit("ar", 0.14, "dropped"),
        ),
        Agency(
            "brig-ma",
            _names(
                "الفرقة الجهوية للتحقيق (نموذج)",
                "Brigade régionale d'enquête (démonstration)",
                "Brigada regional de investigación (demostración)",
                "Regional investigation brigade (demonstration)",
            ),
            "partner",
            "MA",
            "enforcement",
            Habit("fr", 0.15, "kept"),
        ),
        Agency(
            "unit-es",
            _names(
                "وحدة الحدود الشريكة (نموذج)",
                "Unité frontalière partenaire (démonstration)",
                "Unidad de fronteras asociada (demostración)",
                "Partner border unit (demonstration)",
            ),
            "partner",
            "ES",
            "enforcement",
            Habit("es", 0.12, "kept"),
        ),
        Agency(
            "coast-mr",
            _names(
                "خفر السواحل (نموذج)",
                "Garde-côtes (démonstration)",
                "Guardacostas (demostración)",
                "Coast guard (demonstration)",
            ),
            "coast-guard",
            "MR",
            "enforcement",
            Habit("fr", 0.18, "short"),
        ),
        Agency(
            "liaison-sn",
            _names(
                "خلية الاتصال (نموذج)",
                "Cellule de liaison (démonstration)",
                "Célula de enlace (demostración)",
                "Liaison cell (demonstration)",
            ),
            "partner",
            "SN",
            "enforcement",
            Habit("fr", 0.15, "kept"),
        ),
        Agency(
            "aid-mr",
            _names(
                "جمعية المساعدة (نموذج)",
                "Association d'aide (démonstration)",
                "Asociación de ayuda (demostración)",
                "Aid association (demonstration)",
            ),
            "ngo",
            "MR",
            "protection",
            Habit("fr", 0.1, "kept"),
        ),
        Agency(
            "pros-mr",
            _names(
                "نيابة مختصة (نموذج)",
                "Parquet spécialisé (démonstration)",
                "Fiscalía especializada (demostración)",
                "Specialised prosecution (demonstration)",
            ),
            "prosecution",
            "MR",
            "enforcement",
            Habit("ar"),
        ),
        Agency(
            "auth-mr",
            _names(
                "السلطة الوطنية (نموذج)",
                "Autorité nationale (démonstration)",
                "Autoridad nacional (demostración)",
                "National authority (demonstration)",
            ),
            "national-authority",
            "MR",
            "authority",
            Habit("ar"),
        ),
    )
}

# The four that see ties between actors, and the share of a corridor's ties each is likely to come to see.
WATCHERS = ("gend-mr", "pol-mr", "brig-ma", "unit-es")
SIGHT = {
    "atlantic-mr": (0.50, 0.38, 0.20, 0.22),
    "atlantic-eh": (0.20, 0.14, 0.52, 0.26),
    "atlantic-sn": (0.36, 0.28, 0.08, 0.30),
    "med-ma": (0.05, 0.04, 0.62, 0.32),
    "strait-ma": (0.04, 0.03, 0.60, 0.34),
    "med-dz": (0.03, 0.03, 0.42, 0.46),
}
STAGE_SIGHT = {
    "origin": (1.0, 1.1, 0.8, 0.5),
    "land": (1.3, 1.0, 1.0, 0.5),
    "hub": (1.0, 1.3, 1.1, 0.7),
    "coast": (1.2, 1.0, 1.2, 0.9),
    "sea": (1.0, 0.9, 1.0, 1.3),
    "arrival": (0.4, 0.4, 0.7, 2.0),
}
# Who would first write down a bystander, by the country he or she lives in.
KEEPERS = {
    "MR": ("gend-mr", "pol-mr"),
    "SN": ("gend-mr", "pol-mr", "gend-mr", "pol-mr", "liaison-sn"),
    "ML": ("gend-mr", "pol-mr"),
    "GN": ("gend-mr", "pol-mr"),
    "GM": ("gend-mr", "pol-mr"),
    "MA": ("brig-ma",),
    "EH": ("brig-ma",),
    "DZ": ("brig-ma", "unit-es"),
    "ES": ("unit-es",),
    "NE": ("brig-ma",),
}
