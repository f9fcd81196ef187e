"""What the comparison on a node misses of a name that many bear: likeliest of the newest bearers beside the newest alone.

Run: `python -m bench.comparing_reach` (some minutes; `--persons 5000` for fewer). Records of a country are admitted in
a random order, and those that came last are compared with all before, as the job does. A pair is missed where the two are one
person and were not even weighed.
"""

from __future__ import annotations

import argparse
import random
import time
from typing import Any

from bench.linkage_records import Row, many_rows
from bench.throwaway import analyst, throwaway_node

ASKED = 400
# Without the family name and without numbers there are the most namesakes, and the least to tell them apart by.
SHORT, NAMED, ALL = "no family name, no numbers", "no numbers", "all that is known"
WAYS = (SHORT, NAMED, ALL)


def main() -> None:
    """Fill a node, compare the last records in both ways, and print what each reached and what it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--persons", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=8)
    given = parser.parse_args()
    rows = list(many_rows(given.persons, given.seed))
    random.Random(given.seed).shuffle(rows)
    with throwaway_node():
        for way in WAYS:
            _measured(rows, way)


def _measured(rows: list[Row], way: str) -> None:
    from manara.foundation import access
    from manara.resolution.queries import comparable

    user, circle = analyst(f"E-{WAYS.index(way)}")
    began = time.monotonic()
    numbers = _admitted(user, circle.pk, rows, way)
    print(f"{way}: {len(rows)} records in {time.monotonic() - began:.0f} s")
    of_person: dict[str, list[int]] = {}
    for row, number in zip(rows, numbers, strict=True):
        of_person.setdefault(row[1], []).append(number)
    last = set(numbers[-ASKED * 4 :])
    asked = [several[-1] for several in of_person.values() if len(several) > 1 and several[-1] in last][:ASKED]
    one = {number: several for several in of_person.values() for number in several}
    true = {(min(a, b), max(a, b)) for b in asked for a in one[b] if a != b}
    newest, likeliest = comparable.MOST_OF_A_KEY, comparable.AMONG
    ways = (("the newest", newest), (f"the likeliest of {likeliest}", likeliest), ("the likeliest of all", len(rows)))
    for label, among in ways:
        comparable.AMONG = among  # type: ignore[misc]
        found: set[tuple[int, int]] = set()
        began = time.monotonic()
        with access.acting(user, purpose="measure"):
            for start in range(0, len(asked), 100):
                found.update(comparable.pairs(asked[start : start + 100]))
        took = (time.monotonic() - began) / max(len(asked), 1)
        missed = len(true - found) / max(len(true), 1)
        print(f"  {label}: {missed:.1%} of {len(true)} true pairs missed; {len(found) / len(asked):.0f} pairs and "
              f"{1000 * took:.1f} ms a record")  # fmt: skip
    comparable.AMONG = likeliest  # type: ignore[misc]


def _admitted(user: Any, circle: int, rows: list[Row], way: str) -> list[int]:
    """The records as reports of one circle; the number of each one's person, in their order."""
    from django.db import connection

    from manara.foundation import access
    from manara.intake.actions.admit_reports import Provenance, admit_reports
    from manara.intake.engine.drafts import EntityDraft, ReportDraft, StatementDraft
    from manara.intake.models import Entity, Report

    numbers: list[int] = []
    for start in range(0, len(rows), 500):
        drafts = []
        for at, (record, _person, name, born, phones, paper, nationality, *_rest) in enumerate(rows[start : start + 500]):
            said = {"name": name, "birthDate": born, "nationality": nationality.lower()}
            if way == SHORT:
                said["name"] = name.rpartition(" ")[0] or name
            if way == ALL:
                said |= {"phone": phones.split(";")[0], "idNumber": paper}
            statements = tuple(StatementDraft(prop, value) for prop, value in said.items() if value)
            drafts.append(
                ReportDraft(
                    row=start + at + 1, title="", text=record, occurred=None, place="", grade_source="B",
                    grade_information="2", handling="H1", entities=(EntityDraft("p", "Person", statements),),
                )
            )  # fmt: skip
        with access.acting(user, purpose="measure") as viewer:
            audience = access.audience_of([circle])
            viewer = access.enter(user, purpose="measure")
            provenance = Provenance(audience, user.agency_id, user.pk, kind="row", grade_scheme="4x4")
            admitted = admit_reports(viewer, provenance, drafts)
            told = Report.objects.filter(public_id__in=admitted.reports.values()).values_list("public_id", "pk")
            reports = {str(public_id): number for public_id, number in told}
            of_report = dict(Entity.objects.filter(report_id__in=reports.values()).values_list("report_id", "pk"))
            numbers += [of_report[reports[str(admitted.reports[each.row])]] for each in drafts]
    with access.acting(user, purpose="measure"), connection.cursor() as cursor:
        cursor.execute("select manara_count_reports()")  # as an import does
    return numbers


if __name__ == "__main__":
    main()
