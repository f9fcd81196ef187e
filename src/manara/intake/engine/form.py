"""Reads a report's form as it was typed: a draft that can be admitted, or what is wrong with which field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from manara.foundation.engine.partial_date import PartialDate
from manara.foundation.engine.problems import Problem, register
from manara.intake.engine.beside import as_written
from manara.intake.engine.cells import READERS, Reader, Value
from manara.intake.engine.drafts import EntityDraft, Kind, ReportDraft, StatementDraft
from manara.intake.engine.form_entries import ENTRIES, MOST, FormField, Link, numbers_of
from manara.intake.engine.grades import GRADES, is_grade
from manara.intake.engine.targets import Reading

register("form-empty", "Say what happened: a title or a text.")
register("form-too-many", "One report can name at most %(most)s of these; put longer lists into a file and import it.")
register("entry-empty", "Say something of this entry, or remove it.")
register("person-missing", "The person chosen here is not in this report any more.")
register("title-too-long", "The title is %(length)s characters long; at most %(limit)s can be kept.")

# How much of each the report itself can hold.
LIMITS = {"title": 300, "place": 300, "source_reference": 40}


@dataclass(frozen=True, slots=True)
class FormRead:
    """What came of a form: `draft` when everything could be read, else `errors` by the field's key."""

    draft: ReportDraft | None
    errors: Mapping[str, Problem]


def read_form(payload: Mapping[str, str], *, country: str = "", reserved_prefixes: tuple[str, ...] = ()) -> FormRead:
    """Read a form's flat payload ("title", "persons-0-name", …); nothing is raised, every refusal stands at its field."""
    reading = _Form(payload, country, reserved_prefixes)
    entities = reading.entities()
    title = reading.one("title", "name")
    text = reading.one("text", "long")
    occurred = reading.one("occurred", "date")
    place = reading.one("place", "name")
    reference = reading.one("source_reference", "identifier")
    if not (title or text) and not {"title", "text"} & reading.errors.keys():
        reading.errors["text"] = Problem("form-empty")
    for name, value in (("title", title), ("place", place), ("source_reference", reference)):
        if value is not None and len(value.value) > LIMITS[name]:
            code = "title-too-long" if name == "title" else "value-too-long"
            column = {} if name == "title" else {"column": name}
            reading.errors[name] = Problem(code, **column, length=len(value.value), limit=LIMITS[name])
    reading.grade()
    if reading.errors:
        return FormRead(None, reading.errors)
    return FormRead(
        ReportDraft(
            row=0,
            title=title.value if title else _first_line(text),
            text=text.value if text else "",
            occurred=_date(occurred),
            place=place.value if place else "",
            grade_source=payload.get("grade_source", ""),
            grade_information=payload.get("grade_information", ""),
            handling=payload.get("handling", ""),
            entities=entities,
            problems=tuple(reading.doubts),
            source_reference=reference.value if reference else "",
            details=reading.as_typed(title=title, text=text, occurred=occurred, place=place, source_reference=reference),
        ),
        {},
    )


def _first_line(text: Value | None) -> str:
    line = text.value.partition("\n")[0] if text else ""
    return line if len(line) <= 120 else line[:119].rsplit(" ", 1)[0] + "…"


def _date(value: Value | None) -> PartialDate | None:
    return value.date if value else None


