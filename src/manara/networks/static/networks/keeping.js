/* Keeps the chart as a saved view: what is on it, where it stands, groups, notes and filters. Ties are never kept:
   whoever opens it later sees those that he may see then. */
import { ask } from "./ask.js";
import { emptyFilters } from "./store.js";

export const written = (store, view) => ({
  places: [...store.state.places].map(([id, [x, y]]) => [id, Math.round(x * 10) / 10, Math.round(y * 10) / 10]),
  groups: store.state.groups.map(({ id, name, members, x, y }) => ({ id, name, members, x: Math.round(x), y: Math.round(y) })),
  notes: store.state.notes.map(({ id, on, text }) => ({ id, on, text })),
  filters: { families: [...store.state.filters.families], kinds: [...store.state.filters.kinds], layers: [...store.state.filters.layers], least: store.state.filters.least, factsOnly: store.state.filters.factsOnly, since: store.state.filters.since, until: store.state.filters.until, undated: store.state.filters.undated },
  lanes: store.state.lanes,
  camera: view ? (({ x, y, ratio }) => ({ x, y, ratio }))(view.sigma.getCamera().getState()) : null,
});

/* Puts a kept state back, as far as its things are there for this viewer. */
export function read(kept, store) {
  for (const [id, x, y] of kept.places) if (store.nodes.has(id)) store.state.places.set(id, [x, y]);
  // A thing that is one with another under a second address stands where that stood.
  const free = kept.places.filter(([id]) => !store.nodes.has(id));
  for (const id of store.nodes.keys()) if (!store.state.places.has(id)) { const place = free.shift(); store.state.places.set(id, place ? [place[1], place[2]] : [0, 0]); }
  store.state.lanes = kept.lanes?.length ? kept.lanes : null;
  const known = (ids) => ids.filter((id) => store.nodes.has(id));
  store.state.groups = kept.groups.map((group) => ({ ...group, members: known(group.members) })).filter((group) => group.members.length);
  store.state.notes = kept.notes.filter((note) => note.on.every((id) => store.nodes.has(id) || kept.groups.some((group) => group.id === id)));
  store.state.filters = { ...emptyFilters(), ...kept.filters, families: new Set(kept.filters.families), kinds: new Set(kept.filters.kinds), layers: new Set(kept.filters.layers) };
}

export class Keeping {
  constructor({ desk, store, phrases, addresses, kept, tell, view }) {
    Object.assign(this, { desk, store, phrases, addresses, kept, tell, view });
    this.dialog = document.querySelector("dialog#save-dialog");
    this.sign = document.querySelector("[data-kept]");
    this.dialog.querySelector("form").addEventListener("submit", (event) => { event.preventDefault(); delete event.target.dataset.sent; this.save(new FormData(event.target)); });
    window.addEventListener("beforeunload", (event) => this.dirty && this.kept.id && event.preventDefault());
  }

  changed() { this.dirty = true; if (this.kept.id) this.sign.textContent = this.phrases.not_saved; }

  ask() { this.dialog.showModal(); this.dialog.querySelector("[name=title]").focus(); }

  async save(form) {
    const answer = await ask(this.addresses.save, {
      chart: form.get("as") === "new" ? null : this.kept.id ?? null, based_on: this.kept.version ?? 0, title: form.get("title"), note: form.get("note"), circle: form.get("circle"), state: written(this.store, this.view),
    });
    if (!answer) return;
    const told = await answer.json();
    const problem = this.dialog.querySelector("[data-problem]");
    problem.hidden = answer.ok;
    problem.textContent = answer.ok ? "" : told.sentence;
    if (!answer.ok) return;
    this.dirty = false;
    this.dialog.close();
    const first = this.kept.id !== told.id;
    this.kept = { ...this.kept, id: told.id, version: told.version };
    this.sign.textContent = told.sentence;
    this.tell(told.sentence);
    if (first) history.replaceState(null, "", told.url);
  }
}
