"""Which encoding a text file is in: byte order marks, UTF-8, UTF-16 and the 8-bit ones ranked by how they read."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter

from charset_normalizer import from_bytes

from manara.intake.engine.reading.letters import ARABIC, LATIN, PAIRS
from manara.intake.engine.reading.rows import EncodingGuess

LABELS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 (BOM)",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "cp1256": "Windows-1256 (Arabic)",
    "cp1252": "Windows-1252 (Western European)",
    "iso8859-6": "ISO-8859-6 (Arabic)",
    "iso8859-15": "ISO-8859-15 (Western European)",
    "mac-arabic": "Mac Arabic",
    "mac-roman": "Mac Roman",
    "cp720": "DOS 720 (Arabic)",
    "cp864": "DOS 864 (Arabic)",
    "cp850": "DOS 850 (Western European)",
}
# In order of how often such files are met: the first wins where two read the same.
_EIGHT_BIT = ("cp1252", "cp1256", "iso8859-6", "cp720", "mac-roman", "mac-arabic", "iso8859-15", "cp850", "cp864")
_ALIASES = {
    "windows-1256": "cp1256", "windows-1252": "cp1252", "latin-1": "cp1252", "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252", "iso8859_6": "iso8859-6", "iso-8859-6": "iso8859-6", "mac_arabic": "mac-arabic",
    "macarabic": "mac-arabic", "utf8": "utf-8", "utf_8": "utf-8", "utf-16": "utf-16-le", "ascii": "utf-8",
}  # fmt: skip
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_WORD = re.compile(r"[A-Za-z\x80-\U0010ffff]*[\x80-\U0010ffff][A-Za-z\x80-\U0010ffff]*")
# From the start of a line and without going back, so that long lines of ASCII cost no more than their length.
_HIGH_LINE = re.compile(rb"(?<![^\r\n])[^\r\n\x80-\xff]*+[\x80-\xff][^\r\n]*")
_PLAIN = frozenset("«»‘’“”–—…€°ºª،؛؟¿¡٪ \u200c\u200d\u200e\u200fـ")
_ODD = -5.0  # a sign that does not stand among letters in a word of these languages
_BROKEN = -9.0  # a control, a private or an undefined character


# What Python calls encodings and no file is written in: names of hosts, escapes of source code.
_NO_TEXT = frozenset(
    {"idna", "punycode", "unicode_escape", "unicode-escape", "raw_unicode_escape", "raw-unicode-escape", "undefined"}
)


def canonical(name: str) -> str:
    """Return the codec name used here for an encoding's name; raises LookupError for an unknown one."""
    lowered = name.strip().lower()
    lowered = _ALIASES.get(lowered, lowered)
    if lowered in LABELS:
        return lowered
    try:
        codec = codecs.lookup(lowered)
    except ValueError as error:
        raise LookupError("a name can't hold this character") from error
    if not getattr(codec, "_is_text_encoding", False) or codec.name in _NO_TEXT:
        raise LookupError(f"{codec.name} is no encoding of text files")
    return _ALIASES.get(codec.name, codec.name)


def bom_of(head: bytes) -> tuple[str, int]:
    """Return the encoding a byte order mark names and the mark's length; ("", 0) without a mark."""
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return encoding, len(mark)
    return "", 0


def rank(sample: bytes) -> tuple[EncodingGuess, ...]:
    """Return the encodings `sample` may be in, the most plausible first, each with decoded text to judge by."""
    marked, length = bom_of(sample)
    if marked:
        return (_guess(marked, 10.0, sample[length:]),)
    wide = _utf16_without_mark(sample)
    if wide:
        return (_guess(wide, 9.0, sample),)
    if sample.isascii():
        return (_guess("utf-8", 10.0, sample),)
    guesses = [_guess(name, score, sample) for name, score in _eight_bit_scores(sample).items()]
    share = _utf8_share(sample)
    if share > 0.0:
        # Bytes of another encoding hardly ever form UTF-8 by chance: a few such lines outweigh the letters.
        guesses.append(_guess("utf-8", 10.0 if share == 1.0 else 12.0 * share - 4.0, sample))
    return tuple(sorted(guesses, key=lambda guess: -guess.score))


def _guess(encoding: str, score: float, sample: bytes) -> EncodingGuess:
    return EncodingGuess(encoding, LABELS.get(encoding, encoding), round(score, 3), _excerpt(sample, encoding))


