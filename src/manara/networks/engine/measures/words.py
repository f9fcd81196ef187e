"""What each measure means, in a sentence that a lay person understands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

#: Marks a text for translation by whoever shows it: an engine speaks to programmes, too, and knows no languages.
_ = str


@dataclass(frozen=True)
class Wording:
    """A measure's `title`, its `sentence`, and its `unit`: a number, or a share from 0 to 1."""

    title: str
    sentence: str
    unit: str


WORDS: Final[dict[str, Wording]] = {
    "degree": Wording(_("Ties"), _("With how many others he is tied directly."), "number"),
    "strength": Wording(
        _("Weight of ties"), _("How much his ties weigh together, such as calls made or money sent."), "weight"
    ),
    "betweenness": Wording(
        _("Lies between others"), _("Of all pairs of others, for how many the shortest way leads over him."), "share"
    ),
    "fragmentation": Wording(
        _("Holds together"),
        _("Of all pairs of others, how many could not reach each other any more without him."),
        "share",
    ),
    "reach": Wording(_("Within two steps"), _("How many others he reaches directly or over one person."), "number"),
    "constraint": Wording(
        _("Hemmed in"),
        _("How much his contacts know each other anyway; low means that he stands between those who don't."),
        "index",
    ),
    "effective_size": Wording(
        _("Contacts of his own"),
        _("How many contacts he has, less those whom his other contacts bring him anyway."),
        "number",
    ),
    "core": Wording(
        _("Core"), _("The innermost circle that he belongs to, in which everybody has at least so many ties."), "number"
    ),
    "cut_point": Wording(_("Cut point"), _("Whether some people would lose the others without him."), "yes or no"),
    "community": Wording(
        _("Group"), _("The number of the group whose members are tied mostly among themselves."), "label"
    ),
    "coordinator": Wording(
        _("Links his own"),
        _("Coordinator: pairs of his own group who have no tie of their own and whom he links."),
        "number",
    ),
    "itinerant": Wording(
        _("Links inside another group"),
        _("Itinerant broker: pairs of one other group who have no tie of their own and whom he, from outside, links."),
        "number",
    ),
    "gatekeeper": Wording(
        _("Links his own to others"),
        _(
            "Gatekeeper and representative: pairs of one of his own group and one of another who have no tie of their own and "
            "whom he links. He lets others in or speaks for his own; ties have no direction here, so the two are one."
        ),
        "number",
    ),
    "liaison": Wording(
        _("Links two other groups"),
        _("Liaison: pairs of two different groups, neither his own, who have no tie of their own and whom he links."),
        "number",
    ),
    "bridge": Wording(_("Bridge"), _("A tie that alone holds two parts of the network together."), "tie"),
    "key_players_fragmentation": Wording(
        _("Key players: breaking"), _("The few without whom most of the others can't reach each other any more."), "set"
    ),
    "key_players_reach": Wording(
        _("Key players: reaching"), _("The few from whom most people are at most two ties away."), "set"
    ),
    "afterwards": Wording(
        _("Grows if he goes"), _("Over whom more of the ways between others lead once somebody is gone."), "share"
    ),
}
