/* Moves a window of time along the chart's dated ties: the picture and both tables follow. Without a window all of the time is seen. */
import { firstDay, lastDay } from "./sight.js";
import { icon } from "./elements.js";

const PACE = 900;
const SVG = "http://www.w3.org/2000/svg";
const YEAR = /^\d{4}/;
const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

const number = (month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
const month = (at) => `${String(Math.floor(at / 12)).padStart(4, "0")}-${String((at % 12) + 1).padStart(2, "0")}`;
const beginsIn = (text) => number(`${firstDay(text)}-01`.slice(0, 7));
/* "2025" may mean its last month. */
const endsIn = (text) => { const day = lastDay(text); return Number(day.slice(0, 4)) * 12 + Math.min(11, Math.max(0, Number(day.slice(5, 7)) - 1)); };

/* The months of a layer's dates as [first, last]; last is Infinity for what holds still. */
const monthsOf = (spans) => spans.filter(([since, until]) => YEAR.test(firstDay(since || until))).map(([since, until]) => [since ? beginsIn(since) : -Infinity, until ? endsIn(until) : Infinity]);

/* From the first to the last month of which these ties tell, and how many of them hold in each; null without a date. */
export function scale(ties) {
  let first = Infinity, last = -Infinity, undated = 0;
  const held = [];
  for (const { layers } of ties) {
    const spans = layers.flatMap((layer) => monthsOf(layer.spans)).sort(([one], [other]) => (one === other ? 0 : one < other ? -1 : 1));
    if (!spans.length) { undated += 1; continue; }
    for (const [from, to] of spans) {
      for (const end of [from, to]) if (Number.isFinite(end)) { first = Math.min(first, end); last = Math.max(last, end); }
    }
    held.push(spans);
  }
  if (!held.length) return null;
  const change = new Array(last - first + 2).fill(0);
  for (const spans of held) {
    let until = -Infinity;
    for (const [from, to] of spans) {
      // Where two dates of one tie touch, it is counted once.
      const begins = Math.max(from, first, until + 1), ends = Math.min(to, last);
      if (begins > ends) continue;
      change[begins - first] += 1;
      change[ends - first + 1] -= 1;
      until = ends;
    }
  }
  const counts = [];
  change.slice(0, -1).reduce((sum, each, at) => (counts[at] = sum + each), 0);
  return { first, last, counts, undated };
}

export function watchPeriod({ desk, store, acts, phrases }) {
  const place = desk.querySelector("[data-period]"), bars = place.querySelector("svg"), range = place.querySelector("[name=period]"), wide = place.querySelector("[name=window]");
  const undated = place.querySelector("[name=undated]"), play = place.querySelector("[data-play]"), reset = place.querySelector("[data-reset]");
  const said = { when: place.querySelector("[data-when]"), ties: place.querySelector("[data-ties]"), first: place.querySelector("[data-first]"), last: place.querySelector("[data-last]"), undated: place.querySelector("[data-undated]") };
  const words = new Intl.DateTimeFormat(`${document.documentElement.lang}-u-nu-latn`, { month: "long", year: "numeric", timeZone: "UTC" });
  const inWords = (at) => words.format(new Date(Date.UTC(Math.floor(at / 12), at % 12, 1)));
  let known = null, gesture = 0, timer = 0, drawn = "";

  /* Which months are looked at, if it is a window of this slider or of the filter's dates. */
  const here = () => {
    const { since, until } = store.state.filters;
    if (!since && !until) return null;
    const from = since ? beginsIn(since) : known.first, to = until ? endsIn(until) : known.last;
    return [Math.max(from, known.first), Math.max(to, from)];
  };
  const most = () => Math.max(0, known.last - known.first - Number(wide.value) + 1);

  function go(at) {
    const from = known.first + Math.min(Math.max(0, at), most());
    acts.filter((filters) => { filters.since = month(from); filters.until = month(from + Number(wide.value) - 1); }, `period ${gesture}`);
  }

  function step() {
    const at = here(), next = at ? at[0] - known.first + 1 : 0;
    if (at && next > most()) { if (!timer) go(0); else stop(true); return; }
    go(next);
  }

  /* The next step only once this one stands: a large chart takes its time. */
  function playOn() {
    step();
    if (timer) timer = setTimeout(playOn, PACE);
  }

  function stop(over = false) {
    if (!timer) return;
    clearTimeout(timer);
    timer = 0;
    button();
    acts.say(over ? "played" : "stopped", { when: range.getAttribute("aria-valuetext") });
  }

  function begin() {
    gesture += 1;
    // Where movement is not wanted each press is one step.
    if (still()) return step();
    const at = here();
    if (!at || at[0] - known.first >= most()) go(0); else step();
    timer = setTimeout(playOn, PACE);
    button();
  }

  function button() {
    play.setAttribute("aria-pressed", String(Boolean(timer)));
    play.querySelector("[data-icon]").replaceChildren(icon(timer ? "stop" : "play"));
    play.querySelector("[data-word]").textContent = timer ? phrases.stop : still() ? phrases.step_on : phrases.play;
  }

  range.addEventListener("pointerdown", () => { gesture += 1; stop(); });
  range.addEventListener("keydown", () => { if (!range.matches(":active")) gesture += 1; stop(); });
  range.addEventListener("input", () => go(Number(range.value)));
  wide.addEventListener("change", () => { gesture += 1; stop(); const at = here(); go(at ? at[0] - known.first : Number(range.value)); });
  undated.addEventListener("change", () => acts.filter((filters) => { filters.undated = undated.checked; }));
  play.addEventListener("click", () => (timer ? stop() : begin()));
  reset.addEventListener("click", () => { stop(); acts.filter((filters) => { filters.since = ""; filters.until = ""; }); acts.say("all_of_time"); range.focus(); });
  matchMedia("(prefers-reduced-motion: reduce)").addEventListener("change", () => { stop(); button(); });
  button();

  /* After every change: the scale of what is on the chart, and where the window stands. `ties` are those that are seen now. */
  function show(ties) {
    const { places } = store.state;
    known = scale([...store.ties.values()].filter((tie) => places.has(tie.a) && places.has(tie.b)));
    place.hidden = !known || known.first === known.last;
    if (place.hidden) return stop();
    const at = here(), length = known.last - known.first + 1;
    if (at && [1, 3, 12].includes(at[1] - at[0] + 1)) wide.value = String(at[1] - at[0] + 1);
    for (const option of wide.options) option.disabled = Number(option.value) > Math.max(length, 1) && option.value !== wide.value;
    range.max = most();
    range.value = at ? at[0] - known.first : 0;
    range.classList.toggle("idle", !at);
    const window = at ? `${inWords(at[0])}${at[1] > at[0] ? ` – ${inWords(at[1])}` : ""}` : phrases.all_the_time;
    const count = phrases.ties_n.replace("%(n)s", ties.size);
    range.setAttribute("aria-valuetext", `${window}: ${count}`);
    said.when.textContent = at ? [...new Set([month(at[0]), month(at[1])])].join(" – ") : `${month(known.first)} – ${month(known.last)}`;
    said.ties.textContent = count;
    [said.first.textContent, said.last.textContent] = [month(known.first), month(known.last)];
    said.undated.textContent = known.undated;
    undated.checked = store.state.filters.undated;
    undated.disabled = !known.undated;
    reset.hidden = !at;
    draw(at, length);
  }

  function draw(at, length) {
    const state = JSON.stringify([at, known.first, known.counts]);
    if (state === drawn) return;
    drawn = state;
    const high = Math.max(...known.counts, 1), shape = (name, values) => { const one = document.createElementNS(SVG, name); for (const [key, value] of Object.entries(values)) one.setAttribute(key, value); return one; };
    bars.setAttribute("viewBox", `0 0 ${length} 100`);
    const path = (inside) => known.counts.map((count, month) => (count && inside === Boolean(!at || (month + known.first >= at[0] && month + known.first <= at[1])) ? `M${month + 0.08} 100V${(100 - (92 * count) / high).toFixed(1)}h.84V100z` : "")).join("");
    bars.replaceChildren(...(at ? [shape("rect", { x: at[0] - known.first, y: 0, width: at[1] - at[0] + 1, height: 100, class: "window" })] : []), shape("path", { d: path(false), class: "outside" }), shape("path", { d: path(true) }));
  }

  return { show };
}
