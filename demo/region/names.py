"""The name model: how people of the region are named, and how each language writes the same name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from demo.region.draws import Draws
from demo.region.shipped import table

LANGUAGES = ("ar", "fr", "es", "en")

# country → (culture, weight); the letters are the groups of demo/data/names/given.csv and family.csv.
CULTURES: dict[str, tuple[tuple[str, float], ...]] = {
    "MR": (("hassani", 0.62), ("p", 0.17), ("s", 0.11), ("w", 0.10)),
    "EH": (("sahrawi", 0.85), ("hassani", 0.15)),
    "MA": (("m", 0.74), ("z", 0.26)),
    "DZ": (("d", 0.86), ("z", 0.14)),
    "SN": (("w", 0.6), ("p", 0.3), ("s", 0.1)),
    "ML": (("b", 0.55), ("s", 0.16), ("p", 0.15), ("t", 0.14)),
    "NE": (("t", 0.7), ("p", 0.3)),
    "GN": (("p", 0.6), ("b", 0.4)),
    "GM": (("w", 0.5), ("b", 0.5)),
    "ES": (("e", 0.55), ("m", 0.45)),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One word of a name: what it is ("given", "link", "father", "grandfather", "family") and which form."""

    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class Name:
    """A person's whole name, before any language writes it."""

    culture: str
    gender: str  # "m" or "f"
    parts: tuple[Part, ...]

    @property
    def core(self) -> tuple[str, str]:
        """The first given name and the last other word: two persons who share both are easily confused."""
        given = next(part.key for part in self.parts if part.kind == "given")
        others = [part.key for part in self.parts if part.kind in ("father", "family")]
        return given, others[0] if others else ""

    @property
    def links(self) -> bool:
        return any(part.kind == "link" for part in self.parts)


@cache
def forms() -> dict[str, dict[str, tuple[str, ...]]]:
    """Return every form of the model: {"given/sidi": {"ar": (…), "fr": (…), …}, "family/diop": …}."""
    found = {}
    for kind, name in (("given", "names/given.csv"), ("family", "names/family.csv"), ("link", "names/links.csv")):
        for row in table(name):
            found[f"{kind}/{row['key']}"] = {lang: tuple(row[lang].split("|")) for lang in LANGUAGES}
    return found


@cache
def _given(group: str, gender: str) -> tuple[str, ...]:
    rows = table("names/given.csv")
    return tuple(r["key"] for r in rows if r["gender"] == gender and group in r["groups"].split("|"))


@cache
def _family(group: str) -> tuple[str, ...]:
    return tuple(row["key"] for row in table("names/family.csv") if group in row["groups"].split("|"))


@cache
def _never() -> frozenset[tuple[str, str]]:
    return frozenset((row["given"], row["other"]) for row in table("names/never_together.csv"))


def allowed(name: Name) -> bool:
    """Return False for pairs that a public figure bears (demo/data/names/never_together.csv)."""
    given = [part.key for part in name.parts if part.kind == "given"]
    other = [part.key for part in name.parts if part.kind in ("father", "grandfather", "family")]
    return not any((g, o) in _never() for g in given for o in other) and len(set(given + other)) == len(given + other)


def _draw(draws: Draws, culture: str, gender: str) -> Name:
    if culture in ("hassani", "sahrawi"):
        link = Part("link", "ould" if gender == "m" else "mint")
        men = _given("h", "m")
        given, father, grandfather = draws.pick(_given("h", gender)), draws.pick(men), draws.pick(men)
        parts = [Part("given", given)]
        if culture == "sahrawi":  # the Spanish civil registry wrote father and grandfather without a link
            parts += [Part("father", father), Part("grandfather", grandfather)]
        elif draws.chance(0.12):
            parts += [link, Part("link", "ehel"), Part("father", father), Part("grandfather", grandfather)]
        elif draws.chance(0.7):
            parts += [link, Part("father", father), Part("link", "ould"), Part("grandfather", grandfather)]
        else:
            parts += [link, Part("father", father), Part("grandfather", grandfather)]
        return Name(culture, gender, tuple(parts))
    given = draws.pick(_given(culture, gender))
    if culture == "t":
        link = Part("link", "ag" if gender == "m" else "walet")
        men = _given("t", "m")
        return Name(
            culture,
            gender,
            (Part("given", given), link, Part("father", draws.pick(men)), Part("grandfather", draws.pick(men))),
        )
    parts = [Part("given", given)]
    if culture in "mdz" and draws.chance(0.6 if culture == "z" else 0.3):
        link = Part("link", "ben" if gender == "m" else "bent")
        parts += [link, Part("grandfather", draws.pick(_given(culture, "m")))]
    elif culture in "wpbs" and draws.chance(0.45):
        parts.append(Part("given", draws.pick(_given(culture, gender))))
    elif culture == "e":
        parts += [Part("family", draws.pick(_family("e"))), Part("family", draws.pick(_family("e")))]
        return Name(culture, gender, tuple(parts))
    parts.append(Part("family", draws.pick(_family(culture))))
    return Name(culture, gender, tuple(parts))


class NameModel:
    """Draws names; few share given name and father's or family name unless asked for (`near`)."""

    def __init__(self, draws: Draws) -> None:
        self._draws = draws
        self._cores: set[tuple[str, str]] = set()
        self._whole: set[tuple[Part, ...]] = set()

    def draw(self, country: str, gender: str) -> Name:
        """Return a name usual in `country`: with a core of its own while one is easily found, else at least whole."""
        cultures = CULTURES[country]
        culture = self._draws.weighted([c for c, _ in cultures], [w for _, w in cultures])
        for turn in range(400):
            name = _draw(self._draws, culture, gender)
            if allowed(name) and name.parts not in self._whole and (turn > 80 or name.core not in self._cores):
                self._cores.add(name.core)
                self._whole.add(name.parts)
                return name
        raise RuntimeError(f"the name model has no free {culture} name left: add forms to demo/data/names")

    def near(self, name: Name) -> Name:
        """Return another person's name that nearly is `name`: the core stays, something behind it may differ."""
        pool = _given("h" if name.culture in ("hassani", "sahrawi") else name.culture, "m")
        for _ in range(400):
            parts = tuple(
                Part(part.kind, self._draws.pick(pool)) if part.kind == "grandfather" else part for part in name.parts
            )
            twin = Name(name.culture, name.gender, parts)
            if allowed(twin):
                return twin
        raise RuntimeError("no near name found")
