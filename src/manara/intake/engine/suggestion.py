"""Suggests what each column says, from its header in four languages and the look of its values together."""

from __future__ import annotations

from collections.abc import Mapping as Dictionary

from manara.intake.engine.headers import is_second, recognise, words_of
from manara.intake.engine.looks import Look, look_of
from manara.intake.engine.mapping import Column
from manara.intake.engine.targets import IGNORED, TARGETS

_GOOD = 0.5  # below it a column is left to the user
# How the values of a target must look to be believed, and which look speaks for it without a header.
_FITS: Dictionary[str, str] = {
    "date": "date", "phone": "phone", "email": "email", "imei": "imei",
    "latitude": "number", "longitude": "number", "number": "number",
}  # fmt: skip
_UNLIKE: Dictionary[str, tuple[str, ...]] = {
    "name": ("date", "phone", "number", "email", "imei"),
    "gender": ("date", "phone", "long"),
    "country": ("date", "phone", "number"),
    "plate": ("date", "long"),
    "long": (),
}
# Several columns may say these of one entity; of the others the best column is taken.
_REPEATABLE = frozenset(
    {"person.alias", "person.phone", "person.notes", "person2.phone", "person.nationality", "report.text", "phone.number",
     "person.idNumber", "person.address", "person2.notes"}
)  # fmt: skip

_BARE_NAMES = frozenset({("اسم",), ("الاسم",), ("name",), ("nombre",)})


def suggest_columns(header: tuple[str, ...], samples: tuple[tuple[str, ...], ...]) -> tuple[Column, ...]:
    """Return a column for each header, its target None where nothing is plausible enough."""
    looks = [look_of([row[at] for row in samples if at < len(row)]) for at in range(len(header))]
    offers = [
        (score, at, target) for at in range(len(header)) for target, score in _offers(header[at], looks[at]).items()
    ]
    taken: dict[int, tuple[str, float]] = {}
    used: set[str] = set()
    # The surest pair first; a target that is taken can still be the second person's.
    for score, at, target in sorted(offers, key=lambda offer: (-offer[0], offer[1])):
        if at in taken or score < _GOOD:
            continue
        if target in used and target not in _REPEATABLE:
            second = target.replace("person.", "person2.", 1)
            if second == target or second in used or second not in TARGETS or not is_second(header[at]):
                continue
            target = second
        taken[at] = (target, score)
        used.add(target)
    _whole_names(header, taken)
    columns: list[Column] = []
    for at, name in enumerate(header):
        target, score = taken.get(at, ("", 0.0))
        if not target or target in IGNORED:
            columns.append(Column(index=at, header=name))
        else:
            columns.append(Column(index=at, header=name, target=target, score=round(score, 2)))
    return tuple(columns)


def _whole_names(header: tuple[str, ...], taken: dict[int, tuple[str, float]]) -> None:
    """Tell whole names from halves: "nom" alone is the whole name, beside "prénom" the last one."""
    for group in ("person", "person2"):
        at = {target: index for index, (target, _) in taken.items() if target.startswith(f"{group}.")}
        last, first, whole = (at.get(f"{group}.{part}") for part in ("lastName", "firstName", "name"))
        if whole is not None:
            if last is not None and first is None and words_of(header[whole]) in _BARE_NAMES:
                taken[whole] = (f"{group}.firstName", taken[whole][1])
        elif last is not None and first is None:
            taken[last] = (f"{group}.name", taken[last][1])
        elif first is not None and last is None:
            taken[first] = (f"{group}.name", taken[first][1])
    targets = {target: index for index, (target, _) in taken.items()}
    persons = {target for target in targets if target.startswith("person")}
    if {"place.lat", "place.lon"} <= set(targets) and persons == {"person.name"}:
        # A list of places: the name beside coordinates is the place's, in one script or two.
        taken[targets["person.name"]] = ("place.name", taken[targets["person.name"]][1])


def _offers(header: str, look: Look) -> dict[str, float]:
    found = dict(recognise(header))
    if is_second(header):
        for target, score in list(found.items()):
            second = target.replace("person.", "person2.", 1)
            if second in TARGETS and second not in found and target.startswith("person."):
                found[second] = min(1.0, score + 0.1)
    offers = {target: _weighed(target, score, look) for target, score in found.items()}
    for target, score in _by_look(look).items():
        offers[target] = max(offers.get(target, 0.0), score)
    return offers


def _weighed(target: str, score: float, look: Look) -> float:
    """Weigh what the header says against what the values look like."""
    known = TARGETS.get(target)
    if known is None or look.filled == 0:
        return score
    fits = _FITS.get(known.reading)
    if fits is not None:
        share = float(getattr(look, fits))
        if known.reading == "phone":
            share = max(share, look.number * 0.6)
        return score * (0.35 + 0.65 * share) if share < 0.5 else score
    against = max((float(getattr(look, name)) for name in _UNLIKE.get(known.reading, ())), default=0.0)
    return score * (1.0 - 0.6 * against) if against > 0.5 else score


def _by_look(look: Look) -> dict[str, float]:
    """What the values alone suggest: only looks that hardly mislead."""
    if look.filled < 2:
        return {}
    found: dict[str, float] = {}
    if look.email > 0.8:
        found["person.email"] = 0.75
    if look.imei > 0.8:
        found["phone.imei"] = 0.8
    if look.phone > 0.8 and look.number < 1.0:
        found["person.phone"] = 0.6
    if look.gender > 0.9:
        found["person.gender"] = 0.6
    if look.long > 0.5:
        found["report.text"] = 0.55
    return found
