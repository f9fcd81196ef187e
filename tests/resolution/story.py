"""A small story that fills every part of the pages: one man in four reports of three agencies, his phones, boat and circle."""

from __future__ import annotations

import uuid

from manara.foundation.actions.add_agency import add_agency
from manara.foundation.models import Agency, User
from tests.foundation import people
from tests.resolution.world import address, admit, draft, entity, said, tie

NAME = "محمد ولد أحمد سالم"


def agencies() -> tuple[Agency, Agency, Agency]:
    """A gendarmerie, a coast guard and a partner abroad."""
    return (
        people.agency("gn-ndb", name_ar="الدرك الوطني، نواذيبو", name_fr="Gendarmerie nationale, Nouadhibou"),
        people.agency("gc-ndb", name_ar="خفر السواحل", name_fr="Garde-côtes", name_en="Coast guard"),
        add_agency(
            None, code="es-1", kind="partner", country="ES", name_ar="شريك: إسبانيا", name_fr="Partenaire : Espagne",
            name_es="Socio: España", name_en="Partner: Spain",
        ),
    )


def told(user: User, others: tuple[User, User], circle: int) -> uuid.UUID:
    """Admit the story's reports into one circle, each by its own agency; the address of the man's first report."""
    man = entity(
        "man", "Person", said("name", NAME), said("alias", "Mohamed Ould Ahmed Salem", lang="fr"),
        said("alias", "Mohamed Uld Ahmad Salem", lang="es"), said("weakAlias", "Sidi"), said("birthDate", "1984-03-12"),
        said("birthDate", "1984-12-03", kind="assessment"), said("birthDate", "1984"),
        said("nationality", "mr", original="موريتاني"), said("birthPlace", "نواذيبو"), said("gender", "male"),
        said("idNumber", "MR-1204471"), said("position", "صيّاد"),
        said("notes", "يتردد على حي كانصادو، ويملك زورقًا مع أخيه. شوهد في الميناء مساءً ثلاث مرات في شباط.", kind="assessment"),
    )  # fmt: skip
    (first,) = admit(
        user,
        draft(
            man, entity("p1", "Phone", number="+22210301044"), entity("p2", "Phone", number="+34600204587"),
            entity("boat", "Vessel", name="Yaye Fatou", type="pirogue", registrationNumber="NDB-4471"),
            entity("friend", "Person", name="Traoré Mamadou"), entity("cousin", "Person", name="سيدي المختار ولد بلال"),
            entity("house", "SafeHouse", name="حي كانصادو 14"), entity("ring", "CriminalNetwork", name="Ring N-3"),
            tie("u1", "PhoneUse", {"holder": "man", "phone": "p1"}, said("startDate", "2025-03")),
            tie("u2", "PhoneUse", {"holder": "man", "phone": "p2"}, kind="assessment"),
            tie("o", "Ownership", {"owner": "man", "asset": "boat"}, said("startDate", "2025-11-02")),
            tie("a", "Associate", {"person": "man", "associate": "friend"}, said("relationship", "partner")),
            tie("f", "Family", {"person": "man", "relative": "cousin"}, said("relationship", "cousin")),
            tie("l", "Lodging", {"guest": "man", "place": "house"}, said("startDate", "2026-02-10"), kind="assessment"),
            tie("r", "NetworkRole", {"holder": "man", "network": "ring"}, said("role", "organiser", kind="assessment"),
                said("startDate", "2025-03")),
            source_reference="س-112",
        ),
        circles=[circle],
    )  # fmt: skip
    admit(
        others[0],
        draft(
            entity("x", "Person", name="Mohammed O. Ahmed Salem", birthDate="1984", nationality="mr"),
            entity("p", "Phone", number="+22210301044"), tie("u", "PhoneUse", {"holder": "x", "phone": "p"}),
            occurred="2025-11-02", grade_source="C", grade_information="3", handling="H2",
        ),
        draft(
            entity("x", "Person", name="Fatimetou Mint Sidi Brahim"), entity("p", "Phone", number="+22210301044"),
            tie("u", "PhoneUse", {"holder": "x", "phone": "p"}), occurred="2025-12", grade_source="A", grade_information="1",
        ),
        circles=[circle],
    )  # fmt: skip
    admit(
        others[1],
        draft(
            entity("x", "Person", said("name", "Mohamed Salem Ould Ahmed"), said("birthDate", "1984-01-01")),
            occurred="2025-06-30", grade_source="X", grade_information="4", handling="H3",
        ),
        circles=[circle],
    )  # fmt: skip
    return address(user, first)
