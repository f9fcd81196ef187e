"""Two names in any scripts and orders: how probable it is that they are one, with its reasons, whatever is thrown at it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from manara.foundation.engine.folding import fold
from manara.resolution.engine.names import compare, compare_many, compare_with_each, kernel
from manara.resolution.engine.names.comparing import columns, constants, judge
from manara.resolution.engine.names.costs import UnknownCosts, costs
from manara.resolution.engine.names.prepared import prepare
from manara.resolution.engine.names.spelling import tokens
from manara.resolution.engine.names.training.reading import held_out

HELD_OUT = Path("tests/data/names/held_out.tsv")
LETTERS = st.text(alphabet="abcdehilmnorstuyzéç -'ابدهحطعليمنرسوتة0١😀\u200f", max_size=40)


def listed() -> list[tuple[str, str]]:
    rows = [line.split("\t") for line in HELD_OUT.read_text("utf-8").splitlines()]
    assert all(held_out(arabic) for arabic, _latin, _country in rows)
    return [(arabic, latin) for arabic, latin, _country in rows]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Mohamed Ould Ahmed", "محمد ولد أحمد"),
        ("Mohamed Ould Ahmed", "Mohammed Uld Ahmad"),
        ("Zeynabou Mint Khafiya", "Khafiya Zeinabou"),
        ("صلاح الدين المهدي", "Slaheddine El Mehdi"),
        ("عبد الرحمن السباعي", "Abderrahmane Sbai"),
        ("Benslimane Youssef", "يوسف بن سليمان"),
        ("الشيخ سيدي محمد ولد الطالب", "Cheikh Sidi Mohamed Ould Taleb"),
    ],
)
def test_spellings_of_one_name(left: str, right: str) -> None:
    assert compare(left, right).probability > 0.8


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("حسن الفاسي", "Houcine Triki"), ("سعيد التريكي", "Saad Tounsi"), ("عمر الفاسي", "Ali El Fassi"),
        ("سليم بن علي", "Fatma Ben Ali"), ("محمد علي", "Fatimetou Mint Sidi"), ("Amadou Sow", "Aminata Sow"),
    ],
)  # fmt: skip
def test_names_that_only_look_alike(left: str, right: str) -> None:
    assert compare(left, right).probability < 0.5


def test_the_reasons_name_each_part_and_what_is_left() -> None:
    said = compare("Mohamed Ould Boukhris", "محمد بوخريص السالم")
    assert {(match.left, match.right) for match in said.matches} == {("Mohamed", "محمد"), ("Boukhris", "بوخريص")}
    assert said.only_left == ("Ould",) and said.only_right == ("السالم",)
    common, rare = sorted(said.matches, key=lambda match: match.bits)
    assert common.left == "Mohamed" and rare.bits > common.bits + 3  # a rare name weighs more than a common one
    assert (common.rarity, rare.rarity) == ("very-common", "rare")
    assert "بوخريص" in said.explanation and "only in the second name: \u2068السالم\u2069" in said.explanation


@given(LETTERS, LETTERS)
@settings(max_examples=150, deadline=None)
def test_it_is_symmetric_and_a_probability(left: str, right: str) -> None:
    one, other = compare(left, right).probability, compare(right, left).probability
    assert 0.0 <= one <= 1.0
    assert one == pytest.approx(other, abs=1e-4)


@pytest.mark.parametrize(("left", "right"), [("O", "N0U"), ("Sidi", "Nour Sidi"), ("ولد", "Ahmed Ould")])
def test_a_name_of_nothing_but_what_joins_is_compared_alike_both_ways(left: str, right: str) -> None:
    # A title that is the name on one side and joins on the other weighs a little more read one way than the other.
    assert compare(left, right).probability == pytest.approx(compare(right, left).probability, abs=0.05)


@pytest.mark.parametrize("empty", ["", " ", "1234", "😀😀", "-", "\u200f", "伊万"])
def test_what_has_no_letter_of_ours_is_like_nothing(empty: str) -> None:
    assert compare(empty, "Mohamed").probability == 0.0
    assert compare("محمد", empty).probability == 0.0


def test_very_long_one_letter_and_mixed_names_are_compared() -> None:
    assert 0.0 <= compare("م", "M").probability <= 1.0
    assert 0.0 <= compare("محمد " * 500, "Mohamed " * 500).probability <= 1.0
    assert compare("Mohamed ولد Ahmed", "محمد Ould أحمد").probability > 0.7


def test_many_at_once_are_what_each_is_alone() -> None:
    rows = listed()[:40]
    left, right = [arabic for arabic, _ in rows], [latin for _, latin in reversed(rows)]
    alone = [compare(one, other).probability for one, other in zip(left, right, strict=True)]
    assert compare_many(left, right) == pytest.approx(alone, abs=1e-6)


def test_costs_that_were_changed_are_refused(tmp_path: Path) -> None:
    from manara.resolution.engine.names import costs as module

    changed = tmp_path / "costs.npz"
    changed.write_bytes(module.FILE.read_bytes() + b"x")
    with pytest.raises(UnknownCosts):
        module.opened(changed, module.digest())


def test_names_never_learned_from_are_found_and_told_apart() -> None:
    """A guard, not the benchmark: 300 names among 500, and beside each the four Latin names most like its own."""
    rows = listed()
    learned = costs()
    arabic, latin = prepare([row[0] for row in rows], learned), prepare([row[1] for row in rows], learned)
    asked = np.arange(300)
    grid = np.meshgrid(asked, np.arange(len(rows)), indexing="ij")
    odds = judge(arabic, latin, learned, (grid[0].ravel(), grid[1].ravel())).reshape(grid[0].shape)
    true = odds[asked, asked].copy()
    odds[asked, asked] = -99
    assert (true > odds.max(axis=1)).mean() >= 0.97
    sorted_latin = [" ".join(sorted(fold(row[1]).split())) for row in rows]
    right, wrong = [], []
    for row in asked:
        alike = process.cdist([sorted_latin[row]], sorted_latin, scorer=fuzz.ratio)[0]
        others = [
            other for other in np.argsort(-alike)
            if other != row and Levenshtein.distance(fold(rows[row][0]), fold(rows[other][0])) > 1
        ][:4]  # fmt: skip
        right.append(true[row])
        wrong += [odds[row, other] for other in others]
    kept = np.array(right) > 0
    taken = np.array(wrong) > 0
    precision, recall = kept.sum() / (kept.sum() + taken.sum()), kept.mean()
    assert 2 * precision * recall / (precision + recall) >= 0.96


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Mohamed O. Ahmed", "Mohamed Ould Ahmed"), ("Mohamed O. Ahmed", "محمد ولد أحمد"), ("Mohamed O/Ahmed", "محمد ولد أحمد"),
        ("Mohamed Ou. Ahmed", "محمد ولد أحمد"), ("محمد ول أحمد", "Mohamed Ould Ahmed"), ("Khadija M/ Sidi", "خديجة منت سيدي"),
        ("Khadija Mt Sidi", "Khadija Mint Sidi"), ("Ali B. Saleh", "علي بن صالح"), ("Ali B. Salah", "Ali Ben Salah"),
        ("Md Lemine O. Sidi", "محمد الأمين ولد سيدي"), ("Med Salem", "محمد سالم"), ("Mohd Ali", "Mohamed Ali"),
        ("Mhd Ould Ahmed", "Mohamed Ould Ahmed"),
    ],
)  # fmt: skip
def test_short_forms_of_papers_are_the_words_they_stand_for(left: str, right: str) -> None:
    assert compare(left, right).probability > 0.8


def test_a_short_form_is_read_so_only_where_it_stands_for_the_word() -> None:
    assert [token.text for token in tokens("Moha Ou Hammou")] == ["moha", "ou", "hammou"]
    assert [(token.text, token.joins) for token in tokens("O. Sidi Ahmed B.")][0::3] == [("o", False), ("b", False)]
    assert tokens("M. Ould Sidi")[0].text == "m" and tokens("Mohamed M. Ahmed")[1].text == "m"


@pytest.mark.parametrize("full", ["Ahmed Ould Sidi", "أحمد ولد سيدي"])
def test_an_initial_speaks_for_no_name_and_against_those_that_begin_otherwise(full: str) -> None:
    fits, other = compare("A. Ould Sidi", full), compare("M. Boukhris", "Ahmed Boukhris")
    assert fits.probability > 0.5 > 5 * compare("S. Ould Sidi", full).probability
    assert not fits.only_left and not fits.only_right
    assert other.only_left == ("M.",) and other.probability < 0.1


@pytest.mark.parametrize(
    ("left", "right", "least"),
    [
        ("Mohamed", "Mohamed", 0.9), ("محمد", "محمد", 0.9), ("Ahmed", "Ahmed", 0.9), ("محمد", "Mohamed", 0.7),
        ("علي", "Ali", 0.7),
    ],
)  # fmt: skip
def test_a_common_name_alone_is_the_same_name_as_itself(left: str, right: str, least: float) -> None:
    assert compare(left, right).probability >= least


def test_a_faint_likeness_of_one_word_is_no_likeness_of_names() -> None:
    assert compare("Anis Riahi", "Ed Jones").probability < 0.01


def test_what_both_names_have_that_the_other_lacks_weighs_against_a_shared_word_however_rare() -> None:
    learned = costs()
    latin = [latin for _arabic, latin in listed()][:400]
    names = prepare([*latin, *(f"{name} Boukhris" for name in latin)], learned)
    left, right = np.arange(len(latin)), np.arange(len(latin), 2 * len(latin))
    right = np.roll(right, 1)
    features = np.zeros((len(latin), kernel.DESCRIBED))
    kernel.describe_pairs(columns(names), columns(names), left, right, *constants(learned)[:2], features)
    odds = judge(names, names, learned, (left, right))
    both = (features[:, 8] > 0) & (features[:, 1] > 0)
    assert both.sum() > 100
    assert (odds[both] <= features[both, 0] - features[both, 5] - kernel.APART + 1e-6).all()
    assert compare("Boukhris Ghannouchi Trabelsi Zouari", "Boukhris Sawadogo Ouedraogo Zongo").probability < 0.01


@pytest.mark.parametrize(("left", "right"), [("عبد الناصر السباعي", "Naceur Sbai"), ("Nasser Fassi", "عبد الناصر الفاسي")])
def test_a_compound_is_known_by_its_stem(left: str, right: str) -> None:
    assert compare(left, right).probability > 0.5
    assert not compare(left, right).only_left


def test_one_name_compared_with_each_is_each_pair_by_itself() -> None:
    others = ["محمد ولد أحمد", "Mohamed Ould Ahmed", "Fatimetou Mint Sidi", ""]
    each = compare_with_each("Mohamed Ould Ahmed", others)
    assert each.tolist() == compare_many(["Mohamed Ould Ahmed"] * len(others), others).tolist()
    assert len(compare_with_each("Mohamed", [])) == 0
