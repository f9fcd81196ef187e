"""For the look at every page: a kept chart around the newest person that the user sees, his role, and a mark of another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from manara.foundation import access
from manara.foundation.models import Circle, User
from manara.intake.models import Entity
from manara.networks.actions.give_role import Given, Protected, decline_role, give_role
from manara.networks.actions.keep_chart import Words, begin_chart
from manara.networks.actions.protect import protect
from manara.networks.engine.state import state_of
from manara.networks.models import Ground, Protection, SavedChart, Script
from manara.networks.pages import still
from manara.networks.queries.chart import charted

if TYPE_CHECKING:
    from tests.journeys.conftest import Region

# Answers to the chart's own script, and the statements of a tie that is named by its ends.
NO_PAGE = (
    "chart/grow/", "chart/way/", "chart/strongest/", "chart/leaving/", "chart/common/", "chart/lanes/",
    "chart/picture/", "chart/save/", "chart/tie/", "chart/take/",
    "roles/answer/", "/take-back/", "roles/declined/",
)  # fmt: skip


def fill(region: Region) -> None:
    """Everybody who reads entities keeps a chart for his agency."""
    for user in region.people.values():
        with access.acting(user, purpose="test", language="fr") as viewer:
            person = Entity.objects.filter(schema="Person").order_by("-pk").first()
            circle = Circle.objects.filter(pk__in=viewer.circles, kind="agency").first()
            if not viewer.may(access.Ability.READ_ENTITIES) or person is None or circle is None:
                continue
            chart = charted(viewer, [], opened=[person.public_id])
            places = [[str(key), x, y] for key, (x, y) in still.places_of(chart).items()]
            text = "À vérifier : هل هو أخوه؟ +222 36 30 10 10"
            notes = [{"id": "n:" + "0" * 16, "on": [str(person.public_id)], "text": text}]
            begin_chart(viewer, circle, Words("Autour de محمد", "Note"), state_of({"places": places, "notes": notes}))
            protect(viewer, person, ground=Ground.WITNESS, reason="Entendu : يخشى الانتقام", circle=circle)
            if viewer.may(access.Ability.JUDGE):
                other = Entity.objects.filter(schema="Person").order_by("pk").first()
                if other is not None and other.pk != person.pk:
                    try:
                        give_role(viewer, other, Given(Script.SOM, "guide", "land", "2025-03", reason="Deux sources : تقريران"))
                    except Protected:  # whom another role of this look marked before
                        continue
                    decline_role(viewer, other, "captain", strength=0.5, reason="Homonyme : شخص آخر")


def records(user: User) -> dict[str, Any]:
    """The person's own chart and mark."""
    return {
        "charts/": SavedChart.objects.filter(owner=user).values_list("public_id", flat=True).first(),
        "protections/": Protection.objects.filter(by=user).values_list("public_id", flat=True).first(),
    }
