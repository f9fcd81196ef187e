"""The log's own words: kinds of object, and groups of verbs that belong together in a picture."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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
