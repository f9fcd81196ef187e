"""What is marked of each word of a name, as bits of one number."""

from __future__ import annotations

from typing import Final

JOINS: Final = 1  # a word that joins two parts of a name
ARTICLED: Final = 2  # with an article
ARABIC: Final = 4  # in Arabic letters
COMPOUND: Final = 8  # with عبد ال or الدين; above, where its stem begins and how long it is:
STEM: Final = 4
STEM_LONG: Final = 8
#: Which words that join it is one of, two bits: son, daughter or tribe; 0 is any other word.
CLASS: Final = 3 << 13
SON: Final = 1 << 13
DAUGHTER: Final = 2 << 13
TRIBE: Final = 3 << 13
ASIDE: Final = 1 << 15  # a title or a nickname: one paper writes it and the next does not
#: The word's number among the known words stands above all that, plus one; 0 is a word that is not known.
NUMBER: Final = 16
#: More known words than this have no room there.
MOST_KNOWN: Final = (1 << 15) - 2

#: Marks of an Arabic and a Latin letter: the two may begin the same word; one may be the initial of a word with the other.
MAY_BEGIN: Final = 1
INITIAL_OF: Final = 2
