"""The log's own words: kinds of object, and groups of verbs that belong together in a picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from manara.foundation.vocabulary import schemas

OBJECT_TYPES: Mapping[str, str | Promise] = {
    "access-token": _("access token"),
    "agency": _("agency"),
    "audit-event": _("event of the log"),
    "audit-log": _("audit log"),
    "case": pgettext_lazy("in the log", "case"),
    "chart": pgettext_lazy("in the log", "chart"),
    "circle": _("circle"),
    "comment": _("comment"),
    "decision": pgettext_lazy("in the log", "decision"),
    "deconfliction": pgettext_lazy("in the log", "deconfliction rule"),
    "draft": _("draft"),
    "element": _("element of an offence"),
    "entity": _("entity"),
    "file": _("file"),
    "harm check": pgettext_lazy("in the log", "harm check of a plan"),
    "import": _("import"),
    "invitation": _("invitation"),
    "judgement": pgettext_lazy("in the log", "judgement of who is who"),
    "log": _("who read it"),
    "mapping": _("mapping"),
    "measures": pgettext_lazy("in the log", "measures of a network"),
    "notice": pgettext_lazy("in the log", "notice to an owner"),
    "opinion": pgettext_lazy("in the log", "second opinion"),
    "page": _("page"),
    "place": pgettext_lazy("in the log", "place"),
    "placing": _("place of a text"),
    "plan": pgettext_lazy("in the log", "plan of where to strike"),
    "protection": pgettext_lazy("in the log", "mark of protection"),
    "quarantine": _("quarantined row"),
    "real step": pgettext_lazy("in the log", "real step of a plan"),
    "report": _("report"),
    "role": pgettext_lazy("in the log", "role in a network"),
    "rule": pgettext_lazy("in the log", "rule of who is who"),
    "session": _("signing in"),
    "signature": pgettext_lazy("in the log", "signature of a plan"),
    "source": _("source"),
    "statement": _("statement"),
    "suggestion": _("suggestion"),
    "targets": pgettext_lazy("in the log", "list of persons to reach"),
    "task": pgettext_lazy("in the log", "task"),
    "user": _("account"),
}

# What of an object an event speaks of: a field of it, a part of its page, or what was done or decided. Never a value.
PARTS: Mapping[str, str | Promise] = {
    "added": pgettext_lazy("of an event in the log", "added"),
    "again": pgettext_lazy("of an event in the log", "taken up again"),
    "agency": pgettext_lazy("of an event in the log", "agency"),
    "agrees": pgettext_lazy("of an event in the log", "agrees"),
    "alike": pgettext_lazy("of an event in the log", "what is like it"),
    "all": pgettext_lazy("of an event in the log", "all of it"),
    "at": pgettext_lazy("of an event in the log", "time"),
    "audience": pgettext_lazy("of an event in the log", "who may read it"),
    "beside": pgettext_lazy("of an event in the log", "laid side by side"),
    "both": pgettext_lazy("of an event in the log", "both owners are told"),
    "brief": pgettext_lazy("of an event in the log", "document"),
    "card": pgettext_lazy("of an event in the log", "card of a person"),
    "case": pgettext_lazy("of an event in the log", "case"),
    "cases": pgettext_lazy("of an event in the log", "cases"),
    "cells": pgettext_lazy("of an event in the log", "cells of the row"),
    "chart": pgettext_lazy("of an event in the log", "chart"),
    "choice": pgettext_lazy("of an event in the log", "how the file is read"),
    "close": pgettext_lazy("of an event in the log", "closing"),
    "closed": pgettext_lazy("of an event in the log", "the account is closed"),
    "closure": pgettext_lazy("of an event in the log", "closure"),
    "code": pgettext_lazy("of an event in the log", "code"),
    "common": pgettext_lazy("of an event in the log", "what they have in common"),
    "compare": pgettext_lazy("of an event in the log", "comparison"),
    "country": pgettext_lazy("of an event in the log", "country"),
    "decisions": pgettext_lazy("of an event in the log", "decisions"),
    "declined": pgettext_lazy("of an event in the log", "declined"),
    "declines": pgettext_lazy("of an event in the log", "declines"),
    "deconfliction": pgettext_lazy("of an event in the log", "cases of others beside it"),
    "defaults": pgettext_lazy("of an event in the log", "what applies where a row is silent"),
    "denies": pgettext_lazy("of an event in the log", "disagrees"),
    "detail": pgettext_lazy("of an event in the log", "sealed detail"),
    "different": pgettext_lazy("of an event in the log", "different"),
    "discarded": pgettext_lazy("of an event in the log", "discarded"),
    "done": pgettext_lazy("of an event in the log", "done"),
    "dropped": pgettext_lazy("of an event in the log", "dropped"),
    "earlier": pgettext_lazy("of an event in the log", "the owner who reported first is told"),
    "ended": pgettext_lazy("of an event in the log", "ended"),
    "entities": pgettext_lazy("of an event in the log", "persons and things"),
    "export": pgettext_lazy("of an event in the log", "taking along"),
    "family": pgettext_lazy("of an event in the log", "kind of offence"),
    "files": pgettext_lazy("of an event in the log", "files"),
    "followed": pgettext_lazy("of an event in the log", "followed into the other case"),
    "given": pgettext_lazy("of an event in the log", "given"),
    "graph": pgettext_lazy("of an event in the log", "network"),
    "growth": pgettext_lazy("of an event in the log", "what grows back"),
    "harm check": pgettext_lazy("of an event in the log", "harm check"),
    "hubs": pgettext_lazy("of an event in the log", "hubs"),
    "identity": pgettext_lazy("of an event in the log", "who it is"),
    "incidents": pgettext_lazy("of an event in the log", "incidents"),
    "is_active": pgettext_lazy("of an event in the log", "whether it works"),
    "judgements": pgettext_lazy("of an event in the log", "judgements"),
    "keeper": pgettext_lazy("of an event in the log", "keeper"),
    "kind": pgettext_lazy("of an event in the log", "kind"),
    "known": pgettext_lazy("of an event in the log", "what is known"),
    "later": pgettext_lazy("of an event in the log", "the owner who reported later is told"),
    "lead": pgettext_lazy("of an event in the log", "lead"),
    "leaving": pgettext_lazy("of an event in the log", "what if he goes"),
    "legs": pgettext_lazy("of an event in the log", "legs of routes"),
    "log": pgettext_lazy("of an event in the log", "what happened"),
    "lookout": pgettext_lazy("of an event in the log", "list of persons to look out for"),
    "map": pgettext_lazy("of an event in the log", "map"),
    "mapping": pgettext_lazy("of an event in the log", "mapping of columns"),
    "measures": pgettext_lazy("of an event in the log", "measures"),
    "measures without": pgettext_lazy("of an event in the log", "measures without one person"),
    "membership": pgettext_lazy("of an event in the log", "membership"),
    "mentions": pgettext_lazy("of an event in the log", "who is named in it"),
    "merge": pgettext_lazy("of an event in the log", "merge"),
    "missing": pgettext_lazy("of an event in the log", "no token"),
    "moved": pgettext_lazy("of an event in the log", "new due date"),
    "name": pgettext_lazy("of an event in the log", "name"),
    "name_ar": pgettext_lazy("of an event in the log", "name in Arabic"),
    "name_en": pgettext_lazy("of an event in the log", "name in English"),
    "name_es": pgettext_lazy("of an event in the log", "name in Spanish"),
    "name_fr": pgettext_lazy("of an event in the log", "name in French"),
    "neighbourhood": pgettext_lazy("of an event in the log", "who is around it"),
    "network": pgettext_lazy("of an event in the log", "network"),
    "nobody": pgettext_lazy("of an event in the log", "neither owner is told"),
    "number": pgettext_lazy("of an event in the log", "number"),
    "over": pgettext_lazy("of an event in the log", "out of date"),
    "page": pgettext_lazy("of an event in the log", "page"),
    "passed": pgettext_lazy("of an event in the log", "passed on"),
    "password": pgettext_lazy("of an event in the log", "password"),
    "people": pgettext_lazy("of an event in the log", "members"),
    "picture": pgettext_lazy("of an event in the log", "picture"),
    "place": pgettext_lazy("of an event in the log", "place"),
    "plan": pgettext_lazy("of an event in the log", "plan"),
    "protection": pgettext_lazy("of an event in the log", "protection"),
    "purpose": pgettext_lazy("of an event in the log", "purpose"),
    "put away": pgettext_lazy("of an event in the log", "put away"),
    "put_away": pgettext_lazy("of an event in the log", "put away"),
    "queue": pgettext_lazy("of an event in the log", "suggestions"),
    "ranking": pgettext_lazy("of an event in the log", "ranking"),
    "reach": pgettext_lazy("of an event in the log", "who can be reached"),
    "read": pgettext_lazy("of an event in the log", "read"),
    "readers": pgettext_lazy("of an event in the log", "who read it"),
    "real steps": pgettext_lazy("of an event in the log", "real steps"),
    "reopen": pgettext_lazy("of an event in the log", "reopening"),
    "reopening": pgettext_lazy("of an event in the log", "reopening"),
    "reports": pgettext_lazy("of an event in the log", "reports"),
    "revoked": pgettext_lazy("of an event in the log", "the token is revoked"),
    "revoked_at": pgettext_lazy("of an event in the log", "revocation"),
    "roles": pgettext_lazy("of an event in the log", "roles"),
    "rule": pgettext_lazy("of an event in the log", "rule"),
    "same": pgettext_lazy("of an event in the log", "the same"),
    "seals": pgettext_lazy("of an event in the log", "seals"),
    "seen": pgettext_lazy("of an event in the log", "last look"),
    "sharing": pgettext_lazy("of an event in the log", "sharing"),
    "sign-in": pgettext_lazy("of an event in the log", "sign-in"),
    "state": pgettext_lazy("of an event in the log", "state"),
    "statements": pgettext_lazy("of an event in the log", "statements"),
    "steps": pgettext_lazy("of an event in the log", "steps"),
    "suggestions": pgettext_lazy("of an event in the log", "suggestions"),
    "take-along": pgettext_lazy("of an event in the log", "taking along"),
    "taken back": pgettext_lazy("of an event in the log", "taken back"),
    "taken out": pgettext_lazy("of an event in the log", "taken out"),
    "tasks": pgettext_lazy("of an event in the log", "tasks"),
    "text": pgettext_lazy("of an event in the log", "text"),
    "tie": pgettext_lazy("of an event in the log", "tie"),
    "timeline": pgettext_lazy("of an event in the log", "timeline"),
    "title": pgettext_lazy("of an event in the log", "title"),
    "undoing": pgettext_lazy("of an event in the log", "undoing"),
    "undone": pgettext_lazy("of an event in the log", "undone"),
    "unknown": pgettext_lazy("of an event in the log", "unknown token"),
    "unplaced": pgettext_lazy("of an event in the log", "without a place on the map"),
    "unsure": pgettext_lazy("of an event in the log", "unsure"),
    "user": pgettext_lazy("of an event in the log", "account"),
    "verb": pgettext_lazy("of an event in the log", "what was done"),
    "version": pgettext_lazy("of an event in the log", "version"),
    "waits again": pgettext_lazy("of an event in the log", "waits again"),
    "way": pgettext_lazy("of an event in the log", "way between two"),
    "withdrawn": pgettext_lazy("of an event in the log", "withdrawn"),
    "withdrawn_at": pgettext_lazy("of an event in the log", "withdrawal"),
    "worked out": pgettext_lazy("of an event in the log", "worked out"),
    "read-reports": pgettext_lazy("of an event in the log", "reading reports"),
    "read-own-reports": pgettext_lazy("of an event in the log", "reading one's own reports"),
    "read-entities": pgettext_lazy("of an event in the log", "reading persons and things"),
    "work-cases": pgettext_lazy("of an event in the log", "reading cases"),
    "csv": "CSV",
    "ftm": "FollowTheMoney",
    "geojson": "GeoJSON",
    "i2": "i2",
    "pdf": "PDF",
}
_further: list[Callable[[str], str]] = []

GROUPS: tuple[tuple[str, str | Promise, str, tuple[str, ...]], ...] = (
    ("read", _("read, listed, searched"), "#0f5568", ("read", "list", "search")),
    ("write", _("created, changed, retracted"), "#7fb0bb", ("create", "change", "retract", "restore")),
    ("share", _("shared, released"), "#e0a02c", ("share", "release")),
    ("move", _("imported, exported, downloaded"), "#8a6d2f", ("import", "export", "download")),
    ("sign", _("signed in, signed out"), "#b9b09d", ("sign-in", "sign-out")),
    ("administer", _("administered"), "#56656d", ("administer",)),
    ("refused", _("was refused"), "#a63a2b", ("refused",)),
)
GROUP_OF = {verb: key for key, _label, _colour, verbs in GROUPS for verb in verbs}


def type_words(object_type: str) -> str:
    """A kind of object in words, or its name where no word is known."""
    return str(OBJECT_TYPES.get(object_type, object_type))


def learn(words: Callable[[str], str]) -> None:
    """Let a room say its own parts of events in words; `words` gives "" for a name that it does not know."""
    _further.append(words)


def part_words(name: str) -> str:
    """What an event speaks of in words, or its name where no word is known; "version 3" keeps its number."""
    known, _space, number = name.rpartition(" ")
    if number.isdigit() and known in PARTS:
        return f"{PARTS[known]} {number}"
    if name in PARTS:
        return str(PARTS[name])
    return next(filter(None, (words(name) for words in (_of_vocabulary, *_further))), name)


def _of_vocabulary(name: str) -> str:
    language, known = (get_language() or "en")[:2], schemas()
    if name in known:
        return known[name].label(language)
    found = next((schema.properties[name] for schema in known.values() if name in schema.properties), None)
    return found.label(language) if found else ""
