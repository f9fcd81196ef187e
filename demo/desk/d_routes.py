"""The people of the demonstration place what reports name: a beach that no gazetteer has, and which Rosso is meant."""

from __future__ import annotations

from collections.abc import Callable

from demo.people import Cast
from manara.foundation import access
from manara.foundation.access import Ability
from manara.foundation.actions.add_place import add_place
from manara.foundation.models import Circle
from manara.foundation.models.circle import CircleKind
from manara.routes.actions.place_text import place_text
from manara.routes.queries.reported import reported

PURPOSE = "localisation des lieux que citent les rapports"
ROSSO = "g2376898"  # the town on the Mauritanian bank; its twin lies across the river


def fill(cast: Cast, say: Callable[[str], None]) -> None:
    """The first person who may add places and sees reports does so."""
    people = sorted(cast.users.values(), key=lambda user: user.code)
    holders = access.roles_with(Ability.READ_REPORTS) & access.roles_with(Ability.ADD_PLACES)
    user = next((each for each in people if holders & set(each.roles)), None)
    if user is None:
        return
    with access.acting(user, purpose=PURPOSE) as viewer:
        own = list(Circle.objects.filter(pk__in=viewer.circles, kind=CircleKind.AGENCY).values_list("pk", flat=True))
        add_place(
            viewer, name="شاطئ الكيلومتر 28", variants=["Plage du PK 28", "Playa del km 28"], country="MR", latitude=18.32,
            longitude=-16.04, precision="near", reason="Lieu de départ nommé dans deux rapports, absent du répertoire",
            circles=own[:1] or viewer.circles[:1],
        )  # fmt: skip
        add_place(
            viewer, name="La cour derrière le garage", country="MR", precision="unknown",
            reason="Nommée par une source, emplacement inconnu", circles=own[:1] or viewer.circles[:1],
        )  # fmt: skip
        place_text(viewer, "Rosso", ROSSO)
        told = reported(viewer)
    say(f"Map: {len(told.places)} places of reports, {len(told.unplaced)} names that wait to be placed")
