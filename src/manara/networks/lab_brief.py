"""A plan as a document: what is asked, the order with why each step, how sure it is, the harm check and who signed it."""

from __future__ import annotations

from typing import Any, cast

from django.utils.translation import gettext as _

from manara.exchange.engine.marks import Marks
from manara.foundation.documents import (
    Block,
    Cell,
    Document,
    Facts,
    Joined,
    Language,
    Note,
    Paragraph,
    Picture,
    Section,
    Table,
    Text,
)
from manara.foundation.engine.scripts import isolate
from manara.networks.actions.check_harm import DANGERS
from manara.networks.forms.lab import ANSWER_WORDS, DANGER_WORDS
from manara.networks.models import HarmCheck
from manara.networks.pages.lab import saying
from manara.networks.pages.saying import in_one_line
from manara.resolution import words


def brief(told: dict[str, Any], marks: Marks) -> Document:
    """The brief of what `pages.lab.plan.context` says of a plan."""
    found = told["found"]
    return Document(
        title=found.plan.title,
        kind=_("Plan"),
        language=cast(Language, words.language()),
        handling=marks.code,
        conditions=" · ".join(marks.conditions),
        taken_by=marks.taken_by,
        taken_at=marks.taken_at,
        purpose=marks.purpose,
        agency=marks.agency,
        subtitle=Joined((told["says"], saying.waves(told["question"]))),
        sections=[
            Section(_("What is asked"), [Facts([(label, value) for label, value in told["facts"]]), *_goodness(told)]),
            Section(_("The order"), _order(told)),
            *([Section(_("The given order beside a sought one"), _turns(told["turns"]))] if told["turns"] else []),
            *([Section(_("Does the route still work?"), _route(told["route"]))] if told["route"] else []),
            *([Section(_("In waves"), _waves(told))] if told["waves"] else []),
            Section(_("What is left after each step"), _curve(told)),
            Section(_("What to find out first"), _worth(told)),
            *([Section(_("What will probably grow back"), _growth(told["growth"]))] if told["growth"] else []),
            Section(_("Harm check"), _harm(found)),
        ],
    )


def _goodness(told: dict[str, Any]) -> list[Block]:
    sentence = _("A person on this list is a person of interest. Nothing here is a finding of guilt.")
    found: list[Block] = [Note(sentence, tone="ask")]
    if told["good"]:
        found.append(Paragraph(told["good"]))
    found.extend(Paragraph(remark) for remark, _tone in told["remarks"])
    if told["spread"] and not told["route"]:
        mean, low, _middle, high = told["spread"]
        found.append(
            Paragraph(
                _("Over networks as they may really be: area %(mean)s (shares × days), in eight of ten between %(low)s and "
                  "%(high)s.")
                % {"mean": mean, "low": low, "high": high}
            )
        )
    return found


def _order(told: dict[str, Any]) -> list[Block]:
    rows: list[list[Cell]] = [
        [
            Text(str(line["number"]), ltr=True), _who(line["name"]), _why(line), line["cost"],
            line["chains"] if told["route"] else line["left"],
        ]
        for line in told["steps"]
    ]  # fmt: skip
    left = _("Chains") if told["route"] else _("Expected together") if told["doubtful"] else _("Still together")
    found: list[Block] = [Table([_("Step"), _("Who"), _("Why"), _("Days"), left], rows, widths=(1, 4, 7, 1.5, 2))]
    if told["doubtful"] and not told["route"]:
        found.insert(0, Paragraph(told["read_off"]))
    for line in told["steps"]:
        other = line["without"]
        if other:
            then = " ← " if words.language() == "ar" else " → "
            names = Joined(tuple(Text(in_one_line(name), ltr=name.ltr) for name in other["names"]), then)
            who = _("If %(who)s cannot be reached:") % {"who": in_one_line(line["name"])}
            found.append(Paragraph([who, names]))
    return found


def _who(name: words.Shown) -> Cell:
    """A name; where another of the order has it too, beneath it what tells the two apart."""
    said = Text(name.text, ltr=name.ltr, strong=True)
    return [said, Joined(name.apart)] if name.apart else said


def _why(line: dict[str, Any]) -> str:
    if not line["not_before"]:
        return str(line["why"])
    return f"{line['why']} {_('Not before wave %(n)s.') % {'n': line['not_before']}}"


def _turns(turns: dict[str, Any]) -> list[Block]:
    rows: list[list[Cell]] = [[Text(str(number), ltr=True), given, sought] for number, given, sought in turns["rows"]]
    return [Table([_("Steps"), _("As given"), _("As sought")], rows)]


