"""The truth behind the files: who is who, who deals with whom, what was spoilt. The product never reads it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from demo.region.agencies import WATCHERS
from demo.region.draws import Draws
from demo.region.files import aid_reports, liaison_package
from demo.region.people import BEGIN
from demo.region.spelling import Habit, written

if TYPE_CHECKING:
    from demo.region.output import Region

NOTE = (
    "Truth of a synthetic region: nobody in it exists. For checks only; the product never reads this file. "
    "What is left out is usual: a copy's birth date is the true one, "
    "a birth date is known to the day, a phone is the holder's own."
)

ROWS = (
    "rows and evidence are [index in files, row number or entity id, place in the row: person when left out]; "
    "rows count from 1, headers included"
)


def truth(made: Region) -> dict[str, Any]:
    """Return the whole truth as plain data."""
    world = made.world
    files = sorted(made.files)
    rows: dict[str, list[list[Any]]] = {code: [] for code in world.people}
    evidence: dict[str, list[list[Any]]] = {tie.code: [] for tie in world.ties}
    for name, sheet in made.sheets.items():
        for number, line in sheet.rows():
            for slot, person in line.people.items():
                rows[person].append([files.index(name), number, *([] if slot == "person" else [slot])])
            if line.tie:
                evidence[line.tie].append([files.index(name), number])
    package = files.index(liaison_package.NAME)
    for person, entities in made.beside["entities"].items():
        rows[person] += [[package, entity, "entity"] for entity in entities]
    for tie, links in made.beside["links"].items():
        evidence[tie] += [[package, link] for link in links]
    twins = false_twins(made)
    return {
        "note": NOTE,
        "files": files,
        "rows": ROWS,
        "seed": world.seed,
        "figures": figures(made, rows, twins),
        "persons": {code: _person(made, code, rows[code]) for code in world.people},
        "false_twins": [{"persons": list(pair), "planted": world.people[pair[0]].twin == pair[1]} for pair in twins],
        "ties": [
            {
                "code": t.code,
                "persons": [t.left, t.right],
                "ring": t.ring,
                "stage": t.stage,
                "kinds": list(t.kinds),
                "since": str(t.since),
                "until": str(t.until),
                "seen_by": dict(sorted(t.seen.items())),
                "evidence": evidence[t.code],
            }
            for t in world.ties
        ],
        "rings": [
            {"code": r.code, "corridor": r.corridor, "stages": list(r.stages), "members": r.members}
            for r in world.rings.values()
        ],
        "departures": [
            {
                "code": d.code,
                "ring": d.ring,
                "day": str(d.day),
                "boat": d.boat,
                "origin": d.origin,
                "arrival": d.arrival,
                "travellers": d.travellers,
                "women": d.women,
                "minors": d.minors,
                "nationalities": d.nationalities,
                "outcome": d.outcome,
                "codes": [d.codes[0], d.codes[-1]],
            }
            for d in world.departures
        ],
        "boats": [
            {"code": b.code, "name": b.name, "registration": b.registration, "port": b.port, "supplier": b.supplier}
            for b in world.boats
        ],
        "vehicles": [{"code": v.code, "plate": v.plate, "model": v.model, "keeper": v.keeper} for v in world.vehicles],
        "houses": [{"code": h.code, "place": h.place, "quarter": h.quarter, "keeper": h.keeper} for h in world.houses],
        "aid_codes": {code: made.beside["codes"][code] for code in sorted(made.beside["codes"])},
        "listed": made.beside["listed"],
        "tracked_departures": made.beside["tracked"],
        "mishaps": [
            {
                "file": name,
                "row": number,
                "kind": line.mishap.kind,
                "outcome": line.mishap.outcome,
                "reason": line.mishap.reason,
                "column": line.mishap.column,
            }
            for name, sheet in made.sheets.items()
            for number, line in enumerate(sheet.lines, 1)
            if line.mishap
        ],
    }


def _person(made: Region, code: str, rows: list[list[Any]]) -> dict[str, Any]:
    person, knowledge = made.world.people[code], made.knowledge
    plain = {lang: written(person.name, Habit(lang, 0.0), Draws(0, "plain")).full for lang in ("ar", "fr")}
    told = {
        "names": plain,
        "gender": person.name.gender,
        "born": str(person.born),
        "born_known": person.born_known.replace("day", ""),
        "country": person.country,
        "home": person.home,
        "ring": person.ring,
        "stage": person.stage,
        "rank": person.rank,
        "role": person.role,
        "work": person.work,
        "since": str(person.since),
        "twin": person.twin,
        "removed": str(person.removed) if person.removed else "",
        "replaced_by": person.replaced_by,
        "replaces": person.replaces,
        "documents": [list(document) for document in person.documents],
        "phones": [
            _filled(number=h.number, since=str(h.since), until=str(h.until), how=h.how.replace("own", ""), imei=h.imei)
            for h in person.phones
        ],
        "copies": [
            _filled(
                agency=agency,
                name=copy.name.full,
                born="" if copy.born == person.born else str(copy.born),
                phones=list(copy.phones),
                document=copy.document[1],
                changes=list(copy.changes),
            )
            for agency in knowledge.known.get(code, [])
            for copy in [knowledge.copies[code, agency]]
        ],
        "rows": rows,
    }
    if person.since == BEGIN:
        del told["since"]
    return _filled(**told)


def _filled(**told: Any) -> dict[str, Any]:
    """Leave out what is empty: what the truth does not say does not exist."""
    return {key: value for key, value in told.items() if value not in ("", [])}


def false_twins(made: Region) -> list[tuple[str, str]]:
    """Return the pairs of different persons who share given name and father's or family name, planted or by chance."""
    groups: dict[tuple[str, str, str], list[str]] = {}
    for person in made.world.people.values():
        groups.setdefault((person.name.culture, *person.name.core), []).append(person.code)
    return [(a, b) for group in groups.values() for i, a in enumerate(group) for b in group[i + 1 :]]


