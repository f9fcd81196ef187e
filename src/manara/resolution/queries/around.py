"""What surrounds several things at once, for a chart: who they are, what points at them, what ties them among themselves.

Each function is one query under row-level security, and none reads more than it says.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import connection

from manara.resolution.engine.ties import BEGINS, ENDS, TIE_WORDS
from manara.resolution.queries import judged
from manara.resolution.queries.touching import Touch
from manara.resolution.queries.vouching import LANGUAGES

# A number that stands in thousands of reports is one thing on a chart, made of the newest that name it.
MOST_SOURCES: Final = 120
# Of one thing's neighbours the newest; the chart says how many more there are and offers to narrow them down.
MOST_AROUND: Final = 400
MOST_OF_A_THING: Final = 5_000
MOST_TYING: Final = 20_000
COUNTED: Final = 1_000


@dataclass(frozen=True, slots=True)
class Source:
    """One entity as one report names it, with what a chart says of its report."""

    id: int
    public_id: uuid.UUID
    schema: str
    caption: str
    sort_key: str
    identity_key: str
    audience: int
    report: int
    agency: str
    agency_name: str
    country: str
    handling: str
    tlp: str
    conditions: str

    @property
    def one(self) -> str:
        """What makes it one thing with others: its identifier or its judged identity, else itself."""
        return self.identity_key or f"#{self.id}"


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What is asked of the neighbours: kinds of ties (their schemas), facts only, and a period of the ties' own dates."""

    schemas: tuple[str, ...] = ()
    facts_only: bool = False
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What points at the things asked for; `total` counts all of it where `bounded` says that not all was read."""

    touches: tuple[Touch, ...]
    bounded: bool = False
    total: int = 0
    by_schema: dict[str, int] = field(default_factory=dict)


_COLUMNS = (
    f"e.id, e.public_id, e.schema, e.caption, e.sort_key, {judged.key('e')}, e.audience_id, e.report_id, a.code, a.{{name}}, "
    "a.country, r.handling, r.tlp, r.conditions"
)
# Each row is looked up by itself (`offset 0` keeps the database to it): how many judgements join is not to be foreseen, and
# by its own guess the database walks through the whole of both tables.
_NAMED = """
with opened as materialized ({opened}
), chosen as (
  select id from opened{joined}
)
select {columns} from chosen
cross join lateral (select * from intake_entity one where one.id = chosen.id offset 0) e
cross join lateral (select * from intake_report told where told.id = e.report_id offset 0) r
join foundation_agency a on a.id = r.agency_id
order by e.id
"""


_JOINED = f"""
  union
  select same.id from (select distinct identity_key from opened where identity_key <> '') keyed
  cross join lateral (
    select e.id from intake_entity e where e.identity_key = keyed.identity_key and e.identity_key <> ''
    order by e.id desc limit %(most)s
  ) same
  union
  select one.id from opened cross join lateral ({judged.members("opened.id")}) one"""  # noqa: S608  only a condition is put in
# Only what is asked for stands in the question: for an empty list the database may walk through a whole index.
_BY_ADDRESS = "select id, identity_key from intake_entity where public_id = any(%(addresses)s::uuid[])"
_BY_NUMBER = "select id, identity_key from intake_entity where id = any(%(numbers)s::bigint[])"


def sources(
    addresses: Iterable[uuid.UUID] = (), numbers: Iterable[int] = (), *, language: str, joined: bool = True
) -> list[Source]:
    """The entities of these addresses and numbers that the viewer may see, and all that are one with them.

    Without `joined` only they themselves: what makes each one with others is said all the same, so that those asked for stand
    together; but what else reports say of the same things is not looked for.
    """
    wanted, known = sorted(set(addresses)), sorted(set(numbers))
    if not wanted and not known:
        return []
    name = f"name_{language}" if language in LANGUAGES else "name_en"
    opened = " union ".join([*([_BY_ADDRESS] if wanted else []), *([_BY_NUMBER] if known else [])])
    with connection.cursor() as cursor:
        cursor.execute(
            _NAMED.format(columns=_COLUMNS.format(name=name), opened=opened, joined=_JOINED if joined else ""),
            {"addresses": wanted, "numbers": known, "most": MOST_SOURCES},
        )
        return [Source(*row) for row in cursor.fetchall()]


# A period is that of the tie's own dates; a tie without a date is left out of it, since nothing says that it belongs there.
_IN_PERIOD = """and exists (
    select 1 from intake_statement d where d.entity_id = {touch} and d.prop = any(%(dated)s)
    and (%(since)s = '' or d.value >= %(since)s) and (%(until)s = '' or left(d.value, 10) <= %(until)s)
  )"""
_KIND = "and (cardinality(%(schemas)s::text[]) = 0 or s.schema = any(%(schemas)s::text[]))"
_SURE = "and (not %(facts_only)s or s.kind = 'fact')"
ROWS = "s.entity_id, s.schema, s.report_id, s.prop, s.value, coalesce(s.other_id, 0), s.kind"
_NEIGHBOURS = f"""
with touch as materialized (
  select distinct found.entity_id from unnest(%(entities)s::bigint[]) mine (id) cross join lateral (
    select distinct s.entity_id from intake_statement s where s.other_id = mine.id {_KIND} {_SURE} {{period}}
    order by s.entity_id desc limit %(each)s
  ) found order by found.entity_id desc limit %(most)s
)
select {ROWS} from touch join intake_statement s on s.entity_id = touch.entity_id
where s.other_id is not null or s.prop = any(%(props)s)
union all
select {ROWS} from intake_statement s
where s.entity_id = any(%(entities)s) and s.other_id is not null {_KIND} {_SURE}
order by 1 desc
"""  # noqa: S608  only names of columns and conditions without values are put in
_COUNTED = f"""
select s.schema, count(distinct s.entity_id) from intake_statement s
where s.other_id = any(%(entities)s) {_KIND} {_SURE} {{period}} group by s.schema
"""  # noqa: S608


def neighbours(
    entities: Collection[int], narrowed: Narrowed, *, most: int = MOST_AROUND, each: int = 0, counted: bool = True
) -> Neighbours:
    """What points at any of `entities`, the newest `most`, and what they themselves name; a second query only to count.

    Of one entity at most `each` are read, where given, so that a hub leaves room for the others; without `counted` all that
    is beyond is only told by `bounded`.
    """
    wanted = sorted(set(entities))
    if not wanted:
        return Neighbours(())
    given: dict[str, Any] = {
        "entities": wanted, "most": most + 1, "each": each or most + 1, "schemas": list(narrowed.schemas),
        "facts_only": narrowed.facts_only,
        "since": narrowed.since, "until": narrowed.until, "dated": [*BEGINS, *ENDS],
        "props": [*TIE_WORDS, *BEGINS, *ENDS],
    }  # fmt: skip
    dated = bool(narrowed.since or narrowed.until)
    period = _IN_PERIOD.format(touch="s.entity_id") if dated else ""
    with connection.cursor() as cursor:
        cursor.execute(_NEIGHBOURS.format(period=period), given)
        touches = touches_of(cursor.fetchall())
        own = set(wanted)
        around = [touch for touch in touches if touch.id not in own]
        if len(around) <= most:
            return Neighbours(tuple(touches), total=len(around))
        if not counted:
            newest = {touch.id for touch in around[:most]} | own
            return Neighbours(tuple(touch for touch in touches if touch.id in newest), True)
        cursor.execute(_COUNTED.format(period=period), given)
        by_schema = dict(cursor.fetchall())
    kept = {touch.id for touch in around[:most]} | own
    return Neighbours(
        tuple(touch for touch in touches if touch.id in kept), True, sum(by_schema.values()), by_schema
    )


_AMONG = f"""
with pointed as materialized (
  select found.entity_id, found.other_id from unnest(%(entities)s::bigint[]) mine (id) cross join lateral (
    select s.entity_id, s.other_id from intake_statement s where s.other_id = mine.id
    order by s.entity_id desc limit %(each)s
  ) found
), tying as materialized (
  select entity_id from pointed group by entity_id having count(distinct other_id) > 1
  union
  select entity_id from pointed where entity_id = any(%(entities)s::bigint[])
  order by entity_id desc limit %(most)s
)
select {ROWS} from tying join intake_statement s on s.entity_id = tying.entity_id
where s.other_id is not null or s.prop = any(%(props)s) order by 1 desc
"""  # noqa: S608


def among(entities: Collection[int]) -> list[Touch]:
    """What ties these entities to one another, the newest first, at most `MOST_TYING` things."""
    wanted = sorted(set(entities))
    if not wanted:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            _AMONG,
            {"entities": wanted, "each": MOST_OF_A_THING, "most": MOST_TYING, "props": [*TIE_WORDS, *BEGINS, *ENDS]},
        )
        return touches_of(cursor.fetchall())


_BEYOND = """
select mine.id, count(*) from unnest(%(entities)s::bigint[]) mine (id) cross join lateral (
  select distinct s.entity_id from intake_statement s where s.other_id = mine.id limit %(counted)s
) found group by mine.id
"""


def pointing_at(entities: Collection[int]) -> dict[int, int]:
    """How many things point at each entity, counted up to `COUNTED`: whether a chart has more to show of it."""
    wanted = sorted(set(entities))
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_BEYOND, {"entities": wanted, "counted": COUNTED})
        return dict(cursor.fetchall())


def touches_of(rows: Sequence[Sequence[Any]]) -> list[Touch]:
    """Rows of `ROWS` as what points at things, in the order in which each came first."""
    found: dict[int, Touch] = {}
    seen: set[tuple[int, str, int]] = set()
    for number, schema, report, prop, value, other, kind in rows:
        touch = found.setdefault(number, Touch(number, schema, report))
        if kind != "fact":
            touch.kind = kind
        if not other:
            touch.values.setdefault(prop, value)
        elif (number, prop, other) not in seen:
            seen.add((number, prop, other))
            touch.ends.append((prop, other))
    return list(found.values())
