"""What a refusal says is missing, in the words of the person who reads it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from manara.foundation.access import Ability, Refused

_ABILITIES = {
    Ability.WRITE_REPORTS: gettext_lazy("writing reports"),
    Ability.READ_REPORTS: gettext_lazy("reading reports"),
    Ability.READ_OWN_REPORTS: gettext_lazy("reading your own reports"),
    Ability.IMPORT: gettext_lazy("importing files"),
    Ability.READ_ENTITIES: gettext_lazy("reading what is known of persons and things"),
    Ability.EXPORT: gettext_lazy("exporting"),
    Ability.RETRACT: gettext_lazy("retracting reports"),
    Ability.SHARE: gettext_lazy("sharing"),
    Ability.SEE_SOURCES: gettext_lazy("seeing who a source is"),
    Ability.KEEP_CIRCLES: gettext_lazy("keeping circles"),
    Ability.WORK_CASES: gettext_lazy("working on cases"),
    Ability.COMMENT: gettext_lazy("writing comments"),
    Ability.ADD_PLACES: gettext_lazy("adding places"),
    Ability.HOLD_TOKENS: gettext_lazy("holding access tokens"),
    Ability.JUDGE: gettext_lazy("judging who is who"),
    Ability.SET_RULES: gettext_lazy("setting the rules of who is who"),
    Ability.READ_LOG: gettext_lazy("reading the audit log"),
    Ability.ADMINISTER: gettext_lazy("keeping accounts"),
}


def words(abilities: frozenset[Ability]) -> list[str]:
    """Abilities in words, in the order of their table."""
    return [str(_ABILITIES.get(ability, ability.value)) for ability in Ability if ability in abilities]


def missing(refusal: Refused) -> str:
    """One sentence: what the reader's roles don't allow."""
    if refusal.ability is None:
        return _("Your account may not do this.")
    words = _ABILITIES.get(refusal.ability, refusal.ability.value)
    return _("Your roles don't include %(ability)s.") % {"ability": words}
