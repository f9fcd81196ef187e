"""Nobody real is meant: no phone that an operator could hold, no document that could be issued, no listed name."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import phonenumbers
import pytest

from demo.region.output import Region
from demo.region.shipped import reserved_prefixes
from manara.foundation.engine.folding import fold

ROOT = Path(__file__).resolve().parents[2]
NAMES = ROOT.parent / "shared" / "data" / "names"


def _numbers(truth: dict[str, Any]) -> set[str]:
    own = {phone["number"] for person in truth["persons"].values() for phone in person.get("phones", [])}
    return own | {
        number
        for person in truth["persons"].values()
        for copy in person.get("copies", [])
        for number in copy.get("phones", [])
    }


def test_no_phone_is_valid_anywhere(truth: dict[str, Any]) -> None:
    numbers = _numbers(truth)
    assert len(numbers) > 2000
    for number in numbers:
        assert not phonenumbers.is_valid_number(phonenumbers.parse(number)), number
        assert number.startswith(tuple(p for listed in reserved_prefixes().values() for p in listed)), number


@pytest.mark.parametrize("prefix", [p for listed in reserved_prefixes().values() for p in listed])
def test_no_number_under_a_reserved_prefix_is_valid(prefix: str) -> None:
    lengths = {"+222": 8, "+221": 9, "+223": 8, "+212": 9, "+213": 9, "+34": 9}
    code = next(code for code in lengths if prefix.startswith(code))
    missing = len(code) + lengths[code] - len(prefix)
    for middle in range(1000):
        number = prefix + f"{middle:03d}".ljust(missing, "5")
        assert not phonenumbers.is_valid_number(phonenumbers.parse(number)), number


def test_documents_plates_and_handsets_are_impossible(truth: dict[str, Any]) -> None:
    for person in truth["persons"].values():
        for kind, number in person.get("documents", []):
            if kind == "passport" or number.startswith(("XX", "ZZ0", "99", "9 ", "9")):
                continue
            if number[-1].isalpha():
                assert "TRWAGMYFPDXBNJZSQVHLCKE"[int(number[:-1]) % 23] != number[-1], number
            else:
                assert len(number) == 10 and int(number) % 97 != 1, number
        for phone in person.get("phones", []):
            assert phone.get("imei", "009999").startswith("009999")
    plates = [vehicle["plate"] for vehicle in truth["vehicles"]]
    assert len(plates) == len(set(plates))
    assert all(re.search(r"-9[5-9]$|^XX|\.(8[89]|9\d)$| [AEIOU]{3}$|9\d$", plate) for plate in plates)


def test_travellers_are_codes_and_the_two_sides_use_different_ones(made: Region, truth: dict[str, Any]) -> None:
    aid = made.files["association_signalements_codes.csv"].decode("utf-8")
    assert not re.search(r"M-\d\d-\d{5}", aid)
    others = b"".join(content for name, content in made.files.items() if not name.startswith("association"))
    assert b"AIDE-" not in others
    header = aid.splitlines()[0]
    assert not re.search(r"\b(nom|prénom|tél|âge exact|adresse)\b", header, re.IGNORECASE), header
    written = {copy["name"] for person in truth["persons"].values() for copy in person.get("copies", [])}
    assert not [name for name in written if len(name) > 7 and name in aid]


def test_suspicion_is_not_written_as_fact(made: Region) -> None:
    for name in ("brigade_fichier_renseignement.xlsx", "unidad_fronteras_listado.csv"):
        for _, line in made.sheets[name].rows():
            assert not re.search(
                r"\b(coupable|criminel|culpable|criminal|clandestin|illégal|ilegal)\b", str(line.cells[-1]), re.I
            )


def _folded(text: str) -> str:
    return " ".join(re.sub(r"[^\w ]", " ", fold(text)).split())


@pytest.mark.skipif(not NAMES.exists(), reason="the lists of real persons are not kept with the product")
def test_no_name_stands_on_the_lists_of_the_united_nations_or_the_union(truth: dict[str, Any]) -> None:
    mine = {
        _folded(name)
        for person in truth["persons"].values()
        for name in [*person["names"].values(), *(copy["name"] for copy in person.get("copies", []))]
    }
    real: set[str] = set()
    for line in (NAMES / "un_individuals.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        real |= {
            _folded(name)
            for name in (entry["name"], entry["original"], *entry["aliases_good"], *entry["aliases_low"])
            if name
        }
    for line in (NAMES / "eu_person_aliases.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        real |= {_folded(name) for name in (*entry["arabic"], *entry["latin"])}
    assert len(real) > 1000
    assert not mine & real
