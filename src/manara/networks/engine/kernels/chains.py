"""Ways through the script of a route: which states a way comes to, and chains one after the other that share nobody.

A state is a person with so many stages done. From state i moves lead to `targets[starts[i]:starts[i + 1]]`.
"""

from __future__ import annotations

import numpy as np

from manara.foundation.engine.compiling import compiled


@compiled
def reached(starts, targets, person, gone, begin, found):
    """Fill `found` [s] with the states that a way from any of `begin` [s] comes to, past nobody who is `gone` [n]."""
    stack, many = np.empty(len(begin), np.int64), 0
    for state in range(len(begin)):
        found[state] = begin[state] and not gone[person[state]]
        if found[state]:
            stack[many] = state
            many += 1
    while many:
        many -= 1
        state = stack[many]
        for at in range(starts[state], starts[state + 1]):
            then = targets[at]
            if not found[then] and not gone[person[then]]:
                found[then] = True
                stack[many] = then
                many += 1


@compiled
def packed(starts, targets, person, last, begins, turn, of, many):
    """Add chains to the `many` that are there: from each of `begins` one with as few people as can be, all of them free.

    `of` [n] is the number of the chain that each one is in, -1 for whoever is free, -2 for whoever is gone. With another `turn`
    others come first among equals. Returns how many chains there are then.
    """
    states = len(last)
    seen, came = np.zeros(states, np.int64), np.empty(states, np.int64)
    dead = np.zeros(states, np.bool_)
    now, then = np.empty(states, np.int64), np.empty(states, np.int64)
    for number in range(len(begins)):
        begin = begins[number]
        if of[person[begin]] != -1 or dead[begin]:
            continue
        stamp, size, waiting, end = number + 1, 1, 0, -1
        now[0], came[begin], seen[begin] = begin, -1, stamp
        while size and end < 0:
            size -= 1
            state = now[size]
            if last[state]:
                end = state
                break
            degree = starts[state + 1] - starts[state]
            for each in range(degree):
                target = targets[starts[state] + (each + turn) % degree]
                if seen[target] == stamp or dead[target] or of[person[target]] != -1:
                    continue
                seen[target] = stamp
                came[target] = state
                # Another stage of the same person needs nobody more.
                if person[target] == person[state]:
                    now[size] = target
                    size += 1
                else:
                    then[waiting] = target
                    waiting += 1
            if not size:
                now, then = then, now
                size, waiting = waiting, 0
        if end < 0:
            # Whatever he comes to comes to no end, and won't with fewer who are free.
            for state in range(states):
                if seen[state] == stamp:
                    dead[state] = True
            continue
        while end >= 0:
            of[person[end]] = many
            end = came[end]
        many += 1
    return many
