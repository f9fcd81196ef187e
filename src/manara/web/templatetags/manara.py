"""How values are written on a page: isolated names, dates with precision, grades, handling codes, icons, addresses."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django import template
from django.forms import BoundField
from django.template.context import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from manara.foundation.engine.dates import PartialDate
from manara.foundation.engine.figures import Figure
from manara.foundation.engine.scripts import isolate as isolated
from manara.foundation.engine.scripts import western_digits
from manara.web.date_order import EXAMPLES, differs
from manara.web.moments import ago as said_ago
from manara.web.moments import at
from manara.web.weights import GRADE_COLOURS, handling_sentence

register = template.Library()

# Icons that point somewhere turn with the page; a magnifying glass or a phone doesn't.
POINTING = frozenset({"next", "back", "chevron", "retract", "sign-out", "list"})
LONG = 28
_ISOLATED = re.compile("\u2066([^\u2066\u2069]*)\u2069")


@register.simple_tag
def bdi(value: object, lang: str = "", ltr: bool = False) -> SafeString:
    """A name, date, number or code with its own direction, unbroken: `{% bdi person.name %}`, `{% bdi phone ltr=True %}`."""
    text = "" if value is None else str(value)
    attributes = format_html(' lang="{}"', lang) if lang else SafeString("")
    if ltr:
        attributes += SafeString(' dir="ltr" class="num"')
    elif len(text) > LONG:
        attributes += SafeString(' class="long"')
    return format_html("<bdi{}>{}</bdi>", attributes, text)


@register.simple_tag
def apart(name: Any) -> SafeString:
    """What tells a name from the same name beside it, behind it; nothing where it stands once: `{% apart person.name %}`."""
    parts = format_html_join(" · ", "{}", ((_isolates(part),) for part in getattr(name, "apart", ())))
    return format_html(' <small class="apart">{}</small>', parts) if parts else SafeString("")


def _isolates(text: str) -> SafeString:
    """The text with what is isolated in it as elements, which a page keeps unbroken."""
    pieces = _ISOLATED.split(text)
    told = (bdi(piece, ltr=piece[:1].isdecimal()) if at % 2 else piece for at, piece in enumerate(pieces))
    return format_html_join("", "{}", ((piece,) for piece in told))


@register.simple_tag(takes_context=True)
def date_hint(context: Context) -> SafeString:
    """Beside a date field, where the browser's language is another than the page's: in which order it takes the date."""
    request = context.get("request")
    order = differs(request.headers.get("Accept-Language", ""), get_language() or "en") if request else None
    if order is None:
        return SafeString("")
    words = {"dmy": _("day, month, year"), "mdy": _("month, day, year"), "ymd": _("year, month, day")}[order]
    said = _("Your browser takes it in its own order: %(order)s, such as %(example)s.")
    return format_html(
        '<span class="hint date-order no-print">{}</span>',
        _isolates(said % {"order": words, "example": isolated(EXAMPLES[order])}),
    )


@register.simple_tag
def colon() -> str:
    """What stands between a label and its value, with the space before it where the language has one: `{% colon %}`."""
    return pgettext("between a label and its value", ":")


@register.simple_tag(takes_context=True)
def kept(context: Context, *names: str) -> SafeString:
    """This page's query values of these names, for a form that asks for others: `{% kept "sort" "page" %}`."""
    asked = context["request"].GET
    return format_html_join(
        "", '<input type="hidden" name="{}" value="{}">', ((name, asked[name]) for name in names if asked.get(name))
    )


@register.filter
def isolate(value: object) -> str:
    """The text between U+2066 and U+2069, for titles and attributes, where no element can stand."""
    return isolated("" if value is None else str(value))


@register.filter
def western(value: object) -> str:
    """The text with its digits as 0-9."""
    return western_digits(str(value))


@register.filter
def thousands(value: object) -> object:
    """A whole number in groups of three figures, also where it is counted: `{% blocktranslate count n=many|thousands %}`."""
    return Figure(value) if isinstance(value, int) and not isinstance(value, bool) else value


@register.simple_tag
def partial_date(value: PartialDate | str | None, hijri: bool = False) -> SafeString:
    """A date as precise as it is known: `{% partial_date "~1984" %}`; with `hijri=True` its Hijri form beside it."""
    if not value:
        return SafeString("")
    date = PartialDate.from_iso(value) if isinstance(value, str) else value
    shown = format_html('<bdi class="num">{}</bdi>', date.iso().lstrip("~").replace("/", " – "))
    if date.precision == "about":
        shown = format_html("{} {}", pgettext("before a date", "about"), shown)
    if hijri and (other := date.hijri()):
        shown += format_html(' <small class="soft nowrap"><bdi>{}</bdi> {}</small>', other, pgettext("Hijri era", "AH"))
    return shown


@register.simple_tag
def partial_dates(since: PartialDate | str, until: PartialDate | str | None = None, hijri: bool = False) -> SafeString:
    """From one date to another, in every language from left to right; one alone where the other is the same or none."""
    ends = dict.fromkeys(date for each in (since, until) if (date := partial_date(each, hijri)))
    if len(ends) < 2:
        return next(iter(ends), SafeString(""))
    # What stands beside a date, such as "about", keeps to its own language's side of it.
    told = (end if end.startswith("<bdi") and end.count("<") == 2 else format_html("<bdi>{}</bdi>", end) for end in ends)
    wide = SafeString(' class="long"') if hijri else ""
    return format_html('<bdi dir="ltr"{}>{} – {}</bdi>', wide, *told)


