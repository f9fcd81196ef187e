"""How long the brief of an entity with 200 statements takes, from the request to the last byte, the first and later times.

Run: `python -m bench.brief [--statements 200] [--rounds 15]`. The limit is one second; the peer of the same run is the
page of the same entity, which asks the database the same things and draws no PDF.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import time
from typing import Any

from bench.throwaway import analyst, throwaway_node

LIMIT = 1.0


def main() -> int:
    """Measure, print one JSON object, and say by the exit code whether the limit holds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=15)
    given = parser.parse_args()
    with throwaway_node():
        told = _measured(given.statements, given.rounds)
    print(json.dumps(told, indent=1))
    return 0 if max(told["first_seconds"], told["p95_seconds"]) <= LIMIT else 1


def _measured(statements: int, rounds: int) -> dict[str, Any]:
    from django.conf import settings
    from django.test import Client

    from tests.signed_in import session_of

    settings.ALLOWED_HOSTS = ["testserver"]
    user, circle = analyst()
    opened, counted = _filled(user, circle, statements)
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session_of(user)
    page = [_timed(lambda: client.get(f"/entities/{opened}/"))[0] for _round in range(rounds)]
    times, works, sizes = [], [], set()
    memory: list[int] = []
    sent = {"format": "pdf", "language": "ar", "purpose": "measure", "confirmed": "on"}
    for _round in range(rounds + 1):
        worked = time.process_time()
        seconds, answer = _timed(lambda: client.post(f"/entities/{opened}/take/", sent))
        works.append(time.process_time() - worked)
        assert answer.status_code == 200 and answer.content.startswith(b"%PDF"), answer.status_code
        times.append(seconds)
        sizes.add(len(answer.content))
        memory.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
    later = sorted(times[1:])
    return {
        "statements": counted,
        "first_seconds": round(times[0], 3),
        "median_seconds": round(statistics.median(later), 3),
        "p95_seconds": round(later[min(len(later) - 1, int(0.95 * len(later)))], 3),
        "processor_median_seconds": round(statistics.median(works[1:]), 3),
        "page_median_seconds": round(statistics.median(page), 3),
        "bytes": max(sizes),
        "megabytes_first_and_last": [memory[0], memory[-1]],
    }


def _timed(ask: Any) -> tuple[float, Any]:
    begun = time.perf_counter()
    answer = ask()
    return time.perf_counter() - begun, answer


def _filled(user: Any, circle: Any, statements: int) -> tuple[str, int]:
    """One person of so many statements in one report, a fifth of them ties; and how many there really are."""
    from manara.foundation import access
    from manara.intake.actions.admit_reports import Provenance, admit_reports
    from manara.intake.engine.drafts import EntityDraft, ReportDraft, StatementDraft
    from manara.intake.models import Entity, Statement

    ties = statements // 5
    own = [StatementDraft("name", "محمد ولد أحمد سالم")]
    own += [
        StatementDraft("notes" if n % 2 else "position", f"قول رقم {n}، statement {n}")
        for n in range(statements - ties - 1)
    ]
    entities = [EntityDraft("man", "Person", tuple(own))]
    for number in range(ties):
        name = StatementDraft("name", f"Mamadou Traoré {number}")
        ends = (StatementDraft("person", "", other="man"), StatementDraft("associate", "", other=f"friend{number}"))
        entities += [EntityDraft(f"friend{number}", "Person", (name,)), EntityDraft(f"tie{number}", "Associate", ends)]
    draft = ReportDraft(
        row=1, title="Measured", text="", occurred=None, place="", grade_source="B", grade_information="2", handling="H1",
        entities=tuple(entities),
    )  # fmt: skip
    with access.acting(user, purpose="measure") as viewer:
        audience = access.audience_of([circle.pk])
    with access.acting(user, purpose="measure") as viewer:
        admit_reports(viewer, Provenance(audience, user.agency_id, user.pk, kind="row", grade_scheme="4x4"), [draft])
    with access.acting(user, purpose="measure"):
        man = Entity.objects.get(caption="محمد ولد أحمد سالم")
        counted = Statement.objects.filter(entity=man).count() + Statement.objects.filter(other=man).count()
        return str(man.public_id), counted


if __name__ == "__main__":
    raise SystemExit(main())
