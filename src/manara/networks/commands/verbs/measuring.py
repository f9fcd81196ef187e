"""`manara network measures`: everybody's measures with what the ties' doubt leaves open."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from manara.foundation.engine.problems import Problem
from manara.foundation.engine.told import say, told, worded
from manara.networks.commands.verbs.figures import check_figures
from manara.networks.commands.verbs.keeping import check_files, undisturbed
from manara.networks.commands.verbs.telling import listed, number, progress, tell_set_aside, write
from manara.networks.engine.edges import Ties, groups_of, plan_of, protected_of_file

if TYPE_CHECKING:
    from manara.networks.commands.verbs.telling import Verbs
    from manara.networks.engine.dismantling.network import WeighedTie
    from manara.networks.engine.measures import Intervals, Measures

#: Ties read until it is said how many there were; people whose lines are made at once.
_AT_ONCE: Final = 50_000


def add(verbs: Verbs) -> None:
    """What the verb takes."""
    verb = verbs.add_parser("measures", help="EDGES.csv → node, degree, betweenness … each with P10 and P90")
    verb.add_argument("edges", type=Path, metavar="EDGES.csv", help="source,target[,weight][,probability], one tie a line")
    verb.add_argument("-o", "--output", type=Path, required=True, metavar="OUT.csv", help="one line a person")
    verb.add_argument("--protect", type=Path, metavar="PROTECTED.csv", help="node: victims, witnesses … who get no line")
    verb.add_argument("--groups", type=Path, metavar="GROUPS.csv", help="node,group: brokers between these, not those found")
    verb.add_argument("--gone", type=Path, metavar="NODES.csv", help="node: who becomes important without these; beside OUT")
    verb.add_argument("--samples", type=int, default=40, help="networks drawn where ties are in doubt (40)")
    verb.add_argument("--seed", type=int, default=0, help="the same seed gives the same figures (0)")
    verb.add_argument("--words", action="store_true", help="print what each measure means")
    verb.set_defaults(does=measure)


def measure(given: argparse.Namespace) -> int:
    """Measures and writes."""
    check_figures(given, samples="draws")
    afterwards_file = given.output.with_name(given.output.stem + ".afterwards.csv")
    check_files(
        (given.edges, given.protect, given.groups, given.gone), (given.output, afterwards_file if given.gone else None)
    )
    from manara.networks.engine.measures import WORDS, Intervals, afterwards, bridges, charted, measures

    ties, tell = Ties(given.edges), progress()
    chart = charted(_counted(ties.weighed(), tell), protected=protected_of_file(given.protect) if given.protect else [])
    gone = plan_of(given.gone) if given.gone else []
    groups = groups_of(given.groups) if given.groups else None
    strangers = set(groups or ()) - set(chart.graph.names)
    if strangers:
        say("groups-without-tie", n=len(strangers), names=listed(strangers))
    changes = afterwards(chart.graph, gone, seed=given.seed) if given.gone else ()
    found = measures(chart, groups=groups, samples=0, seed=given.seed, tell=tell)
    intervals = Intervals(chart, found.who, many=given.samples, seed=given.seed, groupings={"": found.grouping})
    found = _with_intervals(found, intervals, tell)
    tell(0.0, "writing")
    with undisturbed():
        write(given.output, *_table(found))
        tell_set_aside(given.output, ties)
        if given.gone:
            header = ("node", "place_before", "place_after", "betweenness_before", "betweenness_after")
            write(
                afterwards_file, header,
                ((one.name, one.place_before, one.place_after, number(one.before), number(one.after)) for one in changes),
            )  # fmt: skip
    if not len(chart.graph):
        say("network-nobody")
    print(f"nodes {len(chart.graph)}")
    print(f"ties {chart.graph.ties}")
    print(f"parts {found.components}")
    print(f"groups {found.groups}, modularity {found.modularity:.3f}")
    print(f"bridges {len(bridges(chart.graph))}")
    print(f"betweenness {'exact' if found.exact else f'from {found.sources} of {len(chart.graph)} starting points'}")
    if found.samples:
        print(f"P10 and P90 over {found.samples} drawn networks")
    if given.words:
        for name in found.values:
            print(f"{name}: {worded(WORDS[name].sentence)}")
    return 0


def _with_intervals(found: Measures, intervals: Intervals, tell: Callable[[float, str], None]) -> Measures:
    """The same with P10 and P90; whoever stops the drawing has them over the networks drawn until then, which is said."""
    try:
        intervals.more(tell=lambda done: tell(done, "draws"))
    except KeyboardInterrupt:
        print(file=sys.stderr)
        say("run-draws-stopped", done=intervals.drawn, all=intervals.many)
    low, high = intervals.bounds()
    return replace(found, low=low, high=high, samples=intervals.drawn)


def _table(found: Measures) -> tuple[list[str], Iterable[list[str]]]:
    """A column a measure; beside those that the ties' doubt leaves open their P10 and P90."""
    columns = [name for each in found.values for name in (each, *((f"{each}_p10", f"{each}_p90") if each in found.low else ()))]
    header = ["node", *columns, *([] if found.exact else ["betweenness_error"])]

    return header, _rows(found)


def _rows(found: Measures) -> Iterator[list[str]]:
    """A line a person, so many people at a time: a million at once would be gigabytes of numbers."""
    for first in range(0, len(found.who), _AT_ONCE):
        now = slice(first, first + _AT_ONCE)
        columns: list[Iterable[str]] = [found.who.names[now]]
        for name, values in found.values.items():
            of_it = (values, found.low[name], found.high[name]) if name in found.low else (values,)
            columns += [map(number, figures[now].tolist()) for figures in of_it]
        if not found.exact:
            columns.append(map(number, found.betweenness_error[now].tolist()))
        yield from map(list, zip(*columns, strict=True))


def _counted(ties: Iterable[WeighedTie], tell: Callable[[float, str], None]) -> Iterator[WeighedTie]:
    """The ties, saying now and then how many were read."""
    for count, tie in enumerate(ties):
        if count % _AT_ONCE == 0:
            tell(0.0, told(Problem("at-work-ties-read", n=count)))
        yield tie
