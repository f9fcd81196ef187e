"""How many true pairs share a match key, by which a name is looked up exactly, and how many strangers share one.

Run: `python -m bench.names_keys --data FOLDER`, the folder that `manara names train` reads. Only names are measured that
are held out by their hash: the keys' rules were written without them. Phones, papers, plates and boats are written again
as clerks write them, by the forms below, and looked up.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path
from typing import Final

from bench.names_across_scripts import REGION, held_out_people
from manara.foundation.engine.match_keys import VERSION, keys, query_keys

SEED: Final = 3
#: Pairs of writings of one number or boat.
WRITTEN: Final = {
    "phone": (("+222 36 30 10 10", "36301010"), ("00221771234567", "+221 77 123 45 67"),
              ("+212 (0)6-61-22-33-44", "0661223344"),
              ("٠٠٢٢٢٣٦٣٠١٠١٠", "+22236301010"), ("222 36 30 10 10", "+222-36301010"), ("+223 70 12 34 56", "tél. 70123456")),
    "document": (("AB 123 456", "AB123456"), ("A-0O1l23", "a001123"), ("N° 1234567890", "1234567890"), ("BK١٢٣٤٥٦", "BK123456"),
                 ("BK.123.456", "bk 123456"), ("0123456789", "O123456789")),
    "plate": (("1234 AA 00", "1234AA00"), ("12345-أ-6", "12345 A 6"), ("6-A-12345", "12345 A 6"), ("1234 BB 05", "05 BB 1234")),
    "boat": (("Pirogue Yaye Fall", "YAYE FALL"), ("قارب السلام", "Essalam"),
             ("MV Nour 2", "Nour 2"), ("NDB-1234 Salam", "ndb 1234"),
             ("IMO 9074729", "9074729"), ("Cayuco Mame Diarra", "Mame Diara")),
}  # fmt: skip


def main() -> int:
    """Measure and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    given = parser.parse_args()
    people = held_out_people(given.data)
    told: dict[str, object] = {"version": VERSION}
    for title, chosen in (("region", [each for each in people if each.country in REGION]), ("all", people)):
        shared = [bool(keys("name", each.arabic) & keys("name", each.latin)) for each in chosen]
        asked = [bool(query_keys(each.arabic).get("name", frozenset()) & keys("name", each.latin)) for each in chosen]
        one = [bool(first_skeleton(each.arabic) & first_skeleton(each.latin)) for each in chosen]
        told[f"names, {title}"] = {
            "pairs": len(chosen), "share a key": round(sum(shared) / len(shared), 4),
            "found by the keys of a search": round(sum(asked) / len(asked), 4),
            "keys a name": round(sum(len(keys("name", each.latin)) for each in chosen) / len(chosen), 1),
            "share their whole key (one skeleton alone)": round(sum(one) / len(one), 4),
        }  # fmt: skip
    draw = random.Random(SEED)
    strangers = [draw.sample(people, 2) for _ in range(5_000)]
    common = sum(bool(keys("name", one.arabic) & query_keys(other.latin).get("name", frozenset())) for one, other in strangers)
    told["strangers found by the keys of a search"] = round(common / len(strangers), 5)
    for kind, pairs in WRITTEN.items():
        told[kind] = {f"{one} = {other}": bool(keys(kind, one) & keys(kind, other)) for one, other in pairs}
    print(json.dumps(told, indent=1, ensure_ascii=False))
    return 0


def first_skeleton(name: str) -> frozenset[str]:
    """The key that one skeleton of the whole name would be."""
    return frozenset(key for key in keys("name", name) if key.startswith("n1:w:")) or frozenset(
        sorted(key for key in keys("name", name) if key.startswith("n1:p:"))[:1]
    )


if __name__ == "__main__":
    raise SystemExit(main())
