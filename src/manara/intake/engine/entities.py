"""Puts what a row says together: persons, phones, boats and places as entities, and the links between them."""

from __future__ import annotations

from collections.abc import Iterable

from manara.intake.engine.cells import Value
from manara.intake.engine.drafts import EntityDraft, Kind, StatementDraft
from manara.intake.engine.targets import SCHEMAS, Target
from manara.intake.engine.words import FAMILY

Group = list[tuple[Target, Value, Kind, str]]
# (what links, its property for the first, the first's group, its property for the second, the second's group)
_LINKS = (
    ("UnknownLink", "subject", "person", "object", "vehicle"),
    ("UnknownLink", "subject", "person", "object", "vessel"),
    ("UnknownLink", "subject", "person", "object", "organization"),
)


ORGANISATIONS = frozenset({"entity", "organization", "organisation"})
KNOWN_KINDS = ORGANISATIONS | {"individual", "person"}
# What only somebody can hold or do, named or not.
_HELD = frozenset({"money", "document", "sanction"})


def assemble(
    groups: dict[str, Group], report: dict[str, list[Value]], kind: Kind | None, relation: str, *, repeats: bool = True
) -> tuple[EntityDraft, ...]:
    """Return the entities of a row. `kind` overrides that of the columns; `relation` is what person2 is to person.

    `repeats` is False where no property can come twice: looking for repetitions costs more than all the rest.
    """
    made = _Made(kind)
    for group, told in groups.items():
        if group in ("person", "person2"):
            if not _HELD & groups.keys() and all(target.reading == "phone" for target, _, _, _ in told):
                # A list of calls names nobody: what is known is the number, and it stands where a person would.
                made.stand_in(group, _phones(made, told))
            else:
                _person(made, group, told)
        elif group == "phone":
            numbers = _phones(made, told)
            if "person" not in groups and not _HELD & groups.keys():
                made.stand_in("person", numbers)
        else:
            made.entity(group, SCHEMAS[group], told)
    if "place" not in groups and "place" in report:
        where = report["place"][0]
        said = StatementDraft("name", where.value, where.original, note=where.note, kind=kind or "fact")
        made.add("place", SCHEMAS["place"], [said])
    _link(made, groups, relation)
    return made.entities(repeats)


class _Made:
    """The entities of one row as they come together."""

    def __init__(self, kind: Kind | None) -> None:
        self._kind = kind
        self._drafts: dict[str, tuple[str, list[StatementDraft]]] = {}
        self._instead: dict[str, str] = {}

    def kind(self, of_column: Kind) -> Kind:
        """Return the row's own kind where it says one, else the column's."""
        return self._kind or of_column

    def statement(self, prop: str, value: Value, kind: Kind, lang: str) -> StatementDraft:
        return StatementDraft(prop, value.value, value.original, lang, self.kind(kind), "", value.precision, value.note)

    def entity(self, slot: str, schema: str, told: Iterable[tuple[Target, Value, Kind, str]]) -> None:
        statements = []
        for target, value, kind, lang in told:
            statements.append(self.statement(target.prop, value, kind, lang))
            for prop, further in value.extra:
                statements.append(StatementDraft(prop, further, "", lang, self.kind(kind)))
        self.add(slot, schema, statements)

    def add(self, slot: str, schema: str, statements: list[StatementDraft]) -> None:
        if slot in self._drafts:
            self._drafts[slot][1].extend(statements)
        else:
            self._drafts[slot] = (schema, statements)

    def stand_in(self, slot: str, phones: list[str]) -> None:
        """Let the first of `phones`, if there is one, stand wherever `slot` is linked."""
        if phones:
            self._instead[slot] = phones[0]

    def has(self, slot: str) -> bool:
        return self._instead.get(slot, slot) in self._drafts

    def schema_of(self, slot: str) -> str:
        return self._drafts[self._instead.get(slot, slot)][0]

    def next_slot(self, name: str) -> str:
        slot, copy = name, 2
        while slot in self._drafts:
            slot, copy = f"{name}{copy}", copy + 1
        return slot

    def link(
        self, schema: str, ends: tuple[tuple[str, str], tuple[str, str]], said: list[StatementDraft], kind: Kind
    ) -> str:
        slot = self.next_slot("link")
        pointing = [
            StatementDraft(prop, "", kind=self.kind(kind), other=self._instead.get(other, other)) for prop, other in ends
        ]
        self.add(slot, schema, [*pointing, *said])
        return slot

    def entities(self, repeats: bool) -> tuple[EntityDraft, ...]:
        """Return the entities that say anything, each statement once."""
        return tuple(
            EntityDraft(slot, schema, tuple(dict.fromkeys(said)) if repeats and len(said) > 1 else tuple(said))
            for slot, (schema, said) in self._drafts.items()
            if said
        )


