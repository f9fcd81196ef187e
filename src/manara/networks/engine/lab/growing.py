"""What will probably grow back after a plan: scenarios of who takes the places, played month by month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from manara.networks.engine.dismantling.network import Network
from manara.networks.engine.lab.question import Question
from manara.networks.engine.lab.working import Found

if TYPE_CHECKING:
    from manara.networks.engine.recovery.growing import By, Recovery

#: A scenario as it is told → how the engine chooses who takes a place.
SCENARIOS: Final[Mapping[str, By]] = {"ties": "past ties", "share": "market share", "role": "role"}
#: Of each scenario so many are named who would take a place most often.
NAMED: Final = 4
#: A course costs a time that grows with the people: so many of them in all, and beyond the last no course is played.
_COURSES, _FEWEST, _MOST, MOST_PEOPLE = 60_000, 30, 200, 20_000


def growth(network: Network, question: Question, names: tuple[str, ...], roles: Mapping[str, str]) -> Found:
    """The months after `names` were reached, in each scenario; whoever would take a place by their numbers among the names.

    `network` is the one that is left now, in which those out of reach may take a place as anybody may. By role only where
    somebody of the order has one. Nobody protected is ever named.
    """
    from manara.networks.engine.recovery import CAVIAR, recovery  # compiles: not before somebody plans

    beyond = len(network) > MOST_PEOPLE
    if not names or beyond:
        return Found((), {"scenarios": {}, "beyond": beyond})
    runs = max(_FEWEST, min(_MOST, _COURSES // max(len(network), 1)))
    played = {
        scenario: recovery(network, names, CAVIAR, by=by, roles=roles, runs=runs, seed=question.seed)
        for scenario, by in SCENARIOS.items() if scenario != "role" or any(roles.get(name) for name in names)
    }  # fmt: skip
    listed = tuple(dict.fromkeys(each.name for found in played.values() for each in found.successors[:NAMED]))
    told = {scenario: _told(found, listed) for scenario, found in played.items()}
    return Found(listed, {"scenarios": told, "people": len(network), "courses": runs, "rates": vars(CAVIAR)})


def _told(found: Recovery, listed: Sequence[str]) -> dict[str, Any]:
    shares = {each.name: each.value for each in found.successors}
    return {
        "before": found.before,
        "months": [[each.mean, each.p10, each.median, each.p90] for each in found.months],
        "takes": [[number, shares[name]] for number, name in enumerate(listed) if name in shares],
        "new": found.somebody_new, "restored": found.restored,
    }  # fmt: skip
