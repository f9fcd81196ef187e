/* All that can be done with the chart, the same from picture, table and keyboard; each act is one step that can be undone. */
import { emptyFilters, tieKey } from "./store.js";
import { asked } from "./ask.js";
import { isolated } from "./labels.js";
import { percent, reversed } from "./sight.js";

const fill = (sentence, values) => sentence.replace(/%\((\w+)\)s/g, (_all, name) => values[name] ?? "");
const RING = 130;
// An address of its own for a group or a note; a node on a plain network has no crypto.randomUUID.
const newId = () => [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

export class Acts {
  constructor({ store, history, phrases, addresses, tell, busy, arrange, shownChanged, selectionChanged, filtered, written }) {
    Object.assign(this, { store, history, phrases, addresses, tell, busy, arrange, shownChanged, selectionChanged, filtered, written });
    this.selected = new Set();
    this.current = "";
    this.tie = "";
    this.way = [];
    this.product = null;
    this.shared = [];
    this.around = null;
  }

  say(name, values = {}) { this.tell(fill(this.phrases[name] ?? name, values)); }
  name(id) { const group = this.store.state.groups.find((each) => each.id === id), node = this.store.nodes.get(id); return isolated(group?.name ?? node?.label ?? "", node?.ltr); }
  things(ids) { const groups = new Map(this.store.state.groups.map((group) => [group.id, group.members])); return ids.flatMap((id) => groups.get(id) ?? [id]); }

  select(ids, { also = false, current } = {}) {
    if (!also) this.selected.clear();
    for (const id of ids) if (also && this.selected.has(id) && ids.length === 1) this.selected.delete(id); else this.selected.add(id);
    this.current = current ?? (ids.at(-1) || "");
    this.tie = "";
    this.#unmark();
    this.selectionChanged();
  }

  selectTie(key) { this.selected.clear(); this.tie = key; this.current = ""; this.#unmark(); this.selectionChanged(); }

  #unmark() { this.way = []; this.product = null; this.shared = []; this.noWay = null; }

  /* Asks the node for more and puts what is new beside what it hangs on. */
  async grow(ids = [...this.selected]) {
    const opened = this.things(ids).slice(0, 60);
    if (!opened.length) return this.say("choose_one");
    await this.#ask({ opened }, "grow", (data, fresh) => {
      if (data.around.bounded) this.around = { ...data.around, opened };
      this.say(fresh.length ? "grown" : "nothing_new", { n: fresh.length, name: this.name(ids[0]) });
    });
  }

  /* Reads only ties of these kinds around something that has too many. */
  async narrowed(opened, kinds) {
    this.around = null;
    await this.#ask({ opened, kinds }, "grow", (_data, fresh) => this.say(fresh.length ? "grown" : "nothing_new", { n: fresh.length, name: this.name(opened[0]) }));
  }

  async add(ids) {
    await this.#ask({ added: ids }, "add", (_data, fresh) => {
      this.say(fresh.length ? "added" : "already_there", { n: fresh.length, name: this.name(ids[0]) });
      this.select(ids.filter((id) => this.store.state.places.has(id)));
    });
  }

  async #ask(sent, name, then) {
    const { state } = this.store;
    const { factsOnly, until, undated } = state.filters;
    const { kinds = [], ...what } = sent;
    // What began before the period may hold in it still: only what begins after it isn't asked for.
    const data = await this.busy(asked(this.addresses.grow, { shown: [...state.places.keys()], ...what, narrowed: { factsOnly, since: "", until: undated ? "" : until, kinds } }), name);
    if (!data) return;
    const ids = this.store.learn(data), fresh = ids.filter((id) => !this.store.state.places.has(id));
    if (data.leftOut) this.say("left_out", { n: data.leftOut });
    if (fresh.length || sent.opened) {
      const before = new Set(this.store.state.places.keys());
      this.history.run(name, (now) => {
        this.#place(now, fresh);
        for (const id of data.opened) now.opened.add(id);
      });
      if (fresh.length) this.arrange({ fixed: before, rounds: fresh.length > 200 ? 80 : 120 });
    }
    then(data, fresh);
  }

  /* New things stand in a fan around what they hang on, away from the middle of the chart. */
  #place(state, fresh) {
    const places = [...state.places.values()];
    const cx = places.reduce((sum, [x]) => sum + x, 0) / (places.length || 1), cy = places.reduce((sum, [, y]) => sum + y, 0) / (places.length || 1);
    const beside = new Map();
    for (const { a, b } of this.store.ties.values()) for (const [one, other] of [[a, b], [b, a]]) if (!beside.has(one)) beside.set(one, [other]); else beside.get(one).push(other);
    const counts = new Map(), waiting = [...fresh];
    for (let rounds = 0; waiting.length && rounds < 6; rounds += 1) {
      for (const id of waiting.splice(0)) {
        const host = beside.get(id)?.find((other) => state.places.has(other));
        if (!host && rounds < 5) { waiting.push(id); continue; }
        const [x, y] = host ? state.places.get(host) : [cx, cy + (places.length ? 180 : 0)];
        const number = (counts.get(host) ?? 0) + 1;
        counts.set(host, number);
        const away = Math.atan2(y - cy, x - cx) || 0, angle = away + Math.floor(number / 2) * (number % 2 ? 1 : -1) * 0.45, far = RING * (1 + Math.floor((number - 1) / 13) * 0.55);
        state.places.set(id, places.length || host ? [x + far * Math.cos(angle), y + far * Math.sin(angle)] : [0, 0]);
      }
    }
  }

  hide(ids = [...this.selected]) {
    if (!ids.length) return this.say("choose_one");
    const gone = new Set(this.things(ids));
    this.history.run("hide", (state) => {
      for (const id of gone) state.places.delete(id);
      state.groups = state.groups.map((group) => ({ ...group, members: group.members.filter((id) => !gone.has(id)) })).filter((group) => group.members.length);
      state.notes = state.notes.filter((note) => !note.on.some((id) => gone.has(id)));
    });
    this.select([]);
    this.say("hidden", { n: gone.size });
  }

  keepOnly(ids = [...this.selected]) {
    if (!ids.length) return this.say("choose_one");
    const kept = new Set(this.things(ids));
    this.hide([...this.store.state.places.keys()].filter((id) => !kept.has(id)));
  }

  group(ids, name) {
    const members = [...new Set(this.things(ids))].filter((id) => this.store.state.places.has(id));
    if (members.length < 2) return this.say("choose_two");
    const id = `g:${newId()}`;
    this.history.run("group", (state) => this.#close(state, id, name, members));
    this.select([id]);
    this.say("grouped", { n: members.length, name: isolated(name) });
  }

  #close(state, id, name, members) {
    const inside = new Set(members);
    state.groups = state.groups.map((group) => ({ ...group, members: group.members.filter((each) => !inside.has(each)) })).filter((group) => group.members.length);
    const places = members.map((each) => state.places.get(each));
    state.groups.push({ id, name, members, x: places.reduce((sum, [x]) => sum + x, 0) / places.length, y: places.reduce((sum, [, y]) => sum + y, 0) / places.length });
  }

  /* Closes everything of one kind, or told by one agency, into a group each; ones of a single thing stay open. */
  groupBy(what) {
    const heaps = new Map();
    for (const node of this.store.seen().nodes.values()) {
      const word = node.group ? "" : what === "kind" ? node.kind : node.agencies[0]?.name;
      if (word) heaps.set(word, [...(heaps.get(word) ?? []), node.id]);
    }
    const several = [...heaps].filter(([, ids]) => ids.length > 1);
    if (!several.length) return this.say("nothing_to_group");
    this.history.run("group", (state) => { for (const [word, ids] of several) this.#close(state, `g:${newId()}`, word, ids); });
    this.select([]);
    this.say("grouped_by", { n: several.length });
  }

  ungroup(ids = [...this.selected]) {
    const open = new Set(ids);
    const found = this.store.state.groups.filter((group) => open.has(group.id));
    if (!found.length) return this.say("no_group");
    this.history.run("ungroup", (state) => {
      state.groups = state.groups.filter((group) => !open.has(group.id));
      // Members come out around where the group was moved to.
      for (const group of found) {
        const old = group.members.map((id) => state.places.get(id)), ox = old.reduce((sum, [x]) => sum + x, 0) / old.length, oy = old.reduce((sum, [, y]) => sum + y, 0) / old.length;
        for (const id of group.members) { const [x, y] = state.places.get(id); state.places.set(id, [x - ox + group.x, y - oy + group.y]); }
      }
    });
    this.select(found.flatMap((group) => group.members));
    this.say("ungrouped", { n: found.length });
  }

  /* The shortest way between the two that are chosen: over the chart, else, when asked, through all the viewer may see. */
  showWay() { this.#ofTwo((from, to) => { const path = this.store.way(from, to); return path && { path, probability: null }; }); }

  /* The strongest way between the two: that whose ties' probabilities multiply to the most. */
  showStrongest() { this.#ofTwo((from, to) => this.store.strongest(from, to)); }

  #ofTwo(find) {
    const [from, to, ...rest] = this.selected;
    if (!to || rest.length) return this.say("choose_exactly_two");
    const found = find(from, to);
    if (!found) { this.#unmark(); this.noWay = [from, to]; this.say("no_way_here"); this.selectionChanged(); return; }
    this.#marked(found);
  }

  #marked({ path, probability }, { soFar = false } = {}) {
    this.#unmark();
    this.way = path;
    this.product = probability;
    this.selectionChanged();
    const names = path.map((id) => this.name(id)).join(this.phrases.then);
    if (probability === null) this.say("way", { n: path.length - 1, names });
    else this.say(soFar ? "strongest_so_far" : "strongest", { n: path.length - 1, names, percent: `\u2066${percent(probability)} %\u2069` });
  }

  wayThroughAll() { return this.#throughAll(this.addresses.way, "way", (from, to) => { const path = this.store.way(from, to); return path && { path, probability: null }; }); }
  strongestThroughAll() { return this.#throughAll(this.addresses.strongest, "strongest", (from, to) => this.store.strongest(from, to)); }

  async #throughAll(address, name, find) {
    const [from, to, ...rest] = this.things([...this.selected]);
    if (!to || rest.length) return this.say("choose_exactly_two");
    const found = await this.busy(asked(address, { from, to }), name);
    if (!found) return;
    if (!found.path.length) return this.say(found.exhausted ? "no_way_at_all" : "no_way_so_far", { n: found.looked });
    await this.add(found.path);
    this.selected = new Set([from, to]);
    // What was found leads over what the filters hide: then the chart's own way is another, or there is none.
    const here = find(from, to);
    if (here && (name === "way" || here.probability >= found.probability - 1e-6)) return this.#marked(here, { soFar: name === "strongest" && !found.exhausted });
    this.selectionChanged();
    this.say("way_hidden", { n: found.path.length - 1, names: found.path.map((id) => this.name(id)).join(this.phrases.then) });
  }

  /* What those that are chosen have in common: marked where it stands on the chart already, else put on it. */
  async common() {
    const ids = this.things([...this.selected]);
    if (ids.length < 2) return this.say("choose_two");
    const found = await this.busy(asked(this.addresses.common, { ids: ids.slice(0, 20) }), "common");
    if (!found) return;
    if (!found.ids.length) return this.say("nothing_in_common");
    await this.add(found.ids);
    const there = found.ids.filter((id) => this.store.state.places.has(id));
    this.#unmark();
    this.selected = new Set([...ids, ...there]);
    this.shared = there;
    this.selectionChanged();
    this.say("in_common", { n: found.ids.length, names: found.ids.slice(0, 6).map((id) => this.name(id)).join(", ") });
  }

  /* Over whom more of the ways between the others lead once this person is gone: worked out by the node over what is drawn. */
  async ifGone(id) {
    const found = await this.busy(asked(this.addresses.leaving, { id, state: this.written() }), "leaving");
    if (found) this.tell(found.sentence);
    return found;
  }

  note(text, on = this.tie ? this.tie.split("|") : [...this.selected], existing = "") {
    const words = text.trim();
    this.history.run("note", (state) => {
      state.notes = state.notes.filter((note) => note.id !== existing);
      if (words) state.notes.push({ id: existing || `n:${newId()}`, on, text: words });
      else if (!existing) return false;
      return true;
    });
    this.selectionChanged();
    this.say(words ? "noted" : "note_gone");
  }

  filter(change, gesture) {
    this.history.run("filter", (state) => change(state.filters), gesture);
    this.filtered();
    // While the window is moved it says itself where it is.
    if (gesture) return;
    const { nodes, ties } = this.store.seen();
    this.say(reversed(this.store.state.filters) ? "reversed" : "seen_now", { n: nodes.size, ties: ties.size });
  }
  unfilter() { this.filter((filters) => Object.assign(filters, emptyFilters())); }

  undo() { const name = this.history.undo(); this.#after(name, "undone"); }
  redo() { const name = this.history.redo(); this.#after(name, "redone"); }

  #after(name, how) {
    if (!name) return this.say(`nothing_${how}`);
    const { nodes } = this.store.seen();
    this.selected = new Set([...this.selected].filter((id) => nodes.has(id)));
    this.#unmark();
    this.selectionChanged();
    this.say(how, { act: this.phrases[`act_${name}`] ?? name });
  }

  wayTies() { return new Set(this.way.slice(1).map((id, at) => tieKey(this.way[at], id))); }
}
