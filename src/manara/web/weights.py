"""What grades and handling codes ask of the reader, in a sentence and a colour."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

# By the source's letter: A is trusted, B mostly, C and worse are not; X and F cannot be judged (Europol, Admiralty).
GRADE_COLOURS = {"A": "a", "B": "b", "C": "c", "D": "c", "E": "c", "1": "a", "2": "b", "3": "c"}

_HANDLING = {
    "H0": _("For preventing and combating crime only"),
    "H1": _("Not to be used in court without the provider's permission"),
    "H2": _("Not to be passed on without the provider's permission"),
    "H3": _("Other restrictions apply"),
    "TLP:RED": _("For the named recipients only"),
    "TLP:AMBER+STRICT": _("For your organisation only"),
    "TLP:AMBER": _("For your organisation and its partners who need to know"),
    "TLP:GREEN": _("For the community, not for the public"),
    "TLP:CLEAR": _("May be passed on freely"),
    "PAP:RED": _("Look only: no action that others could notice"),
    "PAP:AMBER": _("Passive checks only"),
    "PAP:GREEN": _("Active checks allowed"),
    "PAP:CLEAR": _("No limit on action"),
}


def handling_sentence(code: str) -> str:
    """What the handling code asks, in the language now shown; nothing for a code that is unknown."""
    return str(_HANDLING.get(code.upper().replace(" ", ""), ""))