def _excerpt(sample: bytes, encoding: str, lines: int = 6) -> str:
    """Return a few lines with other than ASCII letters: those by which a reader sees whether it is right."""
    if encoding.startswith("utf-16"):
        return "\n".join(sample[:4000].decode(encoding, "replace").splitlines()[:lines])
    telling = [found.group() for _, found in zip(range(lines), _HIGH_LINE.finditer(sample), strict=False)]
    chosen = telling or sample.splitlines()[:lines]
    return "\n".join(line[:400].decode(encoding, "replace") for line in chosen)


def _utf16_without_mark(sample: bytes) -> str:
    """Tell UTF-16 by the zero and 0x06 (Arabic) bytes that then stand on one side of each pair."""
    pairs = len(sample) // 2
    if pairs < 4:
        return ""
    upper = {"utf-16-le": sample[1 : 2 * pairs : 2], "utf-16-be": sample[0 : 2 * pairs : 2]}
    for encoding, high in upper.items():
        other = upper["utf-16-be" if encoding == "utf-16-le" else "utf-16-le"]
        if (high.count(0) + high.count(6)) / pairs > 0.7 and high.count(0) and other.count(0) / pairs < 0.1:
            try:
                text = sample[: 2 * pairs].decode(encoding, "strict")
            except UnicodeDecodeError:
                continue
            if sum(unicodedata.category(char) in ("Cn", "Co") for char in text[:2000]) < 20:
                return encoding
    return ""


def _utf8_share(sample: bytes) -> float:
    """Return the share of the lines with high bytes that are UTF-8; the sample may end inside a character."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(sample, False)
        return 1.0
    except UnicodeDecodeError:
        pass
    good = bad = 0
    for found in _HIGH_LINE.finditer(sample):
        try:
            found.group().decode("utf-8")
            good += 1
        except UnicodeDecodeError:
            bad += 1
    return good / (good + bad) if good else 0.0


def _eight_bit_scores(sample: bytes) -> dict[str, float]:
    high = Counter(re.findall(rb"[A-Za-z\x80-\xff]*[\x80-\xff][A-Za-z\x80-\xff]*", sample))
    words = [(word[:40], min(count, 3)) for word, count in high.most_common(1500)]
    scores: dict[str, float] = {}
    for at, encoding in enumerate(_EIGHT_BIT):
        total = weight = 0.0
        for word, count in words:
            value, letters = word_score(word.decode(encoding, "replace"))
            total += value * count
            weight += letters * count
        scores[encoding] = total / max(weight, 1.0) - 0.05 * at
    second = from_bytes(sample[:20_000], cp_isolation=list(_EIGHT_BIT)).best()
    if second is not None:
        named = canonical(second.encoding)
        if named in scores:
            scores[named] += 0.1  # a second opinion decides only between near equals
    return scores


def word_score(word: str) -> tuple[float, float]:
    """Return how well a decoded word reads, summed over its letter pairs, and how many pairs that is."""
    text = unicodedata.normalize("NFKC", word) if any("\ufe70" <= c <= "\ufeff" for c in word) else word
    total, pairs, previous, before = 0.0, 0, " ", ""
    for at, char in enumerate(text):
        kind = char if char in ARABIC else char.lower()
        if kind in ARABIC or kind in LATIN:
            if before.islower() and char.isupper():
                total += _ODD  # "aÇ": capitals do not follow small letters
            # A pair that no table has is Arabic and Latin letters in one word.
            total += PAIRS.get(previous + kind, _ODD)
            previous = kind
        else:
            total += _sign_score(char, before, text[at + 1 : at + 2])
            if not unicodedata.combining(char) and previous != " ":
                total += PAIRS[previous + " "]
                pairs += 1
                previous = " "
        pairs += 1
        before = char
    if previous != " ":
        total += PAIRS[previous + " "]
        pairs += 1
    return total, float(pairs)


def _is_latin(char: str) -> bool:
    return char != "" and char.lower() in LATIN


def _sign_score(char: str, before: str, after: str) -> float:
    """Return how odd a sign other than the usual letters is between its neighbours."""
    inside_latin = _is_latin(before) and _is_latin(after)
    if char in "’‘":
        return -1.0
    if char in _PLAIN:
        return _ODD if inside_latin else -1.0
    if "\u064b" <= char <= "\u0652" or char == "\u0670":
        return -1.0 if before and "\u0620" <= before <= "\u0652" else _ODD
    if char in "٠١٢٣٤٥٦٧٨٩":
        return -1.0
    if char in "پچژگکیھہےڈڑٹںڤڨݣڭ":
        return _BROKEN if _is_latin(before) or _is_latin(after) else -2.0
    if char in "ÿŸßãõåøæìò":
        return -2.0
    if char == "\ufffd" or unicodedata.category(char) in ("Cc", "Cn", "Co", "Cs"):
        return _BROKEN
    return _BROKEN if inside_latin else _ODD
