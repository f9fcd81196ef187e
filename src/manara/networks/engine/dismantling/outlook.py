"""What the steps still to come add to a plan at least: by bounds, by the ties of a component, and by trees within them."""

from __future__ import annotations

from manara.foundation.engine.compiling import compiled


@compiled
def ahead(members, weights, worth, parent, largest, least, bounds, removed, there, held, child, beside, left):
    """What the steps after the next add at least, and the next with these, of the people who are `there`.

    By the bounds, and by the ties (`left`) and the trees within the components that have to be broken.
    """
    for one in members:
        child[one] = -1
    for one in members[::-1]:
        if parent[one] >= 0:
            beside[one], child[parent[one]] = child[parent[one]], one
    total, first, most = 0, 0, largest
    for taken in range(1, there + 1):
        low = left[taken]
        if removed + taken < len(bounds):
            low = max(low, bounds[removed + taken])
        most = max(low, _trees_left(members, weights, worth, parent, child, beside, taken, low, most, held))
        if taken == 1:
            first = most
        else:
            total += most
        if most < least:
            break
    # One more is needed: what it leaves is nobody only if there are no more than these two.
    return max(total, 1 if there > 2 else 0), first + total


@compiled
def _trees_left(members, weights, worth, parent, child, beside, removals, low, high, held):
    """What so many removals leave at least of trees: more than `low` and at most `high`, else `low`.

    With ties beside the trees it is not less. Who comes in `members` comes behind his `parent`; the first `worth` may go.
    """
    while high > low:
        middle = (low + high + 1) // 2
        if _needed(members, weights, worth, parent, child, beside, middle, removals, held) > removals:
            low = middle
        else:
            high = middle - 1
    return low


@compiled
def _needed(members, weights, worth, parent, child, beside, size, enough, held):
    """The fewest removals that leave no piece of `size` people of trees, from their leaves up; above `enough` not counted on.

    Who may go does so once too much hangs on him; where he may not, those below him do on whom most hangs.
    """
    count = 0
    for place in range(len(members) - 1, -1, -1):
        one = members[place]
        below, heaviest = weights[one], 0
        below_one = child[one]
        while below_one >= 0:
            below += held[below_one]
            below_one = beside[below_one]
        while below >= size and one >= worth:
            heaviest, who = 0, -1
            below_one = child[one]
            while below_one >= 0:
                if held[below_one] > heaviest:
                    heaviest, who = held[below_one], below_one
                below_one = beside[below_one]
            if who < 0:
                return enough + 1
            held[who] = 0
            below -= heaviest
            count += 1
            if count > enough:
                return count
        if below >= size:
            count += 1
            if count > enough:
                return count
            below = 0
        held[one] = below
    return count


@compiled
def least_by_ties(starts, neighbours, many, weights, inside, worth, gone, members, degree, ties, left):
    """Raise `left[j]` to what any j removals among `members`, the pieces of one component, leave at least.

    They take at most the ties of the j who have most. The others need a component that can hold the ties that are left:
    in pieces of at most s of n people there are at most as many ties as in n ÷ s whole ones and one of the rest.
    """
    count, within, may_go, most = 0, 0, 0, 0
    for one in members:
        count += weights[one]
    ties[: count + 1] = 0
    for one in members:
        degree[one] = 2 * inside[one]
        for edge in range(starts[one], starts[one + 1]):
            if not gone[neighbours[edge]]:
                degree[one] += many[edge]
        within += degree[one]
        if one < worth:
            ties[degree[one]] += 1
            may_go += 1
            most = max(most, degree[one])
    largest = count
    for taken in range(1, count):
        while most > 0 and ties[most] == 0:
            most -= 1
        if taken <= may_go:
            ties[most] -= 1
            within -= 2 * most
        if within <= 0:
            break
        people = count - min(taken, may_go)
        largest = min(largest, people)
        while largest > 1:
            size = largest - 1
            rest = people % size
            if (people // size) * size * (size - 1) + rest * (rest - 1) < within:
                break
            largest = size
        left[taken] = max(left[taken], largest)
