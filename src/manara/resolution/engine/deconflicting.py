"""By which of a person's own names and birth dates somebody beyond a wall would very likely be the same person."""

from __future__ import annotations

from typing import Final

from manara.foundation.engine.match_keys import keys
from manara.resolution.engine.evidence import Known, weigh

#: Where both agree, this probable at least: a common name with a day of birth is told to nobody.
VERY_LIKELY: Final = 0.95
# The whole name by its sounds, for the other script; of a name of two words by its letters, since the sounds are too few.
_WHOLE, _LETTERS = "n1:w:", "n1:x:"


def telling(known: Known) -> list[tuple[str, str]]:
    """Pairs of (match key of a whole name, day of birth) that are weighed as if another person had just the same.

    Only from this side: nobody else's name or birth is needed for it. A year, a month or 1 January is no day.
    """
    days = [born for born in known.births if born.precision == "day" and not born.is_first_of_january]
    return list(
        dict.fromkeys(
            (key, born.iso())
            for born in days
            for name in known.names
            if _alone(name, Known(names=(name,), births=(born,))) >= VERY_LIKELY
            for key in _whole(name)
        )
    )


def _alone(name: str, one: Known) -> float:
    return weigh(one, one).probability if name.strip() else 0.0


def _whole(name: str) -> list[str]:
    found = sorted(keys("name", name))
    whole = [key for key in found if key.startswith(_WHOLE)]
    several = len([word for word in name.split() if word]) > 1
    return whole or [key for key in found if several and key.startswith(_LETTERS)]
