/* Ways over what is drawn: the one of the fewest ties, and the one whose ties are, multiplied, the most probable. */

const beside = ({ nodes, ties }) => {
  const found = new Map([...nodes.keys()].map((id) => [id, []]));
  for (const tie of ties.values()) { found.get(tie.a).push([tie.b, tie]); found.get(tie.b).push([tie.a, tie]); }
  return found;
};

function back(before, to) {
  const path = [];
  for (let id = to; id !== null; id = before.get(id)) path.unshift(id);
  return path;
}

/* The ids along the shortest way; null where there is none. */
export function shortest(seen, from, to) {
  const around = beside(seen), before = new Map([[from, null]]), waiting = [from];
  for (let at = 0; at < waiting.length && !before.has(to); at += 1) {
    for (const [next] of around.get(waiting[at]) ?? []) if (!before.has(next)) { before.set(next, waiting[at]); waiting.push(next); }
  }
  return before.has(to) ? back(before, to) : null;
}

/* The ids along the strongest way with the product of its ties' probabilities (engine/ties/strongest.py); null where there is none. */
export function strongest(seen, from, to) {
  const around = beside(seen), reached = new Map([[from, [1, 0]]]), before = new Map([[from, null]]), done = new Set(), heap = [[1, 0, from]];
  const first = (one, other) => one[0] > other[0] || (one[0] === other[0] && (one[1] < other[1] || (one[1] === other[1] && one[2] < other[2])));
  while (heap.length) {
    const [likely, steps, here] = taken(heap, first);
    if (done.has(here)) continue;
    if (here === to) return { path: back(before, to), probability: likely };
    done.add(here);
    for (const [next, { probability }] of around.get(here) ?? []) {
      const then = likely * probability, known = reached.get(next);
      if (done.has(next) || !then || (known && (known[0] > then || (known[0] === then && known[1] <= steps + 1)))) continue;
      reached.set(next, [then, steps + 1]);
      before.set(next, here);
      put(heap, [then, steps + 1, next], first);
    }
  }
  return null;
}

function put(heap, item, first) {
  let at = heap.push(item) - 1;
  for (let up = (at - 1) >> 1; at > 0 && first(heap[at], heap[up]); up = (at - 1) >> 1) { [heap[at], heap[up]] = [heap[up], heap[at]]; at = up; }
}

function taken(heap, first) {
  const top = heap[0], last = heap.pop();
  if (!heap.length) return top;
  heap[0] = last;
  for (let at = 0; ;) {
    let best = at;
    for (const down of [2 * at + 1, 2 * at + 2]) if (down < heap.length && first(heap[down], heap[best])) best = down;
    if (best === at) return top;
    [heap[at], heap[best]] = [heap[best], heap[at]];
    at = best;
  }
}
