"""What each measure means, in a sentence that a lay person understands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Wording:
    """A measure's `title`, its `sentence`, and its `unit`: a number, or a share from 0 to 1."""

    title: str
    sentence: str
    unit: str


WORDS: Final[dict[str, Wording]] = {
    "degree": Wording("Ties", "With how many others he is tied directly.", "number"),
    "strength": Wording("Weight of ties", "How much his ties weigh together, such as calls made or money sent.", "weight"),
    "betweenness": Wording(
        "Lies between others", "Of all pairs of others, for how many the shortest way leads over him.", "share"
    ),
    "fragmentation": Wording(
        "Holds together", "Of all pairs of others, how many could not reach each other any more without him.", "share"
    ),
    "reach": Wording("Within two steps", "How many others he reaches directly or over one person.", "number"),
    "constraint": Wording(
        "Hemmed in", "How much his contacts know each other anyway; low means that he stands between those who don't.", "index"
    ),
    "effective_size": Wording(
        "Contacts of his own", "How many contacts he has, less those whom his other contacts bring him anyway.", "number"
    ),
    "core": Wording(
        "Core", "The innermost circle that he belongs to, in which everybody has at least so many ties.", "number"
    ),
    "cut_point": Wording("Cut point", "Whether some people would lose the others without him.", "yes or no"),
    "community": Wording("Group", "The number of the group whose members are tied mostly among themselves.", "label"),
    "coordinator": Wording("Links his own", "Pairs of his own group who aren't tied and whom he links.", "number"),
    "itinerant": Wording("Links inside another group", "Pairs of one other group who aren't tied and whom he links.", "number"),
    "gatekeeper": Wording(
        "Gatekeeper", "Pairs of one of his own group and one of another who aren't tied and whom he links.", "number"
    ),
    "liaison": Wording("Go-between", "Pairs of two other groups who aren't tied and whom he links.", "number"),
    "bridge": Wording("Bridge", "A tie that alone holds two parts of the network together.", "tie"),
    "key_players_fragmentation": Wording(
        "Key players: breaking", "The few without whom most of the others can't reach each other any more.", "set"
    ),
    "key_players_reach": Wording("Key players: reaching", "The few from whom most people are at most two ties away.", "set"),
    "afterwards": Wording("Grows if he goes", "Over whom more of the ways between others lead once somebody is gone.", "share"),
}
