"""Writes the letters of other alphabets of the region's papers as Latin or Arabic ones: Cyrillic, Greek, Tifinagh, Hebrew.

The tables are our own. Cyrillic, Greek and Tifinagh (as IRCAM orders it, with the letters of the Tuareg) write vowels, so
they become Latin letters; Hebrew leaves them out as Arabic does, so its letters become the Arabic ones of the same origin,
and so do those of a word in Tifinagh that has three consonants in a row.
"""

from __future__ import annotations

import re
from typing import Final

_CYRILLIC: Final = {
    "дж": "j", "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "j", "з": "z", "и": "i", "к": "k", "л": "l",
    "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "ts", "ч": "tch",
    "ш": "sh", "щ": "sh", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "і": "i", "є": "e", "ґ": "g", "ј": "y",
    "љ": "l", "њ": "n", "ћ": "ch", "ђ": "dj", "џ": "j", "қ": "k", "ғ": "gh", "ң": "n", "ү": "u", "ұ": "u", "ө": "o", "ә": "a",
    "һ": "h", "ҳ": "h", "ҷ": "j", "ӏ": "",
}  # fmt: skip
_GREEK: Final = {
    "ντζ": "j", "τζ": "j", "ου": "ou", "μπ": "b", "ντ": "d", "γκ": "g", "αι": "e", "ει": "i", "οι": "i", "α": "a", "β": "v",
    "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k", "λ": "l", "μ": "m", "ν": "n", "ξ": "x",
    "ο": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t", "υ": "y", "φ": "f", "χ": "h", "ψ": "ps", "ω": "o",
}  # fmt: skip
_TIFINAGH: Final = {
    "ⴰ": "a", "ⴱ": "b", "ⴲ": "b", "ⴳ": "g", "ⴴ": "g", "ⴵ": "dj", "ⴶ": "dj", "ⴷ": "d", "ⴸ": "d", "ⴹ": "d", "ⴺ": "d", "ⴻ": "e",
    "ⴼ": "f", "ⴽ": "k", "ⴾ": "k", "ⴿ": "k", "ⵀ": "h", "ⵁ": "h", "ⵂ": "h", "ⵃ": "h", "ⵄ": "a", "ⵅ": "kh", "ⵆ": "kh", "ⵇ": "q",
    "ⵈ": "q", "ⵉ": "i", "ⵊ": "j", "ⵋ": "j", "ⵌ": "j", "ⵍ": "l", "ⵎ": "m", "ⵏ": "n", "ⵐ": "ny", "ⵑ": "ng", "ⵒ": "p", "ⵓ": "ou",
    "ⵔ": "r", "ⵕ": "r", "ⵖ": "gh", "ⵗ": "gh", "ⵘ": "j", "ⵙ": "s", "ⵚ": "s", "ⵛ": "ch", "ⵜ": "t", "ⵝ": "t", "ⵞ": "tch",
    "ⵟ": "t", "ⵠ": "v", "ⵡ": "w", "ⵢ": "y", "ⵣ": "z", "ⵤ": "z", "ⵥ": "z", "ⵦ": "e", "ⵧ": "o", "ⵯ": "w",
}  # fmt: skip
_HEBREW: Final = {
    "א": "ا", "ב": "ب", "ג": "ج", "ד": "د", "ה": "ه", "ו": "و", "ז": "ز", "ח": "ح", "ט": "ط", "י": "ي", "כ": "ك", "ך": "ك",
    "ל": "ل", "מ": "م", "ם": "م", "נ": "ن", "ן": "ن", "ס": "س", "ע": "ع", "פ": "ف", "ף": "ف", "צ": "ص", "ץ": "ص", "ק": "ق",
    "ר": "ر", "ש": "ش", "ת": "ت",
}  # fmt: skip
_TIFINAGH_BARE: Final = {
    "ⴰ": "ا", "ⴱ": "ب", "ⴲ": "ب", "ⴳ": "گ", "ⴴ": "گ", "ⴵ": "ج", "ⴶ": "ج", "ⴷ": "د", "ⴸ": "د", "ⴹ": "ض", "ⴺ": "ض", "ⴻ": "",
    "ⴼ": "ف", "ⴽ": "ك", "ⴾ": "ك", "ⴿ": "ك", "ⵀ": "ه", "ⵁ": "ه", "ⵂ": "ه", "ⵃ": "ح", "ⵄ": "ع", "ⵅ": "خ", "ⵆ": "خ", "ⵇ": "ق",
    "ⵈ": "ق", "ⵉ": "ي", "ⵊ": "ج", "ⵋ": "ج", "ⵌ": "ج", "ⵍ": "ل", "ⵎ": "م", "ⵏ": "ن", "ⵐ": "ني", "ⵑ": "نگ", "ⵒ": "پ", "ⵓ": "و",
    "ⵔ": "ر", "ⵕ": "ر", "ⵖ": "غ", "ⵗ": "غ", "ⵘ": "ج", "ⵙ": "س", "ⵚ": "ص", "ⵛ": "ش", "ⵜ": "ت", "ⵝ": "ت", "ⵞ": "تش", "ⵟ": "ط",
    "ⵠ": "ڤ", "ⵡ": "و", "ⵢ": "ي", "ⵣ": "ز", "ⵤ": "ز", "ⵥ": "ز", "ⵦ": "", "ⵧ": "و", "ⵯ": "و",
}  # fmt: skip
_VOWELS: Final = "ⴰⴻⵉⵓⵡⵢⵦⵧⵯ"
_bare = re.compile(rf"([^{_VOWELS}])\1*(?!\1)([^{_VOWELS}])\2*(?!\2)([^{_VOWELS}])")
_EACH: Final = {"cyrillic": _CYRILLIC, "greek": _GREEK, "tifinagh": _TIFINAGH, "hebrew": _HEBREW}
_ALPHABET: Final = {letter: name for name, table in _EACH.items() for letters in table for letter in letters}
#: All letters that these tables read, for a pattern of words.
LETTERS: Final = "".join(sorted(_ALPHABET))


def alphabet_of(word: str) -> str:
    """Which alphabet a folded word is written in, by its first letter."""
    return _ALPHABET.get(word[:1], "latin" if word.isascii() else "arabic")


def rewritten(word: str) -> str:
    """A folded word of one of these alphabets in Latin or Arabic letters; any other as it is."""
    table = _EACH.get(alphabet_of(word))
    if table is None:
        return word
    if table is _TIFINAGH and _bare.search(word):
        table = _TIFINAGH_BARE
    written, at = "", 0
    while at < len(word):
        for taken in (3, 2, 1):
            if word[at : at + taken] in table:
                written += table[word[at : at + taken]]
                at += taken
                break
        else:
            at += 1
    return written
