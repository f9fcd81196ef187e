"""Makes the gazetteer and the borders that ship in the package out of their sources; run when a source changes.

Run: `python tools/geography.py FOLDER`, where FOLDER holds `places.csv` (GeoNames, CC BY 4.0), `hubs.csv` (curated), and
`countries.geojson`, `borders.geojson`, `disputed.geojson` (Natural Earth by way of visionscarto's UN edition).
"""

from __future__ import annotations

import csv
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from manara.foundation.engine import places  # noqa: E402
from manara.foundation.engine.folding import fold  # noqa: E402
from manara.foundation.engine.match_keys import keys  # noqa: E402

GAZETTEER = ROOT / "src" / "manara" / "foundation" / "engine" / "gazetteer"
BORDERS = ROOT / "src" / "manara" / "routes" / "static" / "routes"
HUBS = ROOT / "src" / "manara" / "routes" / "engine" / "hubs.tsv"
SCALE = 100  # a hundredth of a degree is a kilometre, finer than these borders are drawn
# Territories whose status is open: their lines are dashed, and a node's profile may leave them away.
OPEN = ("ESH", "XKX", "SOL", "CYN", "PSE")


def main() -> int:
    """Write the four files."""
    folder = Path(sys.argv[1])
    rows = _rows(folder)
    GAZETTEER.mkdir(exist_ok=True)
    _write_places(rows)
    _write_hubs(folder, rows)
    _write_borders(folder)
    return 0


def _rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "places.csv").open(encoding="utf-8", newline="") as stream:
        found = {row["geonameid"]: {**row, "id": f"g{row['geonameid']}"} for row in csv.DictReader(stream)}
    for hub in _hubs(folder):
        row = found.get(hub["geonameid"])
        if row is None:
            slug = "-".join(fold(hub["name_en"]).replace("(", "").replace(")", "").split())
            found[slug] = {**hub, "id": f"hub-{slug}", "admin1": "", "alt_latin": "", "name_ar_alt_dr5hn": ""}
            continue
        # The curated spelling leads, and the gazetteer's own stays as a variant of it.
        row["name_ar_alt_dr5hn"] = "|".join(x for x in (row["name_ar"], row["name_ar_alt_dr5hn"]) if x)
        row["alt_latin"] = "|".join(x for x in (row["alt_latin"], hub["name_fr"], hub["name_es"], hub["name_en"]) if x)
        row["name_ar"] = hub["name_ar"] or row["name_ar"]
    return sorted(found.values(), key=lambda row: -int(row["population"] or 0))


def _hubs(folder: Path) -> list[dict[str, str]]:
    with (folder / "hubs.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _write_places(rows: list[dict[str, str]]) -> None:
    found: dict[str, list[int]] = defaultdict(list)
    with (GAZETTEER / "places.tsv").open("w", encoding="utf-8", newline="") as stream:
        stream.write("# Places with their names and variants. From GeoNames (geonames.org), CC BY 4.0.\n")
        stream.write("#id\tar\tfr\tes\ten\tvariants\tlatitude\tlongitude\tcountry\tregion\tpopulation\n")
        for number, row in enumerate(rows):
            main_names = [row["name_ar"], row["name_fr"], row["name_es"], row["name_en"]]
            listed = f"{row['name_ar_alt_dr5hn']}|{row['alt_latin']}".split("|")
            variants = [each for each in dict.fromkeys(x.strip() for x in listed) if each and each not in main_names]
            cells = [
                row["id"], *main_names, "|".join(variants), row["lat"], row["lon"], row["country"], row["admin1"],
                row["population"] or "0",
            ]  # fmt: skip
            stream.write("\t".join(cells) + "\n")
            for key in {key for name in (*main_names, *variants) if name for key in keys("place", name)}:
                found[key].append(number)
    with (GAZETTEER / "keys.tsv").open("w", encoding="utf-8", newline="") as stream:
        stream.write("# Match key without its kind, and the lines of the places, so that no node has to compute them.\n")
        for key in sorted(found):
            stream.write(f"{key.removeprefix(places.KIND)}\t{' '.join(map(str, found[key]))}\n")


def _write_hubs(folder: Path, rows: list[dict[str, str]]) -> None:
    by_geoname = {row.get("geonameid", ""): row["id"] for row in rows if row.get("geonameid")}
    by_name = {row["name_en"]: row["id"] for row in rows if row["id"].startswith("hub-")}
    with HUBS.open("w", encoding="utf-8", newline="") as stream:
        stream.write("# Places with a part in the routes: curated from public sources; coordinates GeoNames, CC BY 4.0.\n")
        for hub in _hubs(folder):
            stream.write(f"{by_geoname.get(hub['geonameid']) or by_name[hub['name_en']]}\t{hub['role']}\n")


def _write_borders(folder: Path) -> None:
    countries, corners = [], {}
    for feature in _features(folder / "countries.geojson"):
        about, shape = feature["properties"], feature["geometry"]
        polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        corners[about["a3"]] = {tuple(point) for polygon in polygons for ring in polygon for point in ring}
        countries.append({
            "a3": about["a3"],
            "names": [about[f"name_{language}"] for language in ("ar", "fr", "es", "en")],
            "rings": [_packed(ring) for polygon in polygons for ring in polygon],
        })  # fmt: skip
    lines = []
    for feature in _features(folder / "borders.geojson"):
        shape = feature["geometry"]
        parts = shape["coordinates"] if shape["type"] == "MultiLineString" else [shape["coordinates"]]
        for part in parts:
            of = next((a3 for a3 in OPEN if all(tuple(point) in corners.get(a3, ()) for point in part)), "")
            north = feature["properties"]["cls"] == "disputed"
            # Of Western Sahara only the northern border is in dispute; the others are borders with third states.
            settled = of == "ESH" and not north
            lines.append({"of": of, "open": bool((of or north) and not settled), "line": _packed(part)})
    claims = [
        {"of": "", "open": True, "line": _packed(part)}
        for feature in _features(folder / "disputed.geojson")
        for part in _parts(feature["geometry"])
        if -35 < part[0][0] < 46 and -8 < part[0][1] < 58
    ]
    made = {
        "attribution": "Natural Earth (public domain), United Nations edition by visionscarto (BSD 3-Clause)",
        "scale": SCALE, "countries": countries, "lines": lines, "claims": claims,
    }  # fmt: skip
    (BORDERS / "borders.json").write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")), "utf-8")


def _features(file: Path) -> list[Any]:
    found: list[Any] = json.loads(file.read_text("utf-8"))["features"]
    return found


def _parts(shape: dict[str, Any]) -> list[Any]:
    parts: list[Any] = shape["coordinates"] if shape["type"] == "MultiLineString" else [shape["coordinates"]]
    return parts


def _packed(points: list[list[float]]) -> list[int]:
    """Steps in hundredths of a degree; points that fall on the one before are left out."""
    packed: list[int] = []
    x = y = 0
    for longitude, latitude in points:
        column, line = round(longitude * SCALE), round(latitude * SCALE)
        if not packed or (column, line) != (x, y):
            packed += [column - x, line - y]
            x, y = column, line
    return packed


if __name__ == "__main__":
    sys.exit(main())
