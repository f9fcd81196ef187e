"""The compiled ways in which letters stand for letters are those of the definition; words are read alone as in their names."""

from __future__ import annotations

from functools import cache
from random import Random

import numpy as np
import pytest

from manara.resolution.engine.names import kernel
from manara.resolution.engine.names.as_written import _FILLER, read_as
from manara.resolution.engine.names.comparing import columns, constants
from manara.resolution.engine.names.costs import BASE, TABLES, costs, letters_of
from manara.resolution.engine.names.prepared import prepare
from manara.resolution.engine.names.spelling import ARABIC, LATIN, Script, tokens, whole

#: Words as papers have them, and words that change what stands beside them, or are changed by it.
_BESIDE = """
    محمد ولد أحمد Mohamed Mouhamadou Abderrahmane عبد الرحمن المحلاوي Elmahalawy Fatimetou فاطمة Sy Ba
    N'diaye ould ben bint el al abd abdel allah eddine sidi cheikh med o b mt dit alias hadj M. (Tiger)
    "Lion" Ali, ابو عبد الله الدين ولد بن ال سيدي الشيخ المدعو Ou/ M/ d'Or José Núñez Абу n'diaye 12 x
    El-Hadj ليلى آمنة فاطمه منت Um Din abou lah de la أبو زين العابدين Мухаммад 😀 Said ء
"""
_WORDS = _BESIDE.split()


def _ways(one: list[int], other: list[int], number: int) -> float:
    """The likeliest way, by its definition: the sum of the costs of the units that both are cut into."""
    table, (x_script, y_script) = costs().tables[number], TABLES[number]
    widest = 3 if x_script != y_script else 2

    @cache
    def rest(i: int, j: int) -> float:
        found = 0.0 if (i, j) == (len(one), len(other)) else -1e9
        for taken in range(3):
            for given in range(widest + 1):
                if (taken, given) == (0, 0) or i + taken > len(one) or j + given > len(other):
                    continue
                row = table.x_rows[sum(each * BASE[x_script] ** at for at, each in enumerate(one[i : i + taken]))]
                column = table.y_columns[sum(each * BASE[y_script] ** at for at, each in enumerate(other[j : j + given]))]
                if row >= 0 and column >= 0:
                    place = 1 if i == 0 else (2 if i + taken == len(one) else 0)
                    found = max(found, float(table.logp[place, row, column]) + rest(i + taken, j + given))
        return found

    return rest(0, 0)


@pytest.mark.parametrize("number", [0, 1, 2])
def test_the_likeliest_way_is_that_of_the_definition(number: int) -> None:
    drawn, learned = Random(number), costs()
    alphabets = {"ar": ARABIC, "la": LATIN}
    tables, bases, _judge = constants(learned)
    work, told = kernel.workspace(), 0
    for _ in range(150):
        words = ["".join(drawn.choices(alphabets[script], k=drawn.randint(2, 7))) for script in TABLES[number]]
        if drawn.random() < 0.5 and TABLES[number][0] == TABLES[number][1]:
            words[1] = words[0] + drawn.choice(alphabets[TABLES[number][1]])
        if number:
            words.sort(key=len)
        a, b = (columns(prepare([word], learned, whole_words=True)) for word in words)
        arabic = [each[2][0, 0] & kernel.ARABIC for each in (a, b)]
        sides = [
            (each[0][0, 0], each[1][0, 0], script, each[4][0, 0], each[5][0, 0])
            for each, script in zip((a, b), arabic, strict=True)
        ]
        found = kernel.evidence(*sides[0], *sides[1], tables, bases, work[0])
        lengths = [len(word) for word in words]
        if number and (lengths[0] == lengths[1] or lengths[1] > lengths[0] + lengths[0] // 2 + 2):
            continue
        if not number and (lengths[1] > 3 * lengths[0] + 2 or 9 * lengths[0] > 20 * lengths[1]):
            continue
        apart = float(a[4][0, 0, 1 if arabic[1] else 0] + b[5][0, 0])
        scripts = TABLES[number]
        by_definition = _ways(*(letters_of(word, script) for word, script in zip(words, scripts, strict=True)), number)
        assert found == pytest.approx(max(float(kernel.WORST), by_definition - apart), abs=1e-4), words
        told += found > kernel.WORST
    assert told > 10


def test_words_are_weighed_alike_wherever_they_stand() -> None:
    learned = costs()
    names = ["Mohamed Ould Ahmed", "", "Ahmed", "محمد ولد أحمد"]
    together = prepare(names, learned)
    for row, name in enumerate(names):
        for one, other in zip(columns(prepare([name], learned)), columns(together), strict=True):
            assert np.array_equal(one[0], other[row])


def test_names_read_word_by_word_are_read_as_whole_ones() -> None:
    drawn = Random(4)
    names = [" ".join(drawn.choices(_WORDS, k=drawn.randint(0, 13))) for _ in range(6_000)]
    for name in [*names, "", "  ", "Ali  Salem", " Ali", "Ould", "el", "ال", "Ali el", "m" * 130, "Mohamed " * 14]:
        assert tokens(name) == whole(name), name


@pytest.mark.parametrize("script", ["ar", "la"])
def test_a_written_word_is_read_as_it_is_between_two_others(script: Script) -> None:
    beside = _FILLER[script]
    for word in _WORDS:
        between, alone = whole(f"{beside} {word} {beside}"), whole(word)
        said = {alone[0].text} if len(alone) == 1 else set()
        if len(between) == 3 and between[0].text == between[2].text == beside:
            said.add(between[1].text)
        assert read_as(word, script) == said, word
