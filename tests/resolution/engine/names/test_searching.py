"""One name is found among many as comparing it with all of them would find it."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from bench.names_search import Register, as_good
from manara.resolution.engine.names import Index, kernel, scanning
from manara.resolution.engine.names.comparing import columns, constants
from manara.resolution.engine.names.costs import costs
from manara.resolution.engine.names.kernel.words import may_be_two, with_two
from manara.resolution.engine.names.prepared import prepare
from manara.resolution.engine.names.searching import FEW_NAMES
from manara.resolution.engine.names.spelling import Token
from manara.resolution.engine.names.standing import LEAST, Stand
from manara.resolution.engine.names.vocabulary import Vocabulary
from manara.resolution.engine.names.words import words_of

HELD_OUT = Path("tests/data/names/held_out.tsv")


def test_the_ten_best_of_a_register_are_those_of_comparing_all() -> None:
    people = Register(costs(), random.Random(3))
    persons = [people.person() for _ in range(2_500)]
    index, draw = Index([name for name, _script, _words in persons]), random.Random(4)
    queries = [people.otherwise(person, draw) for person in draw.sample(persons, 100)]
    other = [query for query in queries if not as_good(index.search(query), index.scan(query))]
    # Where nothing is like the name, those that are the least unlike it may be others.
    assert len(other) <= 2, other


def test_names_of_the_region_are_found_from_the_other_script() -> None:
    rows = [line.split("\t")[:2] for line in HELD_OUT.read_text("utf-8").splitlines()]
    half = len(rows) // 2
    # Half of the names stand among others in Latin letters, half in Arabic ones, and are asked for in the other.
    people = Register(costs(), random.Random(5))
    others = [people.person()[0] for _ in range(FEW_NAMES)]
    index = Index([*(latin for _arabic, latin in rows[:half]), *(arabic for arabic, _latin in rows[half:]), *others])
    asked = [(at, rows[at][0 if at < half else 1]) for at in range(0, len(rows), len(rows) // 100)]
    assert len(index) > FEW_NAMES
    other = [query for _at, query in asked if not as_good(index.search(query), index.scan(query))]
    # Where nothing is like the name, those that are the least unlike it may be others.
    assert len(other) <= 3, other
    assert sum(index.search(query, 1)[0].row == at for at, query in asked) >= 0.95 * len(asked)


def test_equal_names_come_in_the_order_of_their_rows_and_as_many_as_asked_for() -> None:
    index = Index(["Fatou Diop", *["Mohamed Ould Ahmed"] * 300, "محمد ولد أحمد", *["Aminetou mint Sidi"] * FEW_NAMES])
    assert [each.row for each in index.search("Mohamed Ould Ahmed", 5)] == [1, 2, 3, 4, 5]
    assert len(index.search("محمد ولد أحمد", 400)) == len(index.scan("محمد ولد أحمد", 400)) == 301


def test_a_word_finds_all_that_may_stand_for_it_with_the_evidence_of_comparing() -> None:
    learned = costs()
    spelt = [word for script in ("ar", "la") for word in list(learned.frequency[script])[:700] if len(word) > 1]
    vocabulary = Vocabulary(spelt, learned)
    stand, words = Stand(vocabulary, learned), vocabulary.words
    tables, bases, _judge = constants(learned)
    work, all_found = kernel.workspace(), 0
    # Of up to seven letters, of up to fifteen, and of more: the walk reckons eight places at once.
    for text in ("محمد", "فاطمة", "mohamed", "diallo", "aminetou", "sow", "عبدالله", "abderrahmane", "abdelmoutaleblaoui"):
        token = Token(text.replace("ة", "ه"), "la" if text.isascii() else "ar")
        letters, lengths, flags, _count, alone, known, _ = columns(prepare([token.text], learned, whole_words=True))
        standing = stand.of_word(token)[0]
        found = dict(zip(standing.numbers.tolist(), standing.quality.tolist(), strict=True))
        missed = []
        for word in range(len(vocabulary)):
            quality = kernel.evidence(
                letters[0, 0], lengths[0, 0], flags[0, 0] & kernel.ARABIC, alone[0, 0], known[0, 0],
                words.letters[word], words.lengths[word], words.flags[word] & kernel.ARABIC, words.alone[word],
                words.spelt[word], tables, bases, work[0],
            )  # fmt: skip
            concluded = kernel.concluded(
                np.float32(quality), letters[0, 0], lengths[0, 0], flags[0, 0], alone[0, 0], known[0, 0],
                words.letters[word], words.lengths[word], words.flags[word], words.alone[word], words.spelt[word],
                tables, bases, work[3], work[0],
            )  # fmt: skip
            if word in found and words.flags[word] & kernel.ARTICLED == 0:
                assert found[word] == pytest.approx(concluded, abs=1e-3)
            elif concluded >= kernel.LIKE:
                missed.append(word)
        assert len(missed) <= len(found) // 50, (text, missed)
        all_found += len(found)
    assert all_found >= 15


def test_two_words_find_the_one_that_they_are_and_it_finds_them_as_comparing_does() -> None:
    people, learned = Register(costs(), random.Random(7)), costs()
    others = [people.person()[0] for _ in range(400)]
    with_article = ["نور الهدى", "فاطمة الزهراء", "محمد الأمين", "رمزي بن الشيبة"]
    vocabulary = Vocabulary(["amir mohamed", "yasein Ould amir mohamed", "عبد الله احمد", *with_article, *others], learned)
    stand, words, pairs = Stand(vocabulary, learned), vocabulary.words, vocabulary.pairs
    tables, bases, _judge = constants(learned)
    work, all_found = kernel.workspace(), 0
    asking = [Token(text, "ar") for text in ("اميرمحمد", "محمداحمد")]
    asking += [Token(text, "la") for text in ("amirmohamed", "nourelhouda", "fatimazahra", "mohamedlamine", "binalshibh")]
    for token in asking:
        asked, apart = words_of([token], learned), stand.of_word(token)[1]
        found = dict(zip(apart.numbers.tolist(), apart.quality.tolist(), strict=True))
        for pair, two in enumerate(pairs):
            long = np.int64(words.lengths[two].sum())
            first = asked.letters[0, 0], np.int64(asked.lengths[0]), asked.flags[0], words.letters[two][0, 0]
            may = may_be_two(*first, long, words.flags[two][0], tables[kernel.MODEL])
            least = kernel.WORST if not may else with_two(
                asked.letters[0], np.int64(asked.lengths[0]), asked.flags[0], asked.alone[0], asked.spelt[0],
                words.letters[two], words.lengths[two], words.flags[two], words.alone[two], words.spelt[two], 0,
                tables[kernel.MODEL], bases, work[3], work[0],
            )  # fmt: skip
            if least >= kernel.LIKE:
                assert found[pair] == pytest.approx(least, abs=1e-3), (token, two)
                all_found += 1
            else:
                assert found.get(pair, LEAST) < kernel.LIKE, (token, two)
    assert all_found >= 6
    first = ["Amir Mohamed", "Yassine Ould Amir Mohamed", "فاطمة الزهراء بنت سيدي", "Ramzi Binalshibh", "محمد الأمين ولد داداه"]
    index = Index([*first, *(people.person()[0] for _ in range(FEW_NAMES))])
    for query, row in (
        ("اميرمحمد", 0), ("amirmohamed", 0), ("ياسين ولد اميرمحمد", 1), ("Fatimazahra Mint Sidi", 2), ("رمزي بن الشيبة", 3),
        ("Mohamedlemine Ould Daddah", 4),
    ):  # fmt: skip
        assert index.search(query, 3)[0].row == row, query
        assert as_good(index.search(query), index.scan(query), least=1e-3), query


def test_of_a_word_that_is_said_twice_one_is_left_over_where_the_name_has_it_once() -> None:
    held = np.full((4, 2 * scanning.PLACES), scanning.UNKNOWN, np.float32)
    weight = held.copy()
    # The first two words of the query are the name's first; the third is its third, and might be its first.
    for word, place, each in ((0, 0, 3.0), (0, 1, 3.0), (2, 2, 6.0), (0, 2, 2.5)):
        held[word, place] = weight[word, place] = each
    name = np.array([0, 1, 2, *[3] * 5], np.int32)
    free, its_free = np.empty(scanning.PLACES, np.bool_), np.empty(scanning.PLACES, np.bool_)
    scanning.left_over(3, name, 3, (held, weight), free, its_free)
    assert free.tolist() == [False, True, *[False] * 6]
    assert its_free.tolist() == [False, True, *[False] * 6]


def test_compounds_are_found_by_their_stem_initials_by_the_other_words_and_rare_letters() -> None:
    people = Register(costs(), random.Random(6))
    others = [people.person()[0] for _ in range(FEW_NAMES)]
    index = Index(["Naceur Sbai", "عبد الناصر الترابي", "Ahmed Ould Boukhris", "ولژ كمال", *others])
    # The last one has a letter that hardly any name has.
    for query, row in (("عبد الناصر السباعي", 0), ("Nasser Trabi", 1), ("A. O. Boukhris", 2), ("kamal ولژ", 3)):
        assert index.search(query, 1)[0].row == row == index.scan(query, 1)[0].row, query
