/* What the node has told of the chart so far, and what of it stands on the chart just now. Nothing is forgotten by taking it off,
   so undoing never has to ask again. A state is: places (id → [x, y]), groups, notes, opened, filters. */

export const tieKey = (a, b) => (a < b ? `${a}|${b}` : `${b}|${a}`);

export const emptyState = () => ({ places: new Map(), groups: [], notes: [], opened: new Set(), filters: emptyFilters() });
export const emptyFilters = () => ({ families: new Set(), kinds: new Set(), factsOnly: false, since: "", until: "" });

export const copyState = (state) => ({
  places: new Map(state.places), opened: new Set(state.opened),
  groups: state.groups.map((group) => ({ ...group, members: [...group.members] })),
  notes: state.notes.map((note) => ({ ...note })),
  filters: { ...state.filters, families: new Set(state.filters.families), kinds: new Set(state.filters.kinds) },
});

export class Store {
  constructor() {
    this.nodes = new Map();
    this.ties = new Map();
    this.state = emptyState();
  }

  /* Takes an answer of the node apart (the order of the lists is that of pages/wire.py); gives back its things' ids. */
  learn(data) {
    const ids = data.nodes.map(([id]) => id);
    for (const [id, label, kind, agencies, handling, more, reports, ltr, lang, sort] of data.nodes) {
      const [schema, word, family, icon] = data.kinds[kind];
      this.nodes.set(id, {
        id, label, schema, kind: word, family, icon, handling, more, reports, ltr: Boolean(ltr), lang, sort,
        agencies: agencies.map((place) => ({ code: data.agencies[place][0], name: data.agencies[place][1] })),
      });
    }
    for (const [from, to, says, sure, weight, direction, since, until, reports, grade, kinds] of data.ties) {
      const a = ids[from], b = ids[to], key = tieKey(a, b);
      this.ties.set(key, {
        key, a, b, sure: Boolean(sure), weight, direction, since, until, reports, grade,
        says: says.map((place) => data.says[place]), kinds: kinds.map((place) => data.tieKinds[place]),
      });
    }
    return ids;
  }

  /* What is drawn and listed: groups closed, filters applied. Ties of a group's members are its own, counted. */
  seen() {
    const { places, groups, filters } = this.state;
    const inGroup = new Map();
    for (const group of groups) for (const id of group.members) if (places.has(id)) inGroup.set(id, group);
    const nodes = new Map();
    for (const [id, [x, y]] of places) {
      const node = this.nodes.get(id);
      if (!node || inGroup.has(id) || filters.families.has(node.schema)) continue;
      nodes.set(id, { ...node, x, y, degree: 0 });
    }
    for (const group of groups) {
      const members = group.members.filter((id) => places.has(id) && !filters.families.has(this.nodes.get(id)?.schema));
      if (members.length) nodes.set(group.id, { id: group.id, label: group.name, group: true, family: "group", x: group.x, y: group.y, degree: 0, members, more: 0, agencies: [], lang: "", sort: group.name });
    }
    const ties = new Map();
    for (const tie of this.ties.values()) {
      if (!this.passes(tie)) continue;
      const a = inGroup.get(tie.a)?.id ?? tie.a, b = inGroup.get(tie.b)?.id ?? tie.b;
      if (a === b || !nodes.has(a) || !nodes.has(b)) continue;
      const key = tieKey(a, b), known = ties.get(key);
      if (known) {
        known.count += 1;
        known.sure ||= tie.sure;
        known.weight = Math.max(known.weight, tie.weight);
        known.says = [...new Set([...known.says, ...tie.says])];
        known.members.push(tie.key);
        if (known.direction !== (known.a === a ? tie.direction : -tie.direction)) known.direction = 0;
      } else {
        ties.set(key, { ...tie, key, a, b, count: 1, members: [tie.key] });
        nodes.get(a).degree += 1;
        nodes.get(b).degree += 1;
      }
    }
    return { nodes, ties };
  }

  passes(tie) {
    const { filters } = this.state;
    if (filters.factsOnly && !tie.sure) return false;
    if (filters.kinds.size && tie.kinds.every(([schema]) => filters.kinds.has(schema))) return false;
    if (!filters.since && !filters.until) return true;
    // A tie without a date is left out of a period: nothing says that it belongs there.
    const from = tie.since || tie.until, to = tie.until || tie.since;
    return Boolean(from) && (!filters.until || from.slice(0, filters.until.length) <= filters.until) && (!filters.since || to >= filters.since);
  }

  /* The shortest way between two things over what is drawn now, as ids; null where there is none. */
  way(from, to) {
    const { nodes, ties } = this.seen();
    const beside = new Map([...nodes.keys()].map((id) => [id, []]));
    for (const { a, b } of ties.values()) { beside.get(a).push(b); beside.get(b).push(a); }
    const before = new Map([[from, null]]), waiting = [from];
    for (let at = 0; at < waiting.length && !before.has(to); at += 1) {
      for (const next of beside.get(waiting[at]) ?? []) if (!before.has(next)) { before.set(next, waiting[at]); waiting.push(next); }
    }
    if (!before.has(to)) return null;
    const path = [];
    for (let id = to; id !== null; id = before.get(id)) path.unshift(id);
    return path;
  }
}
