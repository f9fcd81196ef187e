"""Lays out names as the numbers of their written words' tokens and telling words, compiled; names whose words depend on each
other are only marked."""

from __future__ import annotations

from typing import Final

from manara.foundation.engine.compiling import compiled

#: What is known of a written word, as columns; the number of its script is 0 where it says something of its neighbours.
WORD_FIELDS: Final = ("script", "joins", "plain", "particle", "token", "word")
_SCRIPT, _JOINS, _PLAIN, _PARTICLE, _TOKEN, _WORD = range(len(WORD_FIELDS))
#: Marks of names whose tokens, and whose telling words, depend on each other.
TOKENS_BESIDE: Final = 1
WORDS_BESIDE: Final = 2


@compiled
def lay_out(starts, found, told, tokens, words, beside):
    """The numbers of each name's tokens [n, 8] and telling words [n, 5], -1 behind the last, and marks where they depend.

    `found[starts[n]:starts[n + 1]]` are the written words of name n, by their rows in `told`; a name without any stays marked.
    """
    for name in range(len(starts) - 1):
        begin, end = starts[name], starts[name + 1]
        if begin == end:
            continue
        script = told[found[begin], _SCRIPT]
        alone, all_join, plain, many = script != 0 and end - begin <= tokens.shape[1], True, True, 0
        for at in range(begin, end):
            word = found[at]
            alone = alone and told[word, _SCRIPT] == script
            all_join = all_join and told[word, _JOINS] != 0
            plain = plain and told[word, _PLAIN] != 0
            many += told[word, _PARTICLE] == 0
        beside[name] = 0
        if alone and not all_join:
            for at in range(begin, end):
                tokens[name, at - begin] = told[found[at], _TOKEN]
        else:
            beside[name] |= TOKENS_BESIDE
        if plain and many > 0:
            place = 0
            for at in range(begin, end):
                if told[found[at], _PARTICLE] == 0 and place < words.shape[1]:
                    words[name, place] = told[found[at], _WORD]
                    place += 1
        else:
            beside[name] |= WORDS_BESIDE
