"""The compiled first pass of a search: what the words that can stand for the query's words promise of each name."""

from __future__ import annotations

from manara.resolution.engine.names import kernel
from manara.resolution.engine.names.compiling import compiled


@compiled
def promises(asked, at, words, chosen, bearers, starts, tables, bases, least, best, promise):
    """Add to `promise` [names] each name's best evidence for word `at` of the query, among the `chosen` words.

    `best` [names] is room that is zero before and after.
    """
    reached = kernel.workspace()[0]
    for word in chosen:
        quality = kernel.evidence(
            asked[0][0, at], asked[1][0, at], asked[2][0, at] & kernel.ARABIC, asked[4][0, at], asked[5][0, at],
            words[0][word, 0], words[1][word, 0], words[2][word, 0] & kernel.ARABIC, words[4][word, 0], words[5][word, 0],
            tables, bases, reached,
        )  # fmt: skip
        quality = kernel.corrected(quality, kernel.acquaintance(asked[2][0, at], words[2][word, 0], tables[kernel.KNOWN]))
        weight = kernel.weighed(quality, max(asked[6][0, at], words[6][word, 0]))
        if weight < least:
            continue
        for place in range(starts[word], starts[word + 1]):
            row = bearers[place]
            if weight > best[row]:
                promise[row] += weight - best[row]
                best[row] = weight
    for word in chosen:
        for place in range(starts[word], starts[word + 1]):
            best[bearers[place]] = 0.0


@compiled
def expected(promise, rarity, asked_rarity, rows, scores):
    """Of the names that promise anything, their rows and what the judge may be expected to say, roughly; returns how many.

    What a name has beside the words that match speaks against it, and the more where the query too has words over.
    """
    found = 0
    for row in range(len(promise)):
        matched = promise[row]
        if matched <= 0.0:
            continue
        over, missing = max(rarity[row] - matched, 0.0), max(asked_rarity - matched, 0.0)
        rows[found] = row
        scores[found] = min(matched, asked_rarity + 1.0) - 0.15 * (over + missing) - 0.7 * min(over, missing)
        found += 1
    return found