def _person(made: _Made, slot: str, told: Group) -> None:
    """A person (or the organisation that a list calls one) with its phones, documents and role."""
    schema = next((v.value for t, v, _, _ in told if t.reading == "schema"), "")
    schema = "Organization" if schema.lower() in ORGANISATIONS else "Person"
    own = [entry for entry in told if entry[0].reading not in ("document", "role", "schema", "relation")]
    if schema != "Person":
        own = [entry for entry in own if entry[0].prop in _OF_ORGANISATIONS]
    if own:
        made.entity(slot, schema, own)
    else:
        made.add(slot, schema, [])
    for target, value, kind, lang in told:
        if target.reading == "phone":
            number = _phone(made, value, kind, lang)
            made.link("PhoneUse", (("holder", slot), ("phone", number)), [], kind)
        elif target.reading == "document":
            document = made.next_slot("document")
            said = [made.statement("number", value, kind, lang)]
            said += [StatementDraft(prop, further, kind=kind) for prop, further in value.extra]
            said.append(StatementDraft("holder", "", kind=kind, other=slot))
            made.add(document, "Passport" if _is_passport(value) else "Identification", said)
        elif target.reading == "role" and value.note:
            # A passenger, a witness or an unknown word: said of the person, never drawn as a tie to a network.
            prop = "notes" if value.note == "role-never-charted" or schema != "Person" else "position"
            made.add(slot, schema, [made.statement(prop, value, kind, lang)])
        elif target.reading == "role":
            said = [StatementDraft("holder", "", kind=made.kind(kind), other=slot)]
            made.add(made.next_slot("role"), "NetworkRole", [*said, made.statement("role", value, kind, lang)])


_OF_ORGANISATIONS = frozenset({"name", "alias", "weakAlias", "address", "phone", "email", "notes", "country"})


def _is_passport(value: Value) -> bool:
    return any(prop == "type" and "pass" in further.lower() for prop, further in value.extra)


def _phone(made: _Made, value: Value, kind: Kind, lang: str) -> str:
    slot = made.next_slot("phone")
    made.add(slot, "Phone", [made.statement("number", value, kind, lang)])
    return slot


def _phones(made: _Made, told: Group) -> list[str]:
    """Each number is a phone of its own, each IMEI a device; returns the phones' slots."""
    slots = []
    for target, value, kind, lang in told:
        if target.prop == "imei":
            made.add(made.next_slot("device"), "Device", [made.statement("imei", value, kind, lang)])
        else:
            slots.append(_phone(made, value, kind, lang))
    return slots


def _link(made: _Made, groups: dict[str, Group], relation: str) -> None:
    """Link what one row names together; what the link is stays open unless a column says it."""
    if made.has("person") and made.has("person2"):
        told = [(v, kind, lang) for t, v, kind, lang in groups["person2"] if t.reading == "relation"]
        if not told and relation:
            told = [(Value(relation), "fact", "")]
        _tie(made, told)
    for schema, first_prop, first, second_prop, second in _LINKS:
        if made.has(first) and made.has(second):
            made.link(schema, ((first_prop, first), (second_prop, second)), [], "fact")
    if "document" in groups and made.has("person"):
        made.add(
            "document", SCHEMAS["document"], [StatementDraft("holder", "", kind=made.kind("fact"), other="person")]
        )
    if "sanction" in groups and made.has("person"):
        made.add(
            "sanction", SCHEMAS["sanction"], [StatementDraft("entity", "", kind=made.kind("fact"), other="person")]
        )
    if made.has("money"):
        ends = [("payer", "person"), ("beneficiary", "person2")]
        made.add(
            "money",
            SCHEMAS["money"],
            [StatementDraft(prop, "", kind=made.kind("fact"), other=slot) for prop, slot in ends if made.has(slot)],
        )


def _tie(made: _Made, told: list[tuple[Value, Kind, str]]) -> None:
    """Tie person and person2: as family or associates where a word says so, else as two who are linked."""
    if not told:
        made.link("UnknownLink", (("subject", "person"), ("object", "person2")), [], "fact")
        return
    value, kind, lang = told[0]
    if made.schema_of("person") != "Person" or made.schema_of("person2") != "Person":
        made.link(
            "UnknownLink",
            (("subject", "person"), ("object", "person2")),
            [made.statement("role", value, kind, lang)],
            kind,
        )
        return
    family = value.value.casefold() in FAMILY
    schema, second = ("Family", "relative") if family else ("Associate", "associate")
    said = [made.statement("relationship", value, kind, lang)]
    made.link(schema, (("person", "person"), (second, "person2")), said, kind)
