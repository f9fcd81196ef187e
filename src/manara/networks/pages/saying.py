"""The reader's words for what stands on a chart: the name of a thing, and what each strand of a tie says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from manara.foundation.engine.scripts import isolate
from manara.foundation.vocabulary import schemas
from manara.networks.engine.graph import Bond, Node
from manara.networks.engine.ties.kinds import TieKind as Kind
from manara.networks.engine.ties.layers import percent
from manara.networks.forms.which import KINDS
from manara.resolution import words
from manara.resolution.engine.ties import Strand


def name_of(node: Node) -> words.Shown:
    """A thing's name: numbers in groups and from left to right, a thing without a name by its kind."""
    if node.schema == "Phone":
        return words.Shown(words.phone(node.caption), "phone", ltr=True)
    if not node.caption:
        return words.Shown(words.schema_label(node.schema), apart=node.apart)
    return words.Shown(node.caption, "name", words.name_language(node.caption), apart=node.apart)


def in_one_line(name: words.Shown) -> str:
    """A name with what tells it apart, where no element can stand: in a list to choose from, in a cell."""
    return f"{isolate(name.text)} ({' · '.join(name.apart)})" if name.apart else isolate(name.text)


def strand_says(strand: Strand) -> str:
    """What a strand says, read from its source to its target: "uses", "owns", "has a role in (Organiser)"."""
    schema = schemas().get(strand.schema)
    if strand.prop or schema is None or schema.edge is None:
        return words.property_label(strand.schema, strand.prop)
    said = schema.edge.label(words.language())
    role = schema.properties.get("role")
    word = role.choice_label(strand.word, words.language()) if role and strand.word else strand.word
    return f"{said} ({word})" if word else said


def strands_say(strands: Iterable[Strand]) -> list[str]:
    """Each different thing that these say, once."""
    return list(dict.fromkeys(strand_says(strand) for strand in strands))


def bond_says(bond: Bond) -> list[str]:
    """Each different thing that the tie says, once."""
    return strands_say(bond.tie.strands)


def direction_of(strands: Iterable[Strand]) -> int:
    """1 from `a` to `b`, -1 back, 2 both ways, 0 without direction."""
    found = {
        1 if strand.forward else -1
        for strand in strands
        if (schema := schemas().get(strand.schema)) is not None and (schema.edge is None or schema.edge.directed)
    }
    return 2 if len(found) == 2 else next(iter(found), 0)


def direction(bond: Bond) -> int:
    """1 from `a` to `b`, -1 back, 2 both ways, 0 without direction."""
    return direction_of(bond.tie.strands)


# On a chart the thing itself stands between the two who share it.
LAYERS = {
    **KINDS, Kind.SHARED: _("use of a phone or a document"), Kind.PROPERTY: _("boat, vehicle, account or house of somebody"),
}  # fmt: skip


def layer(kind: Kind) -> str:
    """A layer's word."""
    return str(LAYERS[kind])


def layers_of(bond: Bond) -> list[tuple[str, str]]:
    """The layers of a tie, the most probable first, with the figure of each, "" where there is but one."""
    if len(bond.layers) == 1:
        return [(layer(bond.layers[0].kind), "")]
    return [(layer(each.kind), figure(each.probability)) for each in bond.layers]


def figure(probability: float) -> str:
    """A probability as it is written everywhere: in whole percent, from left to right."""
    return f"{percent(probability)} %"


def protected() -> str:
    """What the shield says."""
    return str(_("protected: no plan may name this person"))


@dataclass(frozen=True, slots=True)
class TieKind:
    """The kind of a strand as a filter lists it."""

    schema: str
    label: str


def tie_kind(schema: str) -> TieKind:
    """The kind's word: of an edge its own name, else that of the thing that names another."""
    return TieKind(schema, words.schema_label(schema))
