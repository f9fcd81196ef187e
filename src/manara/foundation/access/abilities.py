"""What each role may do, in one table that people can read and the walls tests walk."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from manara.foundation.models.user import Role


class Ability(StrEnum):
    WRITE_REPORTS = "write-reports"
    READ_REPORTS = "read-reports"
    READ_OWN_REPORTS = "read-own-reports"
    IMPORT = "import"
    READ_ENTITIES = "read-entities"
    EXPORT = "export"
    RETRACT = "retract"
    SHARE = "share"
    SEE_SOURCES = "see-sources"
    KEEP_CIRCLES = "keep-circles"
    WORK_CASES = "work-cases"
    COMMENT = "comment"
    ADD_PLACES = "add-places"
    HOLD_TOKENS = "hold-tokens"
    JUDGE = "judge-identities"
    SET_RULES = "set-rules"
    READ_LOG = "read-log"
    ADMINISTER = "administer"


_EXPERTS = frozenset({Role.INVESTIGATOR, Role.ANALYST, Role.LIAISON})
_CASE_PEOPLE = _EXPERTS | {Role.PROSECUTOR}

ABILITIES: Mapping[Ability, frozenset[str]] = MappingProxyType(
    {
        Ability.WRITE_REPORTS: _CASE_PEOPLE | {Role.FIRST_RESPONDER},
        Ability.READ_REPORTS: _CASE_PEOPLE,
        # A first responder sees what he himself reported, not what his agency knows.
        Ability.READ_OWN_REPORTS: _CASE_PEOPLE | {Role.FIRST_RESPONDER},
        Ability.IMPORT: _EXPERTS,
        Ability.READ_ENTITIES: _CASE_PEOPLE,
        Ability.EXPORT: _EXPERTS,
        Ability.RETRACT: _EXPERTS,
        Ability.SHARE: _EXPERTS,
        Ability.SEE_SOURCES: frozenset({Role.INVESTIGATOR}),
        Ability.KEEP_CIRCLES: _CASE_PEOPLE,
        Ability.WORK_CASES: _CASE_PEOPLE,
        Ability.COMMENT: _CASE_PEOPLE,
        Ability.ADD_PLACES: _CASE_PEOPLE | {Role.FIRST_RESPONDER},
        # A token reads what its holder reads, from a programme of his own.
        Ability.HOLD_TOKENS: _EXPERTS,
        # Who is who is judged by those who work with the reports; the rules that bind them are the authority's.
        Ability.JUDGE: _EXPERTS,
        Ability.SET_RULES: frozenset({Role.COORDINATOR}),
        Ability.READ_LOG: frozenset({Role.AUDITOR}),
        Ability.ADMINISTER: frozenset({Role.ADMINISTRATOR}),
    }
)

# These two hold no content and are never joined to a role that does.
APART = frozenset({Role.AUDITOR, Role.ADMINISTRATOR})


def roles_with(ability: Ability) -> frozenset[str]:
    """The roles that hold `ability`."""
    return ABILITIES[ability]


def abilities_of(roles: frozenset[str]) -> frozenset[Ability]:
    """All that a person with `roles` may do."""
    return frozenset(ability for ability, holders in ABILITIES.items() if not holders.isdisjoint(roles))
