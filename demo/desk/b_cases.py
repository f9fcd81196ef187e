"""The cases of the demonstration: the joint one of the Atlantic route, one beside it, one of trafficking, one closed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from demo.people import Cast
from manara.cases.actions.change_task import change_task
from manara.cases.actions.close_case import close_case
from manara.cases.actions.decide import decide
from manara.cases.actions.give_task import give_task
from manara.cases.actions.list_entity import list_entity
from manara.cases.actions.note_element import note_element
from manara.cases.actions.open_case import open_case
from manara.cases.actions.put_report import put_report
from manara.cases.models import Act, Case
from manara.cases.queries.people import circles_without_case
from manara.foundation import access
from manara.foundation.access.reach import again
from manara.foundation.actions.admit_member import admit_member
from manara.foundation.models import User
from manara.foundation.subjects import Named, named
from manara.intake.models import Entity, Report

PURPOSE = "enquête sur les départs de nuit"
# How many reports are put into each case by hand; the circle's own reports are in it anyway.
PUT_IN = 14


def fill(cast: Cast, say: Callable[[str], None]) -> None:
    """Let the people open, work and close their cases."""
    police, coast = cast.users["E-0122"], cast.users["E-0142"]
    analyst, prosecutor = cast.users["E-0231"], cast.users["E-0518"]
    joint = _joint(police, analyst, prosecutor, coast)
    _trafficking(police, prosecutor)
    _second(coast, analyst)
    _closed(police)
    say(f"cases: {joint.number} and three more, with tasks, decisions and reports")


def _joint(police: User, analyst: User, prosecutor: User, coast: User) -> Case:
    today = timezone.localdate()
    keeper = next((user for user in (police, coast, analyst) if _kept(user)), police)
    with access.acting(keeper, purpose=PURPOSE, language="fr") as viewer:
        kept = circles_without_case(viewer.kept_circles)
        case, viewer = open_case(
            viewer, number="SOM-2026-031", title="Atlantique : départs de nuit", family="som",
            reason="Trois pirogues en une semaine, les mêmes numéros de téléphone.", circle=kept[0] if kept else None,
        )  # fmt: skip
        if not kept:
            for user in {police, analyst, prosecutor, coast} - {keeper}:
                admit_member(viewer, case.circle, user, reason="enquête conjointe")
        _put_in(viewer, case, "Les mêmes numéros que dans les départs de la semaine.")
        about = _about(again(viewer))
        give_task(
            viewer, case, title="Entendre le gérant de l’auberge", owner=police, due_on=today - timedelta(days=3),
            details="Qui paie les nuits, qui apporte les provisions ?",
        )  # fmt: skip
        soon, later, past = today + timedelta(days=2), today + timedelta(days=5), today - timedelta(days=6)
        give_task(
            viewer, case, title="طلب بيانات الاتصالات للأرقام الثلاثة", owner=analyst, due_on=soon, about=about
        )
        give_task(viewer, case, title="Comparer les moteurs saisis avec la liste des ventes", owner=coast, due_on=later)
        task = give_task(viewer, case, title="Vérifier l’immatriculation de la pirogue", owner=coast, due_on=past)
        change_task(viewer, task, Act.DONE, reason="Registre consulté : radiée en 2024.")
        note_element(viewer, case, "som-entry", note="Deux rapports décrivent la remise de faux visas à l’embarquement.")
        if about is not None:
            entity = Entity.objects.filter(public_id=about.public_id).first()
            if entity is not None:
                list_entity(viewer, case, entity, reason="Nommé par deux sources différentes ; rôle à vérifier.")
    with access.acting(prosecutor, purpose=PURPOSE, language="fr") as viewer:
        first = decide(
            viewer, case, ruling="Réquisition aux opérateurs pour trois numéros", grounds="Numéros communs à trois départs.",
            decided_on=today - timedelta(days=5), law="Loi 2020-018 (SOM)",
        )  # fmt: skip
        decide(
            viewer, case, ruling="Réquisition aux opérateurs pour deux numéros",
            grounds="Le troisième numéro est celui d’une famille qui a payé : elle n’est pas visée.",
            decided_on=today - timedelta(days=4), law="Loi 2020-018 (SOM)", corrects=first,
        )  # fmt: skip
    return case


def _trafficking(police: User, prosecutor: User) -> None:
    today = timezone.localdate()
    with access.acting(police, purpose=PURPOSE, language="ar") as viewer:
        case, viewer = open_case(
            viewer, number="TIP-2026-004", title="حي الميناء: عمل قسري في المخابز", family="tip",
            reason="بلاغان من مفتشية العمل عن حجز وثائق عاملين",
        )  # fmt: skip
        admit_member(viewer, case.circle, prosecutor, reason="متابعة النيابة")
        _put_in(viewer, case, "يذكر المكان نفسه", after=PUT_IN - 2)
        give_task(viewer, case, title="زيارة تفتيش مشتركة مع مفتشية العمل", owner=police, due_on=today + timedelta(days=4))
        tomorrow = today + timedelta(days=1)
        give_task(viewer, case, title="Préparer l’audition avec un interprète", owner=prosecutor, due_on=tomorrow)
        note_element(viewer, case, "tip-means", note="حجز جوازات السفر وفق تقريرين مستقلين؛ يُتحقق من ذلك.")


def _second(coast: User, analyst: User) -> None:
    today = timezone.localdate()
    with access.acting(coast, purpose=PURPOSE, language="fr") as viewer:
        case, viewer = open_case(
            viewer, number="SOM-2026-038", title="Moteurs et carburant", family="som",
            reason="Achats groupés de moteurs avant chaque départ.",
        )  # fmt: skip
        admit_member(viewer, case.circle, analyst, reason="analyse")
        _put_in(viewer, case, "Achat de matériel avant un départ.")
        give_task(viewer, case, title="Liste des vendeurs de moteurs", owner=analyst, due_on=today - timedelta(days=1))


def _closed(police: User) -> None:
    with access.acting(police, purpose=PURPOSE, language="fr") as viewer:
        case, viewer = open_case(
            viewer, number="SLA-2025-002", title="Adrar : plainte de 2025", family="slavery",
            reason="Plainte d’une association.",
        )  # fmt: skip
        decide(
            viewer, case, ruling="Transmission au tribunal spécialisé", grounds="Compétence du tribunal spécialisé.",
            decided_on=timezone.localdate() - timedelta(days=20), law="Loi 2015-031",
        )  # fmt: skip
        close_case(viewer, case, outcome="transferred", reason="Dossier complet transmis au tribunal spécialisé.")


def _put_in(viewer: access.Viewer, case: Case, reason: str, *, after: int = 0) -> None:
    """Reports of the person's own agency that name somebody and that its originator may pass on."""
    viewer = again(viewer)
    named_in = Entity.objects.filter(schema__in=("Person", "Phone", "Vessel")).values("report_id")
    rows = Report.objects.filter(agency_id=viewer.agency_id, retracted_at=None, pk__in=named_in)
    inside = rows.filter(audience_id=case.audience_id).values("pk")
    for report in rows.exclude(pk__in=inside).exclude(kind="context").order_by("-pk")[after : after + PUT_IN]:
        put_report(again(viewer), case, report, reason=reason)


def _about(viewer: access.Viewer) -> Named | None:
    person = Entity.objects.filter(schema="Person").exclude(caption="").order_by("-pk").first()
    return named(viewer, "entity", person.public_id) if person is not None else None


def _kept(user: User) -> bool:
    with access.acting(user, purpose=PURPOSE) as viewer:
        return bool(circles_without_case(viewer.kept_circles))
