"""An agency's copy of a person: the same man written another way, with what was dropped, swapped or slipped."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from demo.region.agencies import AGENCIES
from demo.region.draws import Draws
from demo.region.numbers import slip
from demo.region.people import Person
from demo.region.spelling import Habit, Written, written


@dataclass(frozen=True, slots=True)
class Copy:
    """What one agency has of a person; `changes` says how it departs from the truth beyond spelling."""

    person: str
    agency: str
    habit: Habit
    name: Written
    father: str
    born: date
    phones: tuple[str, ...]
    document: tuple[str, str]  # (kind, number), ("", "") when the agency has none
    changes: tuple[str, ...]


def first_copy(person: Person, agency: str, draws: Draws) -> Copy:
    """Return the copy of an agency that writes the person down as the papers say."""
    habit = AGENCIES[agency].habit
    born = person.born if person.born_known == "day" else date(person.born.year, 1, 1)
    phones = tuple(dict.fromkeys(holding.number for holding in person.phones))
    some = tuple(draws.some(phones, max(1, round(len(phones) * draws.between(0.4, 1.0))))) if phones else ()
    document = draws.pick(person.documents) if person.documents and draws.chance(0.8) else ("", "")
    return Copy(
        person.code,
        agency,
        habit,
        written(person.name, habit, draws),
        _father(person, habit, draws),
        born,
        some,
        document,
        (),
    )


def later_copy(person: Person, agency: str, first: Copy, draws: Draws) -> Copy:
    """Return another agency's copy: each change of DESIGN §8 with its own share, at least one of them."""
    copy = first_copy(person, agency, draws)
    changes: list[str] = []
    habit = copy.habit
    if (habit.lang == "ar") != (first.habit.lang == "ar"):
        changes.append("script switched")
    if len(person.name.parts) > 2 and draws.chance(0.35):
        habit = replace(habit, patronym=False)
        changes.append("patronym dropped")
    if draws.chance(0.5):
        varied = replace(
            habit,
            links=draws.pick([way for way in ("kept", "short", "dropped") if way != habit.links]),
            al=draws.pick(("kept", "dropped")),
        )
        if written(person.name, varied, Draws(0, "same")).full != written(person.name, habit, Draws(0, "same")).full:
            habit = varied
            changes.append("al-, ould or ben varied")
    born = copy.born
    if born.day <= 12 and born.day != born.month and draws.chance(0.35):
        born = date(born.year, born.day, born.month)
        changes.append("day and month swapped")
    elif (born.month, born.day) != (1, 1) and draws.chance(0.22):
        born = date(born.year, 1, 1)
        changes.append("1 January")
    phones, document = copy.phones, copy.document
    if document[1] and draws.chance(0.12):
        document = (document[0], slip(draws, document[1]))
        changes.append("digit slipped in the document")
    elif phones and (draws.chance(0.16) or not changes):
        phones = (slip(draws, phones[0]), *phones[1:])
        changes.append("digit slipped in the phone")
    return replace(
        copy,
        habit=habit,
        name=written(person.name, habit, draws),
        born=born,
        phones=phones,
        document=document,
        changes=tuple(changes),
    )


def again(person: Person, copy: Copy, draws: Draws) -> Written:
    """Return the name as the same agency writes it another day: mostly as before."""
    return copy.name if draws.chance(0.8) else written(person.name, copy.habit, draws)


def _father(person: Person, habit: Habit, draws: Draws) -> str:
    from demo.region.names import forms

    fathers = [part.key for part in person.name.parts if part.kind in ("father", "grandfather")]
    return forms()[f"given/{fathers[0]}"][habit.lang][0] if fathers else ""
