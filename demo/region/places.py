"""The places of the region and the corridors that run through them, stage by stage."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from demo.region.shipped import table

STAGES = ("origin", "land", "hub", "coast", "sea", "arrival")


@dataclass(frozen=True, slots=True)
class Place:
    """A named place: `names` by language, position in degrees (WGS 84)."""

    key: str
    names: dict[str, str]
    country: str
    lat: float
    lon: float
    coastal: bool


@cache
def places() -> dict[str, Place]:
    """Return the curated hubs by their English name."""
    found = {}
    for row in table("route_hubs.csv"):
        names = {lang: row[f"name_{lang}"] for lang in ("ar", "fr", "es", "en")}
        found[row["name_en"]] = Place(
            row["name_en"], names, row["country"], float(row["lat"]), float(row["lon"]), "_sea" in row["role"]
        )
    return found


@dataclass(frozen=True, slots=True)
class Corridor:
    """A way of the region: the places of each stage, the months of its departures and who travels it."""

    code: str
    route: str  # the name of the route in generator_params_measured.json
    mix: str  # the name of its nationality mix there
    stages: dict[str, tuple[str, ...]]


ATLANTIC = "Western Africa / Atlantic route to the Canary Islands"
ATLANTIC_MIX = "frontex_nat_mix_24m Western African Route"
MEDITERRANEAN = "Western Mediterranean"
MEDITERRANEAN_MIX = "frontex_nat_mix_24m Western Mediterranean Route"

CORRIDORS = {
    corridor.code: corridor
    for corridor in (
        Corridor(
            "atlantic-mr",
            ATLANTIC,
            ATLANTIC_MIX,
            {
                "origin": ("Bamako", "Kayes", "Ziguinchor", "Conakry"),
                "land": ("Rosso", "Kayes", "Néma"),
                "hub": ("Nouakchott",),
                "coast": ("Nouadhibou", "Nouakchott"),
                "sea": ("Nouadhibou",),
                "arrival": ("La Restinga (El Hierro)", "Arguineguín", "Las Palmas de Gran Canaria"),
            },
        ),
        Corridor(
            "atlantic-eh",
            ATLANTIC,
            ATLANTIC_MIX,
            {
                "origin": ("Bamako", "Dakar", "Casablanca"),
                "land": ("Nouadhibou", "Zouerate", "Agadir"),
                "hub": ("Laayoune", "Dakhla"),
                "coast": ("Dakhla", "Boujdour", "Tarfaya", "Tan-Tan"),
                "sea": ("Tarfaya", "Dakhla"),
                "arrival": ("Arrecife", "Puerto del Rosario"),
            },
        ),
        Corridor(
            "atlantic-sn",
            ATLANTIC,
            ATLANTIC_MIX,
            {
                "origin": ("Dakar", "Ziguinchor", "Banjul"),
                "land": ("Kayes", "Saint-Louis"),
                "hub": ("Dakar", "Mbour"),
                "coast": ("Mbour", "Kayar", "Saint-Louis"),
                "sea": ("Saint-Louis", "Nouadhibou"),
                "arrival": ("La Restinga (El Hierro)", "Arguineguín"),
            },
        ),
        Corridor(
            "med-ma",
            MEDITERRANEAN,
            MEDITERRANEAN_MIX,
            {
                "origin": ("Gao", "Agadez", "Casablanca"),
                "land": ("Tamanrasset", "Maghnia"),
                "hub": ("Oujda", "Maghnia"),
                "coast": ("Nador", "Al Hoceima"),
                "sea": ("Nador", "Al Hoceima"),
                "arrival": ("Almería", "Motril", "Melilla"),
            },
        ),
        Corridor(
            "strait-ma",
            MEDITERRANEAN,
            MEDITERRANEAN_MIX,
            {
                "origin": ("Casablanca", "Bamako"),
                "land": ("Casablanca", "Agadir"),
                "hub": ("Tangier", "Casablanca"),
                "coast": ("Tangier", "Fnidek"),
                "sea": ("Tangier",),
                "arrival": ("Algeciras", "Ceuta"),
            },
        ),
        Corridor(
            "med-dz",
            MEDITERRANEAN,
            MEDITERRANEAN_MIX,
            {
                "origin": ("Algiers", "Tamanrasset"),
                "land": ("Maghnia", "Algiers"),
                "hub": ("Oran",),
                "coast": ("Mostaganem", "Oran", "Boumerdas"),
                "sea": ("Mostaganem", "Oran"),
                "arrival": ("Almería", "Cartagena", "Palma"),
            },
        ),
    )
}
