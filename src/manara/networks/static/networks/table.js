/* The chart as two tables, the picture's equals: what can be done there can be done here, by keyboard and with a screen reader. */
import { bdi, icon, make } from "./elements.js";
import { layersOf, marked } from "./marks.js";

/* A phone shows a row as a card, so fewer at once. */
const ROWS = matchMedia("screen and (max-width: 44rem)").matches ? 10 : 100;

/* From one day to another, in every language from left to right. */
const span = (since, until) => since || until ? [make("bdi", { dir: "ltr", text: [...new Set([since, until])].filter(Boolean).join(" – ") })] : [];

export class Table {
  constructor({ things, ties, phrases, acts, showTie }) {
    Object.assign(this, { things, ties, phrases, acts, showTie });
    this.page = { things: 0, ties: 0 };
    this.rows = ROWS;
    // A print has all of them, whichever page was turned to.
    const drawn = (rows) => { this.rows = rows; if (this.nodes) this.#both(); };
    addEventListener("beforeprint", () => drawn(Infinity));
    addEventListener("afterprint", () => drawn(ROWS));
  }

  show({ nodes, ties }) {
    this.nodes = nodes;
    this.allThings = [...nodes.values()].sort((one, other) => (one.sort < other.sort ? -1 : one.sort > other.sort ? 1 : one.id < other.id ? -1 : 1));
    this.allTies = [...ties.values()].sort((one, other) => other.weight - one.weight || (one.key < other.key ? -1 : 1));
    this.staged = this.allThings.some(({ stage }) => stage);
    this.things.querySelector("[data-staged]").hidden = !this.staged;
    this.#both();
  }

  #both() {
    this.#draw("things", this.allThings, (node) => this.#thing(node));
    this.#draw("ties", this.allTies, (tie) => this.#tie(tie));
  }

