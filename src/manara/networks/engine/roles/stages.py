"""At which stages of the route somebody has a part, by the roles that people gave him."""

from __future__ import annotations

from collections.abc import Iterable

from manara.networks.engine.lanes import LANE_OF
from manara.networks.engine.roles.codes import STAGE_OF


def stages_held(roles: Iterable[tuple[str, str]]) -> dict[str, bool]:
    """The stages of `roles` (role, the stage that was named with it or ""), in their order: those that were named first.

    True for a stage that nobody named, where a role mostly stands.
    """
    held = list(roles)
    named = dict.fromkeys((stage for _role, stage in held if stage in LANE_OF), False)
    usual = dict.fromkeys(
        (code for role, stage in held if not stage and (code := STAGE_OF.get(role, "")) in LANE_OF), True
    )
    return named | {code: True for code in usual if code not in named}