@dataclass
class _Form:
    payload: Mapping[str, str]
    country: str
    reserved: tuple[str, ...]
    errors: dict[str, Problem] = field(default_factory=dict)
    doubts: list[Problem] = field(default_factory=list)

    def values(self, key: str, reading: Reading, name: str) -> tuple[Value, ...]:
        """What one field says; a field that can't be read says nothing and is noted with its reason."""
        text = self.payload.get(key, "")
        if not text.strip():
            return ()
        meant = self.payload.get(f"{key}_as", "")
        reader = Reader(
            header=name,
            order=meant if meant in ("dmy", "mdy", "ymd") else "",
            calendar=meant if meant in ("gregorian", "hijri") else "",
            country=self.country,
            reserved=self.reserved,
        )
        try:
            values = READERS[reading](text, reader)
        except Problem as problem:
            self.errors[key] = problem
            return ()
        for value in values:
            if value.doubt is not None:
                self.doubts.append(value.doubt)
            elif value.note.startswith("country-assumed:"):
                number = value.original or value.value
                self.doubts.append(Problem("country-assumed", text=number, country=value.note.partition(":")[2]))
        return values

    def one(self, key: str, reading: Reading) -> Value | None:
        """The one value of a field of the report itself."""
        values = self.values(key, reading, key)
        return values[0] if values else None

    def as_typed(self, **kept: Value | None) -> dict[str, str]:
        """What was typed into the report's own fields where the report says it in another spelling, by field."""
        typed = {name: (self.payload.get(name, ""), value) for name, value in kept.items() if value is not None}
        # Browsers send every line break as two characters, whatever was typed.
        found = {name: as_written(text.replace("\r\n", "\n"), (value,)) for name, (text, value) in typed.items()}
        return {name: text for name, text in found.items() if text}

    def grade(self) -> None:
        """Note a grade that is missing or not of its scheme: without one nothing is admitted."""
        scheme, source, information = (
            self.payload.get(name, "") for name in ("grade_scheme", "grade_source", "grade_information")
        )
        for name, value in (("grade_source", source), ("grade_information", information)):
            if not value:
                self.errors[name] = Problem("grade-missing")
        if scheme not in GRADES:
            self.errors["grade_scheme"] = Problem("grade-scheme", text=scheme[:20])
        elif source and information and not is_grade(scheme, source, information):
            self.errors["grade_source"] = Problem("grade-scheme", text=f"{source}{information}"[:20])

    def entities(self) -> tuple[EntityDraft, ...]:
        """Every entry as an entity of the report; links between two become entities of their own."""
        made: list[EntityDraft] = []
        persons = {str(number) for number in numbers_of(self.payload, "persons")}
        # Persons first: nobody can be linked to a row in which nobody is named.
        for group, entry in sorted(ENTRIES.items(), key=lambda each: each[0] != "persons"):
            numbers = numbers_of(self.payload, group)
            if len(numbers) > MOST:
                self.errors[f"{group}-{numbers[MOST]}-{next(iter(entry.fields))}"] = Problem("form-too-many", most=MOST)
            for number in numbers[:MOST]:
                made += self._entry(group, number, persons)
            if group == "persons":
                persons &= {entity.slot.removeprefix("persons-") for entity in made}
        return tuple(made)

    def _entry(self, group: str, number: int, persons: set[str]) -> list[EntityDraft]:
        entry, prefix = ENTRIES[group], f"{group}-{number}"
        kind: Kind = "assessment" if self.payload.get(f"{prefix}-kind") == "assessment" else "fact"
        before = len(self.errors)
        said: list[StatementDraft] = []
        apart: list[tuple[FormField, Value]] = []
        for name, field_ in entry.fields.items():
            for value in self.values(f"{prefix}-{name}", field_.reading, field_.prop):
                if field_.apart:
                    apart.append((field_, value))
                    continue
                said.append(_statement(field_.prop, value, kind))
                said += [
                    StatementDraft(prop, extra, kind=kind)
                    for prop, extra in value.extra
                    if prop in {each.prop for each in entry.fields.values()}
                    and not self.payload.get(f"{prefix}-{prop}")
                ]
        links = [made for field_, value in apart for made in _apart(field_, value, prefix, kind, tied=bool(said))]
        chosen = {name: self.payload.get(f"{prefix}-{name}", "") for name in entry.links}
        for name, person in chosen.items():
            if not person:
                continue
            if person not in persons:
                self.errors[f"{prefix}-{name}"] = Problem("person-missing")
                continue
            own, links_made = _linked(entry.links[name], prefix, f"persons-{person}", name, kind)
            said += own
            links += links_made
        if not any(each.value for each in said):
            # A device without a number stands for itself; a role or a link needs somebody whose it is.
            alone = bool(links) and all(not field_.near for field_, _ in apart) and not any(chosen.values())
            if (apart or any(chosen.values())) and not alone and len(self.errors) == before:
                self.errors[f"{prefix}-{next(iter(entry.fields))}"] = Problem("entry-empty")
            return links if alone else []
        return [EntityDraft(slot=prefix, schema=entry.schema, statements=tuple(said)), *links]


def _statement(prop: str, value: Value, kind: Kind) -> StatementDraft:
    return StatementDraft(
        prop=prop, value=value.value, original=value.original, kind=kind, precision=value.precision, note=value.note
    )


def _apart(field_: FormField, value: Value, slot: str, kind: Kind, *, tied: bool) -> list[EntityDraft]:
    """A value that is an entity of its own, and what ties it to its entry."""
    own = f"{slot}-{field_.prop}"
    if field_.near:
        # The part somebody plays is never written as a fact by who reports a suspicion.
        kind = "assessment"
    said = [_statement(field_.prop, value, kind)]
    if field_.near:
        return [EntityDraft(own, field_.apart, (StatementDraft(field_.near, "", other=slot, kind=kind), *said))]
    made = [EntityDraft(own, field_.apart, tuple(said))]
    if field_.tie and tied:
        schema, near, far = field_.tie
        ends = (StatementDraft(near, "", other=slot, kind=kind), StatementDraft(far, "", other=own, kind=kind))
        made.append(EntityDraft(f"{own}-use", schema, ends))
    return made


def _linked(
    link: Link, slot: str, person: str, name: str, kind: Kind
) -> tuple[list[StatementDraft], list[EntityDraft]]:
    if not link.schema:
        return [StatementDraft(link.near, "", other=person, kind=kind)], []
    ends = (StatementDraft(link.near, "", other=slot, kind=kind), StatementDraft(link.far, "", other=person, kind=kind))
    return [], [EntityDraft(slot=f"{slot}-{name}", schema=link.schema, statements=ends)]
