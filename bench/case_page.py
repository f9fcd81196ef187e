"""The page of a case with 500 reports and 2,000 entities, against the empty signed-in page, on a throwaway node.

Run: `python -m bench.case_page [--rounds N]`. The limit is 6 × the p95 of the empty page of the same run, asked in turn by one
user over the same process; beside the case lies another of the viewer's that shares identifiers with it, so that the note on
what both touch is worked out too, and 20,000 reports that are in neither.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from typing import Any

from bench.throwaway import analyst, throwaway_node

LIMIT = 6.0
REPORTS, ENTITIES_EACH, AROUND = 500, 4, 20_000


def main() -> int:
    """Measure, print one JSON object, and say by the exit code whether the limit holds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--around", type=int, default=AROUND)
    given = parser.parse_args()
    with throwaway_node():
        client, address = _prepared(given.around)
        told = _measured(client, address, given.rounds)
    print(json.dumps(told, indent=1))
    return 0 if told["ratio"] <= LIMIT else 1


def _prepared(around: int) -> tuple[Any, str]:
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    from manara.cases.actions.give_task import give_task
    from manara.cases.actions.open_case import open_case
    from manara.foundation import access
    from manara.foundation.access.reach import again
    from manara.web import second_factor
    from manara.web.middleware.session import BEGUN, SEEN

    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    user, circle = analyst()
    with access.acting(user, purpose="measure") as viewer:
        case, viewer = open_case(viewer, number="SOM-1", title="Measured", family="som", reason="measure", circle=circle)
        other, viewer = open_case(viewer, number="SOM-2", title="Beside", family="som", reason="measure")
        for number in range(20):
            give_task(viewer, case, title=f"Task {number}", owner=user)
        elsewhere = access.audience_of([access_circle(user)])
        again(viewer)
        _filled(user, case.audience_id, REPORTS, "a")
        _filled(user, other.audience_id, 40, "a")
        _filled(user, elsewhere, around, "z")
    with connection.cursor() as cursor:
        cursor.execute("select 1")
    _analysed()
    client = Client(headers={"Accept-Encoding": "gzip"})
    client.force_login(user, settings.AUTHENTICATION_BACKENDS[0])
    session = client.session
    session[BEGUN] = session[SEEN] = int(time.time())
    session[second_factor.KNOWN] = True
    session.save()
    return client, f"/cases/{case.public_id}/"


def access_circle(user: Any) -> int:
    """The number of the circle of the user's agency, made where it is not there."""
    from manara.foundation.actions.place_member import place_member
    from manara.foundation.models import Circle

    found = Circle.objects.filter(kind="agency", agency_id=user.agency_id).first()
    if found is not None:
        place_member(user, by=None, reason="")
        return int(found.pk)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "select manara_open_circle(gen_random_uuid(), 'agency', %s, 'x', '', %s)", [user.agency_id, user.pk]
        )
        return int(cursor.fetchone()[0])


def _filled(user: Any, audience: int, reports: int, mark: str) -> None:
    """Reports with four entities, twelve statements and their keys each, written as an import leaves them."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "insert into intake_report (public_id, audience_id, kind, agency_id, author_id, written_at, title, text, language,"
            " occurred, occurred_original, place, grade_scheme, grade_source, grade_information, handling, tlp, conditions,"
            " doubts, details, statement_count) select gen_random_uuid(), %s, 'row', %s, %s, now() - n * interval '1 minute',"
            " 'Report ' || n, '', 'fr', '2026-02-18', '', 'Nouadhibou', '4x4', 'B', '2', 'H1', '', '', '[]', '{}', 12"
            " from generate_series(1, %s) n returning id",
            [audience, user.agency_id, user.pk, reports],
        )
        numbers = [row[0] for row in cursor.fetchall()]
        cursor.execute(
            "insert into intake_entity (public_id, audience_id, schema, report_id, caption, sort_key, identity_key, origin_key,"
            " noted_at) select gen_random_uuid(), %(audience)s, kind, report, kind || ' ' || place, kind || place,"
            " case when kind = 'Person' then '' else 'k:' || %(mark)s || kind || (place %% 900) end, '', now()"
            " from unnest(%(reports)s::bigint[]) with ordinality as r (report, place),"
            " unnest(array['Person', 'Person', 'Phone', 'Vessel']) as k (kind) returning id",
            {"audience": audience, "mark": mark, "reports": numbers},
        )
        entities = [row[0] for row in cursor.fetchall()]
        cursor.execute(
            "insert into intake_statement (report_id, entity_id, audience_id, schema, prop, value, original, language, kind,"
            " since, until, note) select report_id, id, audience_id, schema, prop, 'v' || id, '', '', 'fact', '', '', ''"
            " from intake_entity, unnest(array['name', 'alias', 'birthDate']) as p (prop) where id = any(%s)",
            [entities],
        )
        cursor.execute(
            "insert into intake_matchkey (key, entity_id, audience_id)"
            " select start || %s || (id %% 1500), id, audience_id from intake_entity,"
            " unnest(array['n1:', 'n1:t:', 'p1:+', 'd1:']) as s (start) where id = any(%s)",
            [mark, entities],
        )


def _analysed() -> None:
    """Let the database count its tables, as its own service does some minutes after an import."""
    import psycopg
    from django.conf import settings

    from manara.foundation.node.connection import dsn

    with psycopg.connect(**dsn(settings.NODE, "owner"), autocommit=True) as owner:
        owner.execute("analyze")


def _measured(client: Any, address: str, rounds: int) -> dict[str, Any]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    times: dict[str, list[float]] = {"empty": [], "case": []}
    for turn in range(rounds + 5):
        for page, path in (("empty", "/account/"), ("case", address)):
            began = time.perf_counter()
            answer = client.get(path)
            spent = time.perf_counter() - began
            if answer.status_code != 200:
                raise SystemExit(f"{path}: {answer.status_code}")
            if turn >= 5:  # the first turns fill caches
                times[page].append(1000 * spent)
    with CaptureQueriesContext(connection) as captured:
        size = len(client.get(address).content)
    words = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
    told: dict[str, Any] = {}
    for page, spent_each in times.items():
        cuts = statistics.quantiles(spent_each, n=100)
        told[page] = {"p50_ms": round(cuts[49], 1), "p95_ms": round(cuts[94], 1)}
    return {
        **told,
        "ratio": round(told["case"]["p95_ms"] / told["empty"]["p95_ms"], 2),
        "limit": LIMIT,
        "queries": sum(not each["sql"].startswith(words) for each in captured.captured_queries),
        "bytes": size,
    }


if __name__ == "__main__":
    sys.exit(main())