def _route(route: dict[str, Any]) -> list[Block]:
    found: list[Block] = [Paragraph(route[each]) for each in ("sentence", "in_doubt") if route[each]]
    if route["stages"]:
        rows: list[list[Cell]] = [
            [
                str(line["stage"]), Text(str(line["now"]), ltr=True), Text(str(line["now_on"]), ltr=True),
                Text(str(line["then"]), ltr=True), _("breaks here") if line["breaks"] else "",
            ]
            for line in route["stages"]
        ]  # fmt: skip
        head = [_("Stage"), _("Can do it now"), _("of them in a complete chain"), _("Can do it after the order"), ""]
        found.append(Table(head, rows, widths=(4, 2, 2, 2, 2)))
    return found


def _waves(told: dict[str, Any]) -> list[Block]:
    rows: list[list[Cell]] = [
        [Text(str(wave["number"]), ltr=True), Text(str(wave["people"]), ltr=True), wave["cost"], wave["left"], wave["low"],
         wave["high"]]
        for wave in told["waves"]
    ]  # fmt: skip
    return [Table([_("Wave"), _("people"), _("Days"), _("Still together"), "P10", "P90"], rows)]


def _growth(growth: dict[str, Any]) -> list[Block]:
    if not growth["scenarios"]:
        return [Paragraph(_("Nobody is reached by this order, so nothing grows back."))]
    sentence = _("Scenarios, no forecast of what will happen: places are taken, lost ties are made anew, by rates that were "
                 "measured on one other network.")  # fmt: skip
    rows: list[list[Cell]] = [
        [str(each["label"]), *(f"{mean} ({between})" for _months, mean, between in each["after"]), each["restored"]]
        for each in growth["scenarios"]
    ]
    found: list[Block] = [
        Note(sentence, tone="ask"),
        Picture(growth["picture"], _("Largest group together in the months after the order"),
                " · ".join(str(each["label"]) for each in growth["scenarios"])),
        Table([_("Places taken"), _("after 6 months"), _("after 12 months"), _("Back to nine tenths")], rows),
        Paragraph(
            _("These were fitted to the numbers of people and ties in eight phases of one network of drug trade under police "
              "pressure, Caviar (Morselli and Petit, 2007). It says little about another network.")
        ),
    ]  # fmt: skip
    if growth["shift"]:
        routes: list[list[Cell]] = [[Text(name), *shares] for name, shares in growth["shift"]["rows"]]
        routes.append([_("stopped"), *growth["shift"]["stopped"]])
        found.append(Table([_("Route"), _("after 6 months"), _("after 12 months")], routes))
    return found


def _curve(told: dict[str, Any]) -> list[Block]:
    if not told["picture"]:
        return [Paragraph(_("Nothing was worked out yet."))]
    rows: list[list[Cell]] = [[Text(str(number), ltr=True), mean, low, high] for number, mean, low, high in told["table"]]
    caption = (
        _("The band is where eight of ten networks lie.") if told["route"]
        else _("The dashed red line is what is aimed at; the band is where eight of ten networks lie.")
    )  # fmt: skip
    return [
        Picture(told["picture"], _("Largest group still together after each step"), caption),
        Table([_("Steps"), _("Expected"), "P10", "P90"], rows),
    ]


def _worth(told: dict[str, Any]) -> list[Block]:
    if not told["worth"]:
        return [Paragraph(told["no_worth"])]
    rows: list[list[Cell]] = [
        [Joined((in_one_line(line["one"]), in_one_line(line["other"])), " – "), line["probability"],
         f"{line['share']} ± {line['error']}" if line["error"] else line["share"]]
        for line in told["worth"]
    ]
    head = [_("Tie in doubt"), _("How probable"), _("Less work") if told["route"] else _("Less together")]
    table = Table(head, rows, widths=(5, 2, 2))
    return [table, Paragraph(told["worth_is"])] if told["worth_is"] else [table]


def _harm(found: Any) -> list[Block]:
    check, signature = found.check, found.signature
    if check is None:
        return [Note(_("No harm check was written."), tone="alert")]
    blocks: list[Block] = [
        Facts([(str(DANGER_WORDS[danger]), str(ANSWER_WORDS[check.dangers[danger]])) for danger in DANGERS]),
        Facts([
            (_("Who is at risk, and where"), check.at_risk or "—"),
            (_("What is done first, before anybody is reached"), check.first),
            (_("Protection service"), _protection(check)), (_("Who else is told, by whom and when"), check.told),
            (_("Written by"), Text(check.by.code, ltr=True)),
        ]),
    ]  # fmt: skip
    if signature is not None:
        blocks.append(Facts([(_("Signed by a second person"), Text(signature.by.code, ltr=True))]))
    return blocks


def _protection(check: HarmCheck) -> str:
    told = saying.protection(check)
    return " · ".join([told["says"], *([isolate(told["on"].isoformat()), told["by"]] if told["on"] else [])])
