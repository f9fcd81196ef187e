"""Places with a part in the routes, as public sources know them: attributed context, never a finding of this node."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Final

from manara.foundation.engine.places import Place, place_of

ATTRIBUTION: Final = "GeoNames, CC BY 4.0"


@lru_cache(maxsize=1)
def hubs() -> tuple[tuple[Place, tuple[str, ...]], ...]:
    """Each place with its parts: "departure_sea", "hub", "border_crossing" and so on."""
    found = []
    for line in files(__package__).joinpath("hubs.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            id, _tab, parts = line.partition("\t")
            place = place_of(id)
            if place is None:
                raise LookupError(f"{id} is in the list of hubs and not in the gazetteer")
            found.append((place, tuple(parts.split(";"))))
    return tuple(found)


@lru_cache(maxsize=1)
def parts_of() -> dict[str, tuple[str, ...]]:
    """Place id → its parts."""
    return {place.id: parts for place, parts in hubs()}
