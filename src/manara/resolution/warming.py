"""What this room makes ready before anybody searches: the comparing of names, which is compiled at its first use."""

from __future__ import annotations


def compare_two_names() -> None:
    """Compare and explain two names in each pair of scripts, so that every loop is compiled or read from where it is kept."""
    from manara.resolution.engine.names import compare, compare_many

    spelt = ("محمد ولد أحمد سالم", "Mohamed Ould Ahmed Salem")
    pairs = [(one, other) for one in spelt for other in spelt]
    compare_many([one for one, _ in pairs], [other for _, other in pairs])
    for one, other in pairs:
        compare(one, other)


WARM = (compare_two_names,)
