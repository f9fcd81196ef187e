/* What is seen of the chart: kinds of things and of ties, facts only, a period; and, where one thing has too many ties, which to read. */
import { make } from "./elements.js";

export function watchFilters({ desk, store, acts, phrases }) {
  const place = desk.querySelector("[data-filters]"), around = desk.querySelector("[data-around]");
  const boxes = (legend, name, words, off) => make("fieldset", {}, make("legend", { text: legend }), ...words.map(([key, word]) => {
    const box = make("input", { type: "checkbox", name, value: key });
    box.checked = !off.has(key);
    box.addEventListener("change", () => acts.filter((filters) => { if (box.checked) filters[name].delete(key); else filters[name].add(key); }));
    return make("label", { class: "check" }, box, " ", word);
  }));

  function show() {
    const { filters, places } = store.state;
    const families = new Map(), kinds = new Map();
    for (const id of places.keys()) { const node = store.nodes.get(id); if (node) families.set(node.schema, node.kind); }
    for (const tie of store.ties.values()) if (places.has(tie.a) && places.has(tie.b)) for (const [schema, word] of tie.kinds) kinds.set(schema, word);
    const sorted = (words) => [...words].sort((one, other) => (one[1] < other[1] ? -1 : 1));
    const held = document.activeElement && place.contains(document.activeElement) ? [document.activeElement.name, document.activeElement.value] : null;
    const facts = make("input", { type: "checkbox", name: "factsOnly" });
    facts.checked = filters.factsOnly;
    facts.addEventListener("change", () => acts.filter((now) => { now.factsOnly = facts.checked; }));
    const date = (name, word) => {
      const field = make("input", { type: "date", name, value: filters[name].length === 10 ? filters[name] : "" });
      field.addEventListener("change", () => acts.filter((now) => { now[name] = field.value; }));
      return make("label", {}, word, " ", field);
    };
    place.replaceChildren(
      boxes(phrases.kinds_of_things, "families", sorted(families), filters.families), boxes(phrases.kinds_of_ties, "kinds", sorted(kinds), filters.kinds),
      make("fieldset", { class: "dates" }, make("legend", { text: phrases.doubt_and_time }), make("label", { class: "check" }, facts, " ", phrases.facts_only), date("since", phrases.from), date("until", phrases.to), make("button", { type: "button", class: "btn plain", text: phrases.show_all, onclick: () => acts.unfilter() })));
    if (held) place.querySelector(`[name="${held[0]}"]${held[1] && held[1] !== "on" && held[0] !== "since" && held[0] !== "until" ? `[value="${CSS.escape(held[1])}"]` : ""}`)?.focus();
    const hides = filters.families.size + filters.kinds.size + Number(filters.factsOnly) + Number(Boolean(filters.since)) + Number(Boolean(filters.until));
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
