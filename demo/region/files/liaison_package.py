"""The liaison cell's package in FollowTheMoney's vocabulary: one entity a line."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from demo.region.copies import again
from demo.region.knowledge import Knowledge
from demo.region.places import places

NAME = "cellule_liaison_paquet.ftm.json"


def package(knowledge: Knowledge) -> tuple[bytes, dict[str, list[str]], dict[str, list[str]]]:
    """Return the package, person → ids of the entities that mean the person, and tie → ids of links."""
    world, draws = knowledge.world, knowledge.world.draws("file/liaison package")
    entities: list[dict[str, Any]] = []
    meant: dict[str, list[str]] = {}
    links: dict[str, list[str]] = {}

    def add(schema: str, key: str, **properties: str) -> str:
        identity = "sn-" + hashlib.sha256(f"{world.seed}/{key}".encode()).hexdigest()[:16]
        filled = {name: value.split("|") for name, value in properties.items() if value}
        entities.append({"id": identity, "schema": schema, "properties": filled})
        return identity

    vehicles = {vehicle.keeper: vehicle for vehicle in world.vehicles}
    for sighting in knowledge.sightings["liaison-sn"]:
        for code in (sighting.subject, sighting.other):
            if not code or code in meant:
                continue
            person, copy = world.people[code], knowledge.copies[code, "liaison-sn"]
            alias = again(person, copy, draws).full
            kind, number = copy.document
            identity = add(
                "Person",
                code,
                name=copy.name.full,
                alias=alias if alias != copy.name.full else "",
                birthDate=copy.born.isoformat(),
                nationality=person.country.lower() if person.country != "EH" else "",
                gender={"m": "male", "f": "female"}[person.name.gender],
                phone="|".join(copy.phones[:2]),
                idNumber=number if kind == "identity" else "",
                passportNumber=number if kind == "passport" else "",
            )
            meant[code] = [identity]
            if code in vehicles and draws.chance(0.6):
                vehicle = vehicles[code]
                add("Vehicle", vehicle.code, registrationNumber=vehicle.plate, model=vehicle.model, owner=identity)
        if sighting.other:
            left, right = meant[sighting.subject][0], meant[sighting.other][0]
            if sighting.kind == "family":
                link = add(
                    "Family", f"{sighting.tie}/family", person=left, relative=right, relationship="parent éloigné"
                )
            elif sighting.kind == "payment":
                link = add(
                    "Payment",
                    f"{sighting.tie}/payment",
                    payer=left,
                    beneficiary=right,
                    date=sighting.day.isoformat(),
                    amount=str(draws.whole(3, 80) * 10_000),
                    currency="XOF",
                    purpose="montant illustratif (démonstration)",
                )
            else:
                link = add(
                    "UnknownLink",
                    f"{sighting.tie}/link",
                    subject=left,
                    object=right,
                    role=sighting.kind,
                    date=sighting.day.isoformat(),
                )
            links.setdefault(sighting.tie, []).append(link)
    for boat in [b for b in world.boats if places()[b.port].country == "SN"][:12]:
        add("Vessel", boat.code, name=boat.name, registrationNumber=boat.registration, type=boat.kind)
    add("Organization", "liaison", name="Cellule de liaison (démonstration)", country="sn")
    lines = "\n".join(json.dumps(entity, ensure_ascii=False, sort_keys=True) for entity in entities)
    return (lines + "\n").encode("utf-8"), meant, links
