/* What the node has told of the chart so far, and what of it stands on the chart just now. Nothing is forgotten by taking it off,
   so undoing never has to ask again. A state is: places (id → [x, y]), lanes ([stage, left, right]) or null, groups, notes, opened, filters. */

import { inPeriod, joined, sighted } from "./sight.js";
import { shortest, strongest } from "./ways.js";

export const tieKey = (a, b) => (a < b ? `${a}|${b}` : `${b}|${a}`);

export const emptyState = () => ({ places: new Map(), lanes: null, groups: [], notes: [], opened: new Set(), filters: emptyFilters() });
/* `layers` are hidden; `least` is in percent; ties without a date are seen in a period where `undated` says so. */
export const emptyFilters = () => ({ families: new Set(), kinds: new Set(), layers: new Set(), least: 0, factsOnly: false, since: "", until: "", undated: false });

export const copyState = (state) => ({
  places: new Map(state.places), lanes: state.lanes, opened: new Set(state.opened),
  groups: state.groups.map((group) => ({ ...group, members: [...group.members] })),
  notes: state.notes.map((note) => ({ ...note })),
  filters: { ...state.filters, families: new Set(state.filters.families), kinds: new Set(state.filters.kinds), layers: new Set(state.filters.layers) },
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
    for (const [id, label, kind, agencies, handling, more, reports, ltr, lang, sort, roles, spared] of data.nodes) {
      const [schema, word, family, icon] = data.kinds[kind];
      this.nodes.set(id, {
        stage: null,
        id, label, schema, kind: word, family, icon, handling, more, reports, ltr: Boolean(ltr), lang, sort,
        agencies: agencies.map((place) => ({ code: data.agencies[place][0], name: data.agencies[place][1] })), spared: Boolean(spared),
        roles: roles.map(([code, word, script, since, until, stated]) => ({ code, word, script, since, until, stated: Boolean(stated) })),
      });
    }
    const reports = data.reports.map(([grade, agency]) => ({ grade, agency: data.agencies[agency][1] }));
    for (const [from, to, kinds, layers] of data.ties) {
      const a = ids[from], b = ids[to], key = tieKey(a, b);
      this.ties.set(key, {
        key, a, b, count: 1, members: [key], kinds: kinds.map((place) => data.tieKinds[place]),
        ...joined(layers.map(([layer, probability, stated, direction, says, spans, told, own]) => ({
          code: data.layers[layer][0], word: data.layers[layer][1], probability, stated: Boolean(stated), direction,
          says: says.map((place) => data.says[place]), spans: spans.map((place) => data.spans[place]), reports: told.map((place) => reports[place]), own: Boolean(own),
        }))),
      });
    }
    for (const [place, lane, words] of data.stages) this.nodes.get(ids[place]).stage = { lane, words };
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
      nodes.set(id, { ...node, x, y, degree: 0, roles: this.rolesOf(node) });
    }
    for (const group of groups) {
      const members = group.members.filter((id) => places.has(id) && !filters.families.has(this.nodes.get(id)?.schema));
      if (members.length) nodes.set(group.id, { id: group.id, label: group.name, group: true, family: "group", x: group.x, y: group.y, degree: 0, members, more: 0, agencies: [], lang: "", sort: group.name });
    }
    const ties = new Map();
    for (const each of this.ties.values()) {
      const tie = this.passes(each);
      if (!tie) continue;
      // Most ties are of no group: they are seen as they are.
      const one = nodes.get(tie.a), other = nodes.get(tie.b);
      if (one && other) {
        ties.set(tie.key, tie);
        one.degree += 1;
        other.degree += 1;
        continue;
      }
      const a = inGroup.get(tie.a)?.id ?? tie.a, b = inGroup.get(tie.b)?.id ?? tie.b;
      if (a === b || !nodes.has(a) || !nodes.has(b)) continue;
      const key = tieKey(a, b), known = ties.get(key);
      if (known) {
        known.count += 1;
        known.sure ||= tie.sure;
        known.weight = Math.max(known.weight, tie.weight);
        known.probability = Math.max(known.probability, tie.probability);
        known.layers = [...known.layers, ...tie.layers];
        known.tellers = [...new Set([...known.tellers, ...tie.tellers])];
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

  /* The tie as the filters leave it, or null. */
  passes(tie) {
    const { filters } = this.state;
    return filters.kinds.size && tie.kinds.every(([schema]) => filters.kinds.has(schema)) ? null : sighted(filters, tie);
  }

  /* The roles that a thing is marked with in the period that is looked at, the newest first. */
  rolesOf(node) {
    const { since, until } = this.state.filters;
    if (!node.roles.length || (!since && !until)) return node.roles;
    return node.roles.filter((role) => inPeriod(role.since, role.until, since, until));
  }

  /* The shortest way between two things over what is drawn now, as ids; null where there is none. */
  way(from, to) { return shortest(this.seen(), from, to); }

  /* The way between them that is, its ties' probabilities multiplied, the most probable; null where there is none. */
  strongest(from, to) { return strongest(this.seen(), from, to); }
}
