"""Names that are read word by word, each word once, are read as whole names are: with articles, titles and nicknames too."""

from __future__ import annotations

from itertools import islice
from random import Random

import pytest

pytest.importorskip("splink")

from bench.linkage_records import region_rows
from manara.foundation.engine.match_keys.words import words
from manara.resolution.engine.linkage.name_words import MOST_WORDS, NameWords
from manara.resolution.engine.linkage.reading import read
from manara.resolution.engine.linkage.records import Rows
from manara.resolution.engine.names.spelling import tokens

#: Words that change what stands beside them, or are changed by it.
_BESIDE_OTHERS = (
    'ould ben bint el al abd abdel allah eddine sidi cheikh med o b mt dit alias hadj M. (Tiger) "Lion" Ali, ابو عبد الله'
    " الدين ولد"
    " بن ال سيدي الشيخ المدعو Ou/ M/ d'Or José Núñez Абу n'diaye 12 x El-Hadj ليلى آمنة فاطمه منت Um Din abou lah de la أبو زين"
    " العابدين Мухаммад 😀 Said ء"
)


def test_names_read_word_by_word_are_read_as_whole_ones() -> None:
    names = [row[2] for row in islice(region_rows(8), 2_000)]
    drawn, usual = Random(4), [word for name in names for word in name.split()]
    for _ in range(6_000):
        among = (_BESIDE_OTHERS.split(), usual)
        names.append(" ".join(drawn.choice(among[drawn.random() < 0.5]) for _ in range(drawn.randint(0, 12))))
    names += ["", "  ", "Ali  Salem", " Ali", "Ould", "el", "ال", "Ali el", "m" * 130, "Mohamed " * 14]
    reader = NameWords()
    for _ in range(2):  # as they are met first, and remembered
        read_tokens, read_words = reader.read(names)
        all_tokens, all_words = list(reader.tokens), list(reader.words)
        for name, token_row, word_row in zip(names, read_tokens.tolist(), read_words.tolist(), strict=True):
            assert tuple(all_tokens[at] for at in token_row if at >= 0) == tokens(name), name
            assert tuple(all_words[at] for at in word_row if at >= 0) == words(name)[:MOST_WORDS], name


def test_cells_of_one_meaning_are_read_as_one_cell() -> None:
    places = ((0, "record"), (1, "given"), (2, "family"), (3, "phone"), (4, "phone"), (5, "name"))
    rows = Rows.of(places, [["a|b", "Ali; Omar", "Salem", "+22290000001", " ;+22290000002;+22290000001", ";"], ["c", "Ali"]])
    assert rows.ids() == ["a", "c"]
    assert rows.columns()["name"].to_pylist() == ["Ali Omar Salem", "Ali"]
    batch = read(rows)
    assert batch.lists["phone"].starts.tolist() == [0, 2, 2] and batch.lists["name"].starts.tolist() == [0, 1, 2]
    record = rows.records()[0]
    assert record.values["name"] == ("Ali Omar Salem",) and record.values["phone"] == ("+22290000001", "+22290000002")
