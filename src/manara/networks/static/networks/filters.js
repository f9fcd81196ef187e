/* What is seen of the chart: kinds of things, layers and kinds of ties, how probable, a period; and, where one thing has too many ties, which to read. */
import { make } from "./elements.js";
import { firstDay, reversed } from "./sight.js";

/* A month stands in a field of days as its first or its last one. */
const lastOf = (text) => (text.length === 7 ? new Date(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5)), 0)).toISOString().slice(0, 10) : `${text}-12-31`);
const asDay = (name, text) => (text.length === 10 || !text ? text : name === "since" ? `${firstDay(text)}-01-01`.slice(0, 10) : lastOf(text));

export function watchFilters({ desk, store, acts, phrases }) {
  const place = desk.querySelector("[data-filters]"), around = desk.querySelector("[data-around]");
  const boxes = (legend, name, words, off) => make("fieldset", {}, make("legend", { text: legend }), ...words.map(([key, word, count]) => {
    const box = make("input", { type: "checkbox", name, value: key });
    box.checked = !off.has(key);
    box.addEventListener("change", () => acts.filter((filters) => { if (box.checked) filters[name].delete(key); else filters[name].add(key); }));
    return make("label", { class: "check" }, box, " ", make("span", {}, word, ...(count === undefined ? [] : [" ", make("span", { class: "badge", text: count })])));
  }));
  let finer = false;

  function show() {
    const { filters, places } = store.state;
    const families = new Map(), kinds = new Map(), layers = new Map();
    for (const id of places.keys()) { const node = store.nodes.get(id); if (node) families.set(node.schema, node.kind); }
    for (const tie of store.ties.values()) if (places.has(tie.a) && places.has(tie.b)) {
      for (const [schema, word] of tie.kinds) kinds.set(schema, word);
      for (const { code, word } of tie.layers) layers.set(code, [word, (layers.get(code)?.[1] ?? 0) + 1]);
    }
    const sorted = (words) => [...words].sort((one, other) => one[1].localeCompare(other[1], document.documentElement.lang));
    const held = document.activeElement && place.contains(document.activeElement) ? [document.activeElement.name, document.activeElement.value] : null;
    const facts = make("input", { type: "checkbox", name: "factsOnly" });
    facts.checked = filters.factsOnly;
    facts.addEventListener("change", () => acts.filter((now) => { now.factsOnly = facts.checked; }));
    const date = (name, word) => {
      const field = make("input", { type: "date", name, value: asDay(name, filters[name]) });
      if (name === "until" && reversed(filters)) { field.setAttribute("aria-invalid", "true"); field.setAttribute("aria-describedby", "period-reversed"); }
      field.addEventListener("change", () => acts.filter((now) => { now[name] = field.value; }));
      return make("label", {}, word, " ", field);
    };
    const least = make("input", { type: "range", name: "least", min: 0, max: 95, step: 5, value: filters.least, "aria-valuetext": `${filters.least} %` }), figure = make("output", { dir: "ltr", text: `${filters.least} %` });
    least.addEventListener("input", () => { figure.textContent = `${least.value} %`; least.setAttribute("aria-valuetext", `${least.value} %`); });
    least.addEventListener("change", () => acts.filter((now) => { now.least = Number(least.value); }));
    const kindsOfTies = make("details", { class: "finer", ontoggle: () => { finer = kindsOfTies.open; } }, make("summary", { text: phrases.kinds_of_ties }), boxes(phrases.kinds_of_ties, "kinds", sorted(kinds), filters.kinds));
    kindsOfTies.open = finer || filters.kinds.size > 0;
    place.replaceChildren(
      boxes(phrases.layers, "layers", sorted([...layers].map(([code, [word, count]]) => [code, word, count])), filters.layers),
      boxes(phrases.kinds_of_things, "families", sorted(families), filters.families),
      make("fieldset", { class: "dates" }, make("legend", { text: phrases.doubt_and_time }), make("label", { class: "least" }, make("span", {}, phrases.least, " ", figure), least), make("label", { class: "check" }, facts, " ", phrases.facts_only), date("since", phrases.from), date("until", phrases.to), ...(reversed(filters) ? [make("p", { class: "error", id: "period-reversed", text: phrases.reversed })] : []), make("button", { type: "button", class: "btn plain", text: phrases.show_all, onclick: () => acts.unfilter() })),
      ...(kinds.size ? [kindsOfTies] : []));
    if (held) place.querySelector(`[name="${held[0]}"]${held[1] && held[1] !== "on" && !["since", "until", "least"].includes(held[0]) ? `[value="${CSS.escape(held[1])}"]` : ""}`)?.focus();
    const hides = filters.families.size + filters.kinds.size + filters.layers.size + Number(filters.least > 0) + Number(filters.factsOnly) + Number(Boolean(filters.since || filters.until));
    for (const sign of desk.querySelectorAll("[data-filtered]")) { sign.hidden = !hides; sign.textContent = hides; }
    tooMany();
  }

  /* One thing with thousands of ties: how many there are, and which kinds to read. */
  function tooMany() {
    const many = acts.around;
    around.hidden = !many;
    if (!many || around.dataset.for === JSON.stringify(many)) return;
    around.dataset.for = JSON.stringify(many);
    around.replaceChildren(
      make("p", { text: phrases.too_many.replace("%(total)s", many.total).replace("%(most)s", phrases.most_around) }),
      make("div", { class: "acts" }, ...many.kinds.map(([schema, word, count]) => make("button", { type: "button", class: "btn", onclick: () => { acts.narrowed(many.opened, [schema]); } }, word, " ", make("span", { class: "badge", text: count }))), make("button", { type: "button", class: "btn plain", text: phrases.close, onclick: () => { acts.around = null; around.hidden = true; } })));
  }

  show();
  return { show };
}