  #draw(which, all, row) {
    const place = this[which], pages = Math.max(1, Math.ceil(all.length / this.rows));
    const at = Math.min(this.page[which], pages - 1) * (pages > 1 ? this.rows : 0);
    if (this.rows === ROWS) this.page[which] = Math.min(this.page[which], pages - 1);
    const focus = document.activeElement?.closest?.("tr")?.dataset.id, what = document.activeElement?.dataset?.what;
    const body = place.querySelector("tbody");
    const held = body.contains(document.activeElement);
    body.replaceChildren(...all.slice(at, at + this.rows).map(row));
    if (held && focus) (body.querySelector(`tr[data-id="${CSS.escape(focus)}"] [data-what="${what}"]`) ?? body.querySelector("input, button"))?.focus();
    for (const count of document.querySelectorAll(`[data-count="${which}"]`)) count.textContent = all.length;
    const turn = place.querySelector("[data-turn]");
    turn.hidden = pages === 1;
    if (pages > 1) this.#turn(turn, pages, this.page[which], (page) => { this.page[which] = page; this.#draw(which, all, row); });
    place.querySelector("[data-none]").hidden = all.length > 0;
  }

  /* Pages of the table: the next, the one before, and any by its number, since a large chart has many. */
  #turn(place, pages, here, to) {
    const held = place.contains(document.activeElement) ? document.activeElement.dataset.to : "";
    const button = (name, page) => make("button", { type: "button", class: "btn", "data-to": name, text: this.phrases[name], disabled: page < 0 || page >= pages, onclick: () => to(page) });
    const field = make("input", { type: "number", "data-to": "page", min: 1, max: pages, value: here + 1, "aria-label": this.phrases.page });
    field.addEventListener("change", () => to(Math.min(Math.max(Math.round(Number(field.value)) || 1, 1), pages) - 1));
    place.replaceChildren(button("previous", here - 1), make("span", { dir: "ltr" }, field, ` / ${pages}`), button("next", here + 1));
    if (held) (place.querySelector(`[data-to=${held}]:enabled`) ?? field).focus();
  }

  #thing(node) {
    const { acts, phrases } = this;
    const chosen = make("input", { type: "checkbox", "data-what": "choose", "aria-label": `${phrases.choose} ${acts.name(node.id)}`, onchange: () => acts.select([node.id], { also: true }) });
    chosen.checked = acts.selected.has(node.id);
    const name = make("button", { type: "button", class: "link", "data-what": "name", onclick: () => acts.select([node.id]) }, bdi(node.label, node));
    return make("tr", { "data-id": node.id, class: chosen.checked ? "chosen" : null },
      make("td", { class: "choose" }, chosen),
      make("th", { scope: "row", class: "name" }, node.group ? icon("folder") : icon(node.icon), " ", name, ...(this.noted?.has(node.id) ? [" ", make("span", { class: "badge ask", text: phrases.note })] : [])),
      make("td", { "data-label": phrases.kind }, node.group ? `${phrases.group} (${node.members.length})` : node.kind, ...marked(node, phrases).flatMap((mark) => [" ", mark])),
      make("td", { "data-label": phrases.stage, hidden: !this.staged }, node.stage?.words.join(" · ") ?? ""),
      make("td", { "data-label": phrases.ties }, String(node.degree)),
      make("td", { "data-label": phrases.told_by }, node.agencies.map(({ name: agency }) => agency).join(" · ")),
      make("td", { class: "row-acts" }, make("div", { class: "acts" },
        node.group
          ? make("button", { type: "button", class: "btn", "data-what": "open", onclick: () => acts.ungroup([node.id]), text: phrases.ungroup })
          : make("button", { type: "button", class: "btn", "data-what": "open", onclick: () => acts.grow([node.id]), "aria-label": `${phrases.grow} ${acts.name(node.id)}` }, icon("plus"), node.more ? `${node.more}` : phrases.grow_short),
        make("button", { type: "button", class: "btn plain", "data-what": "hide", onclick: () => acts.hide([node.id]), "aria-label": `${phrases.hide} ${acts.name(node.id)}` }, icon("minus")))));
  }

  #tie(tie) {
    const { phrases } = this, [from, to] = tie.direction < 0 ? [tie.b, tie.a] : [tie.a, tie.b];
    const one = this.nodes.get(from), other = this.nodes.get(to);
    const says = tie.says.join(" · ");
    return make("tr", { "data-id": tie.key, class: tie.sure ? null : "ask" },
      make("th", { scope: "row", class: "name" }, bdi(one.label, one), " ", make("span", { class: "soft", text: tie.direction && tie.direction !== 2 ? phrases.arrow : "–" }), " ", bdi(other.label, other)),
      make("td", { "data-label": phrases.tie }, says, ...(tie.sure ? [] : [" ", make("small", { class: "badge ask", text: phrases.not_fact })])),
      make("td", { "data-label": phrases.layers }, bdi(layersOf(tie).join(" · "))),
      make("td", { "data-label": phrases.probability, class: "num" }, make("bdi", { dir: "ltr", text: `${tie.weight} %` })),
      make("td", { "data-label": phrases.when }, ...span(tie.since, tie.until), ...(tie.since || tie.until || !tie.told.length ? [] : [make("span", { class: "small soft" }, tie.reports > 1 ? phrases.by_reports : phrases.by_report, " ", ...span(tie.told[0], tie.told.at(-1)))])),
      make("td", { "data-label": phrases.how_sure }, ...(tie.grade ? [make("span", { class: "badge", text: tie.grade }), " "] : []), make("span", { class: "small", text: phrases.reports_n.replace("%(n)s", tie.reports) })),
      make("td", { class: "row-acts" }, make("button", { type: "button", class: "btn", "data-what": "behind", onclick: () => this.showTie(tie.key, { focus: true }), text: phrases.statements, "aria-label": `${phrases.statements}: ${one.label} – ${other.label}` })));
  }
}
