"""The words of the three grading schemes and of the handling codes, to choose among."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from manara.intake.models.report import Handling

# As the schemes word them: Europol 4×4, United Kingdom 3×5×2, NATO AJP-2.1 (Admiralty).
SOURCE_WORDS = {
    "4x4": {
        "A": _("No doubt, or always reliable"),
        "B": _("Mostly reliable"),
        "C": _("Mostly unreliable"),
        "X": _("Cannot be assessed"),
    },
    "3x5x2": {
        "1": pgettext_lazy("source", "Reliable"),
        "2": pgettext_lazy("source", "Untested"),
        "3": pgettext_lazy("source", "Not reliable"),
    },
    "6x6": {
        "A": _("Completely reliable"),
        "B": _("Usually reliable"),
        "C": _("Fairly reliable"),
        "D": _("Not usually reliable"),
        "E": _("Unreliable"),
        "F": _("Reliability cannot be judged"),
    },
}
INFORMATION_WORDS = {
    "4x4": {
        "1": _("Accuracy not in doubt"),
        "2": _("Known to the source, not to the officer"),
        "3": _("Not known to the source, but corroborated"),
        "4": _("Not known to the source, cannot be corroborated"),
    },
    "3x5x2": {
        "A": _("Known directly"),
        "B": _("Known indirectly, but corroborated"),
        "C": _("Known indirectly"),
        "D": _("Not known"),
        "E": _("Suspected to be false"),
    },
    "6x6": {
        "1": _("Confirmed by other sources"),
        "2": _("Probably true"),
        "3": _("Possibly true"),
        "4": _("Doubtful"),
        "5": _("Improbable"),
        "6": _("Truth cannot be judged"),
    },
}


def grade_choices(words: Mapping[str, Mapping[str, object]], scheme: str) -> list[tuple[str, str]]:
    """The values of one scheme with their words, for a select; the first asks to choose."""
    return [("", str(_("Choose"))), *((code, f"{code} · {text}") for code, text in words.get(scheme, {}).items())]


def handling_choices() -> list[tuple[str, str]]:
    """The four handling codes with what they ask."""
    return [(str(code), f"{code} · {label}") for code, label in Handling.choices]


def schemes() -> dict[str, dict[str, dict[str, str]]]:
    """Every scheme's words: they travel with the page, so that a change of scheme needs no answer of the node."""
    return {
        scheme: {
            "source": {code: str(word) for code, word in SOURCE_WORDS[scheme].items()},
            "information": {code: str(word) for code, word in INFORMATION_WORDS[scheme].items()},
        }
        for scheme in SOURCE_WORDS
    }
