/* Lanes by stage of the route. The node says where everything stands in them, so that its still picture is the same;
   here are their heads over the picture, and what keeps a thing that is dragged inside its lane. */
import { asked } from "./ask.js";
import { make } from "./elements.js";

/* How far across a thing may be put: a lane says something of those who stand in it, so none leaves its own. */
export function within({ places, groups, lanes }, id, x) {
  const [at] = places.get(id) ?? [groups.find((group) => group.id === id)?.x];
  const lane = lanes?.find(([, left, right]) => at >= left && at <= right);
  return lane ? Math.min(Math.max(x, lane[1] + RIM), lane[2] - RIM) : x;
}

const RIM = 12;
// A head narrower than this, in pixels, shows its number alone; the list under the picture has the words.
const WORDS = 92;

export class Lanes {
  constructor({ desk, view, store, history, layout, addresses, phrases, heads, busy, tell, redrawn }) {
    Object.assign(this, { view, store, history, layout, addresses, phrases, heads, busy, tell, redrawn });
    this.desk = desk;
    this.button = desk.querySelector("[data-act=lanes]");
    this.over = desk.querySelector("[data-lane-heads]");
    this.key = desk.querySelector("[data-lane-key]");
    view?.sigma.getCamera().on("updated", () => this.place());
    view?.sigma.on("afterRender", () => this.place());
  }

  /* Puts everything into lanes, or back to where it stood before. */
  async toggle() {
    this.layout?.stop();
    if (this.store.state.lanes) return this.#leave();
    const found = await this.#ask();
    if (!found) return;
    const { state } = this.store;
    this.free = new Map([...state.places, ...state.groups.map(({ id, x, y }) => [id, [x, y]])]);
    this.history.run("lanes", (now) => this.#put(now, found));
    this.view?.fit();
    this.tell(this.phrases.laned.replace("%(n)s", this.#counts().get("unknown") ?? 0));
  }

  /* Lays out anew what stands in lanes: something came to the chart, or a group was opened. Not a step of its own to undo. */
  async arrange() {
    const found = await this.#ask();
    if (!found || !this.store.state.lanes) return;
    this.#put(this.store.state, found);
    this.redrawn();
    this.view?.fit();
  }

  #leave() {
    const { free = new Map() } = this;
    this.history.run("lanes", (state) => {
      state.lanes = null;
      for (const id of state.places.keys()) if (free.has(id)) state.places.set(id, free.get(id));
      for (const group of state.groups) if (free.has(group.id)) [group.x, group.y] = free.get(group.id);
    });
    const known = [...this.store.seen().nodes.keys()].filter((id) => free.has(id));
    if (known.length < this.store.seen().nodes.size) this.layout?.run(this.store.seen(), { fixed: new Set(known) });
    this.view?.fit();
    this.tell(this.phrases.unlaned);
  }

  /* All that is on the chart, filtered out or not, so that taking a filter away puts nothing into a wrong lane. */
  #ask() {
    const { state, nodes, ties } = this.store, inGroup = new Map(), ids = [], things = [], at = new Map();
    const put = (id, lane, person, y) => { at.set(id, ids.length); ids.push(id); things.push([lane, person ? 1 : 0, Math.round(y * 10) / 10]); };
    for (const group of state.groups) {
      const members = group.members.map((id) => nodes.get(id)).filter(Boolean), stages = new Set(members.map((node) => node.stage?.lane ?? ""));
      for (const { id } of members) inGroup.set(id, group.id);
      if (members.length) put(group.id, stages.size === 1 ? [...stages][0] : "", members.some(({ family }) => family === "person"), group.y);
    }
    for (const [id, [, y]] of state.places) {
      const node = nodes.get(id);
      if (node && !inGroup.has(id)) put(id, node.stage?.lane ?? "", node.family === "person", y);
    }
    const pairs = [];
    for (const tie of ties.values()) {
      const a = at.get(inGroup.get(tie.a) ?? tie.a), b = at.get(inGroup.get(tie.b) ?? tie.b);
      if (a !== undefined && b !== undefined && a !== b) pairs.push([a, b]);
    }
    return this.busy(asked(this.addresses.lanes, { things, ties: pairs })).then((answer) => answer && { ...answer, ids });
  }

  #put(state, { ids, places, lanes }) {
    const groups = new Map(state.groups.map((group) => [group.id, group]));
    state.lanes = lanes;
    ids.forEach((id, at) => {
      if (groups.has(id)) [groups.get(id).x, groups.get(id).y] = places[at];
      else if (state.places.has(id)) state.places.set(id, places[at]);
    });
  }

  #counts() {
    const counts = new Map();
    for (const { x } of this.store.seen().nodes.values()) {
      const lane = this.store.state.lanes.find(([, left, right]) => x >= left && x <= right);
      if (lane) counts.set(lane[0], (counts.get(lane[0]) ?? 0) + 1);
    }
    return counts;
  }

  /* The heads and the list of lanes, as the state has them now. */
  show() {
    const { lanes } = this.store.state, many = lanes ? this.#counts() : null;
    this.button?.setAttribute("aria-pressed", String(Boolean(lanes)));
    this.desk.classList.toggle("laned", Boolean(lanes));
    this.key.hidden = !lanes;
    this.over.hidden = !lanes || !this.view;
    const dir = document.dir || "ltr";
    const number = (at) => make("span", { class: "number", text: String(at + 1) });
    this.key.replaceChildren(...(lanes ?? []).map(([code], at) => make("li", {}, number(at), " ", this.heads[code], " ", make("span", { class: "badge", text: String(many.get(code) ?? 0) }))));
    this.over.replaceChildren(...(lanes ?? []).map(([code], at) => make("li", { dir }, number(at), " ", make("span", { class: "word", text: this.heads[code] }))));
    if (!this.view) return;
    if (this.view.laned(lanes)) this.view.fit({ animate: false });
    this.place();
  }

  /* Each head over its lane, wherever the camera stands. */
  place() {
    const { lanes } = this.store.state;
    if (!lanes || !this.view) return;
    const { sigma } = this.view, cameraState = sigma.getCamera().getState(), wide = this.over.clientWidth;
    const from = sigma.graphToViewport({ x: 0, y: 0 }, { cameraState }).x, scale = (sigma.graphToViewport({ x: 1000, y: 0 }, { cameraState }).x - from) / 1000;
    [...this.over.children].forEach((head, at) => {
      const [, first, last] = lanes[at], left = first * scale + from - sigma.margin, right = last * scale + from - sigma.margin;
      // What is seen of the lane: its head stays in sight as long as any of it does.
      const begin = Math.max(0, left), end = Math.min(wide, right), seen = end - begin;
      head.hidden = seen < 14;
      head.classList.toggle("short", seen < WORDS);
      head.style.transform = `translateX(${begin.toFixed(1)}px)`;
      head.style.inlineSize = `${Math.max(0, seen).toFixed(1)}px`;
    });
  }
}