@register.simple_tag
def ago(moment: datetime | None) -> SafeString:
    """How long ago within a day, the date and time beyond and on paper."""
    if moment is None:
        return SafeString("")
    return format_html(
        '<time class="ago" datetime="{}" title="{}">{}</time>', moment.isoformat(), at(moment), said_ago(moment)
    )


@register.simple_tag
def grade(source: Any, information: str = "", mapped: bool = False) -> SafeString:
    """The grade of a report, or of two letters: `{% grade report %}`, `{% grade "B" "2" %}`; a mapped one says so."""
    if not isinstance(source, str):
        source, information = source.grade_source, source.grade_information
    if not source and not information:
        return format_html('<span class="badge grade x">{}</span>', _("ungraded"))
    badge = format_html(
        '<span class="badge grade {}"><span class="visually-hidden">{} </span><bdi>{}{}</bdi></span>',
        GRADE_COLOURS.get(source[:1].upper(), "x"),
        _("grade"),
        source,
        information,
    )
    return badge + format_html(" <small>{}</small>", _("mapped")) if mapped else badge


@register.simple_tag
def handling(code: str, meaning: bool = False) -> SafeString:
    """The badge of a handling code; with `meaning=True` what it asks of the reader beside it."""
    badge = format_html(
        '<span class="badge handling"><span class="visually-hidden">{} </span><bdi>{}</bdi></span>',
        _("handling code"),
        code,
    )
    return badge + format_html(" <span>{}</span>", handling_sentence(code)) if meaning else badge


@register.simple_tag
def kind(value: str) -> SafeString:
    """Fact or assessment."""
    label = _("fact") if value == "fact" else _("assessment")
    return format_html('<span class="badge {}">{}</span>', "fact" if value == "fact" else "assessment", label)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A drawing of the sprite; without `label` it is decoration and not read out."""
    turns = " turns" if name in POINTING else ""
    spoken = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html(
        '<svg class="icon{}" {}><use href="{}#{}"></use></svg>', turns, spoken, static("web/icons.svg"), name
    )


@register.simple_tag(takes_context=True)
def query(context: Context, **changed: object) -> str:
    """This page's query with some values changed: `{% query page=2 %}`; None or nothing takes a value out."""
    asked = context["request"].GET.copy()
    for name, value in changed.items():
        if value is None or value == "":
            asked.pop(name, None)
        else:
            asked[name] = str(value)
    return f"?{asked.urlencode()}"


@register.simple_tag(takes_context=True)
def card_inside(context: Context, card: dict[str, Any]) -> SafeString:
    """The inside of a home card, drawn by its room's own template with the card's context."""
    return SafeString(render_to_string(card["template"], card["context"], request=context["request"]))


class Filled(template.Node):
    """What a block holds, in its frame; neither where the block is empty."""

    child_nodelists = ("nodelist",)

    def __init__(self, frame: str, nodelist: template.NodeList) -> None:
        self.frame = frame
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        inside = self.nodelist.render(context)
        return SafeString(render_to_string(self.frame, {"inside": inside})) if inside.strip() else SafeString("")


@register.tag
def filled(parser: template.base.Parser, token: template.base.Token) -> Filled:
    """The frame around what a page gives in a block: `{% filled "frame.html" %}{% block … %}{% endblock %}{% endfilled %}`."""
    _tag, frame = token.split_contents()
    nodelist = parser.parse(("endfilled",))
    parser.delete_first_token()
    return Filled(frame.strip("\"'"), nodelist)


@register.inclusion_tag("web/components/handling_bar.html", takes_context=True)
def handling_bar(context: Context, code: str = "", conditions: str = "") -> dict[str, Any]:
    """The amber bar at the top of a page with content: its handling code, and the purpose for which it was opened."""
    viewer = getattr(context["request"], "viewer", None)
    return {
        "code": code,
        "conditions": conditions,
        "sentence": handling_sentence(code) if code else "",
        "purpose": viewer.purpose if viewer else "",
        "here": context["request"].get_full_path(),
    }


@register.simple_tag
def widget(field: BoundField, dir: str = "", described: bool = False) -> SafeString:
    """A field's input as the field component needs it: its direction, and the hint that describes it."""
    inner = field.field.widget.attrs
    if "placeholder" in inner and inner["placeholder"] == field.field.label:
        del inner["placeholder"]  # a label said twice; allauth's forms do
    attributes = {"dir": dir or _direction(field)}
    if described:
        parts = [f"{field.auto_id}_helptext", *([f"{field.auto_id}_error"] if field.errors else [])]
        attributes["aria-describedby"] = " ".join(parts)
    return field.as_widget(attrs={name: value for name, value in attributes.items() if value})


def _direction(field: BoundField) -> str:
    # Free text may be of either script; an address, number or secret is not.
    if field.widget_type in ("email", "password", "number", "url", "date"):
        return "ltr"
    return "auto" if field.widget_type in ("text", "textarea", "search") else ""