def figures(made: Region, rows: dict[str, list[list[Any]]], twins: list[tuple[str, str]]) -> dict[str, Any]:
    """Return the figures of DESIGN §8 as they came out."""
    world, known = made.world, made.knowledge.known
    actors = [person for person in world.people.values() if person.ring]
    holders = Counter(holding.number for person in actors for holding in person.phones)
    named = [code for code in world.people if rows[code]]
    lines = {name: len(sheet.rows()) for name, sheet in made.sheets.items()}
    bad = Counter(
        name
        for name, sheet in made.sheets.items()
        for line in sheet.lines
        if line.mishap and line.mishap.outcome == "quarantined"
    )
    return {
        "persons": len(world.people),
        "persons_in_files": len(named),
        "actors": len(actors),
        "rings": {ring.code: len(ring.members) for ring in world.rings.values()},
        "organisers_share": round(sum(p.rank == "organiser" for p in actors) / len(actors), 4),
        "removed": sum(p.removed is not None for p in actors),
        "replaced": sum(bool(p.replaced_by) for p in actors),
        "ties": len(world.ties),
        "ties_seen_share": {a: round(sum(a in t.seen for t in world.ties) / len(world.ties), 4) for a in WATCHERS},
        "ties_seen_by_any_share": round(sum(bool(t.seen) for t in world.ties) / len(world.ties), 4),
        "known_to_two_agencies_share": round(sum(len(known.get(code, ())) > 1 for code in named) / len(named), 4),
        "false_twins_share": round(len({code for pair in twins for code in pair}) / len(world.people), 4),
        "phones_of_actors": len(holders),
        "phones_shared_share": round(sum(n > 1 for n in holders.values()) / len(holders), 4),
        "phones_per_actor": dict(sorted(Counter(str(sum(h.how != "" for h in p.phones)) for p in actors).items())),
        "boats": len(world.boats),
        "vehicles": len(world.vehicles),
        "houses": len(world.houses),
        "departures": len(world.departures),
        "travellers_as_codes": sum(d.travellers for d in world.departures),
        "rows": lines,
        "rows_total": sum(lines.values()),
        "quarantined": dict(sorted(bad.items())),
        "quarantined_share": round(
            sum(bad.values()) / sum(n for name, n in lines.items() if name != aid_reports.NAME), 4
        ),
        "bytes": sum(len(content) for content in made.files.values()),
    }
