"""The charts that the demonstration's investigators and analysts kept: around those of whom several reports tell."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Count

from demo.people import Cast
from manara.foundation import access
from manara.foundation.access import Ability, Viewer
from manara.foundation.models import Circle, User
from manara.foundation.models.circle import CircleKind
from manara.intake.models import Entity, Statement
from manara.networks.actions.keep_chart import Words, begin_chart
from manara.networks.engine.rings import rings
from manara.networks.engine.state import state_of
from manara.networks.queries.chart import Charted, charted

PURPOSE = "recherche des liens autour des départs de nuit"
# What people here call a chart, and what they write onto it.
TITLES = (
    ("شبكة حول الهاتف المشترك", "من يستعمل الرقم نفسه، بحسب ثلاثة تقارير.", "تحقق: هل بيع الهاتف في مارس؟"),
    (
        "Autour d’un téléphone partagé",
        "Qui s’en est servi, d’après quels rapports.",
        "À vérifier : le numéro a-t-il été vendu en mars ?",
    ),
    (
        "Alrededor de un teléfono compartido",
        "Quién lo ha usado, según qué informes.",
        "Solo un informe lo dice, y como apreciación.",
    ),
)


def fill(cast: Cast, say: Callable[[str], None]) -> None:
    """Let each investigator and analyst keep a chart that was opened twice around a shared phone."""
    kept = 0
    titles = iter(TITLES * len(cast.users))
    for user in sorted(cast.users.values(), key=lambda user: user.code):
        with access.acting(user, purpose=PURPOSE, language="fr") as viewer:
            circle = _circle(viewer)
            if not viewer.may(Ability.EXPORT) or circle is None:
                continue
            chart = _grown(viewer, user)
            if chart is not None:
                _keep(viewer, circle, chart, next(titles))
                kept += 1
    say(f"  {kept} charts kept")


def _grown(viewer: Viewer, user: User) -> Charted | None:
    """A phone that several reports name, what hangs on it, and what hangs on the first persons of that."""
    phones = Entity.objects.filter(schema="Phone").exclude(identity_key="").values("identity_key")
    shared = phones.annotate(reports=Count("report_id", distinct=True)).filter(reports__gte=2, reports__lte=12)
    keys = list(shared.order_by("-reports", "identity_key").values_list("identity_key", flat=True)[:5])
    key = keys[user.pk % len(keys)] if keys else None
    start = Entity.objects.filter(identity_key=key).order_by("pk").first() if key else None
    if start is None or not Statement.objects.filter(other=start).exists():
        return None
    first = charted(viewer, [], opened=[start.public_id])
    persons = [node.public_id for node in first.nodes if node.family == "person"][:6]
    shown = [node.public_id for node in first.nodes]
    return charted(viewer, shown, opened=persons) if persons else first


def _keep(viewer: Viewer, circle: Circle, chart: Charted, words: tuple[str, str, str]) -> None:
    title, note, on_it = words
    things = [node.public_id for node in chart.nodes]
    places = rings(things, [(bond.a, bond.b) for bond in chart.bonds], things[:1])
    state = {
        "places": [[str(key), x, y] for key, (x, y) in places.items()],
        "notes": [{"id": "n:00000000000000d1", "on": [str(things[0])], "text": on_it}],
    }
    begin_chart(viewer, circle, Words(title, note), state_of(state))


def _circle(viewer: Viewer) -> Circle | None:
    return Circle.objects.filter(pk__in=viewer.circles, kind=CircleKind.AGENCY).order_by("pk").first()
