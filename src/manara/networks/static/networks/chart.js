/* The chart's page: takes what the node sent, joins picture, tables, panel and keys to the same acts, and lays out in a worker. */
import { Store } from "./store.js";
import { History } from "./history.js";
import { Acts } from "./acts.js";
import { Notes } from "./notes.js";
import { Table } from "./table.js";
import { Panel } from "./panel.js";
import { Layout } from "./layout.js";
import { View, canDraw } from "./view.js";
import { Dialogs } from "./dialogs.js";
import { watchKeys } from "./keys.js";
import { watchMouse } from "./mouse.js";
import { watchFilters } from "./filters.js";
import { Keeping, written, read } from "./keeping.js";
import { Picture } from "./picture.js";
import { watchSearch } from "./search.js";
import { watchPeriod } from "./period.js";
import { learnSigns, legend } from "./marks.js";
import { Lanes } from "./lanes.js";

document.documentElement.classList.add("script");
const desk = document.querySelector("#chart");
const parsed = (id) => JSON.parse(document.getElementById(id).textContent);
const begun = performance.now();

function start() {
  const data = parsed("chart-data"), phrases = parsed("chart-phrases"), addresses = parsed("chart-addresses"), kept = parsed("chart-kept");
  const store = new Store(), stage = desk.querySelector(".stage"), said = desk.querySelector("[data-said]"), bar = desk.querySelector("progress");
  const view = canDraw() ? new View(stage, { dir: document.dir || "ltr", painter: desk.dataset.painter }) : null;
  // A number or a name that stands isolated never breaks across lines.
  const tell = (sentence) => { said.textContent = sentence.replace(/[\u2066-\u2068][^\u2069]{0,30}\u2069/g, (whole) => whole.replaceAll(" ", "\u00a0")); };
  let slow = 0;
  const busy = async (promise) => {
    desk.setAttribute("aria-busy", "true");
    slow = setTimeout(() => { bar.hidden = false; bar.removeAttribute("value"); tell(phrases.asking); }, 700);
    const answer = await promise;
    clearTimeout(slow);
    bar.hidden = true;
    desk.removeAttribute("aria-busy");
    return answer;
  };

  const layout = view && new Layout(desk, {
    moved: (places, last) => {
      for (const [id, place] of places) { if (store.state.places.has(id)) store.state.places.set(id, place); else { const group = store.state.groups.find((each) => each.id === id); if (group) [group.x, group.y] = place; } }
      view.move(places);
      if (last) view.fit();
    },
    progress: (part) => { bar.hidden = part === null; if (part !== null) bar.value = part; },
  });
  let lanes;
  const arrange = (how) => (store.state.lanes ? lanes.arrange() : layout?.run(store.seen(), how));

  let acts;
  const picture = new Picture({ desk, store, addresses, busy, drawn: Boolean(view) });
  const history = new History(store, (name, again) => {
    const seen = store.seen();
    if (name !== "move") { table.noted = noted(); table.show(seen); notes.show(); }
    if (view) { view.noted = noted(); view.show(seen); }
    picture.changed();
    counted(seen);
    lanes.show();
    // In lanes a group that is made or opened has its own place.
    if (store.state.lanes && !again && (name === "group" || name === "ungroup")) lanes.arrange();
    keeping.changed();
  });
  const noted = () => new Set(store.state.notes.flatMap((note) => (note.on.length === 1 ? note.on : [])));
  acts = new Acts({
    store, history, phrases, addresses, tell, busy, arrange, written: () => written(store, view), filtered: () => panel.show(),
    selectionChanged: () => {
      view?.mark({ selected: acts.selected, tie: acts.tie, way: new Set(acts.way), wayTies: acts.wayTies() });
      table.show(store.seen());
      panel.show();
      desk.querySelectorAll("[data-needs]").forEach((button) => button.setAttribute("aria-disabled", String(acts.selected.size + (acts.tie ? 1 : 0) < Number(button.dataset.needs))));
    },
  });
  const dialogs = new Dialogs({ acts, store, phrases });
  const panel = new Panel({ place: desk.querySelector(".panel"), store, acts, phrases, addresses, dialog: dialogs });
  const table = new Table({
    things: desk.querySelector("#things"), ties: desk.querySelector("#ties"), phrases, acts,
    showTie: (key, how) => { acts.selectTie(key); panel.show(how); },
  });
  const notes = new Notes({ place: desk.querySelector("#notes"), store, phrases, dialogs });
  const keeping = new Keeping({ desk, store, phrases, addresses, kept, tell, view });

  learnSigns(data.signs);
  const ids = store.learn(data);
  if (kept.state) read(kept.state, store); else ids.forEach((id, at) => store.state.places.set(id, data.places[at]));
  if (!kept.state && data.lanes.length) store.state.lanes = data.lanes;
  data.opened.forEach((id) => store.state.opened.add(id));
  if (data.around.bounded) acts.around = { ...data.around, opened: data.opened };
  lanes = new Lanes({ desk, view, store, history, layout, addresses, phrases, heads: data.heads, busy, tell, redrawn: () => { view?.show(store.seen()); picture.changed(); lanes.show(); } });
  const filters = watchFilters({ desk, store, acts, phrases }), period = watchPeriod({ desk, store, acts, phrases });

  function counted(seen) {
    desk.dataset.nodes = seen.nodes.size;
    desk.dataset.ties = seen.ties.size;
    desk.classList.toggle("bare", seen.nodes.size === 0);
    filters?.show();
    period?.show(seen.ties);
    legend(desk.querySelector("[data-signs]"), seen.nodes, phrases);
  }

  const first = store.seen();
  if (view) {
    view.noted = noted();
    view.show(first);
    desk.classList.add("drawn");
    desk.dataset.drawn = Math.round(performance.now() - begun);
    watchMouse({ stage, view, store, acts, history, panel });
    if (!kept.state && !data.lanes.length && first.nodes.size > 14) arrange();
    else if (kept.state?.camera) view.sigma.getCamera().setState(kept.state.camera);
  } else desk.classList.add("flat");
  lanes.show();
  table.noted = noted();
  table.show(first);
  notes.show();
  counted(first);
  if (data.opened.length === 1) acts.select(data.opened); else acts.selectionChanged();
  if (data.leftOut) acts.say("left_out", { n: data.leftOut });
  watchKeys({ desk, stage, view, store, acts, dialogs });
  watchSearch({ desk, addresses, phrases, add: (id) => acts.add([id]) });

  const does = {
    grow: () => acts.grow(), hide: () => acts.hide(), keep: () => acts.keepOnly(), ungroup: () => acts.ungroup(), way: () => acts.showWay(), strongest: () => acts.showStrongest(), common: () => acts.common(),
    group: () => dialogs.group(), note: () => dialogs.note(), lanes: () => lanes.toggle(), undo: () => acts.undo(), redo: () => acts.redo(), fit: () => view?.fit(), in: () => view?.zoom(1 / 1.4), out: () => view?.zoom(1.4),
    arrange: () => { history.run("arrange", () => true); arrange(); }, "by-kind": () => acts.groupBy("kind"), "by-agency": () => acts.groupBy("agency"), print: () => picture.print(), save: () => keeping.ask(),
    all: () => acts.select([...store.seen().nodes.keys()]), none: () => acts.select([]),
  };
  desk.addEventListener("click", (event) => {
    const button = event.target.closest("[data-act]");
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    button.closest("details.menu")?.removeAttribute("open");
    does[button.dataset.act]?.();
  });
  // A form that takes the chart out of the page (a document, a table) carries it as it stands.
  desk.addEventListener("submit", (event) => {
    const field = event.target.querySelector("input[name=state]");
    if (field) field.value = JSON.stringify(written(store, view));
  });
  desk.chart = { store, acts, view, layout, history };
  desk.dispatchEvent(new CustomEvent("chart:ready"));
}

if (desk) start();
