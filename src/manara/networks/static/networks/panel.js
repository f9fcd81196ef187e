/* Beside the picture: what is chosen and what can be done with it; of a tie, the statements behind it, asked of the node. */
import { ask } from "./ask.js";
import { bdi, icon, make } from "./elements.js";
import { layersOf, marked } from "./marks.js";
import { percent } from "./sight.js";
import { tieKey } from "./store.js";

export class Panel {
  constructor({ place, store, acts, phrases, addresses, dialog }) {
    Object.assign(this, { place, store, acts, phrases, addresses, dialog });
    this.start = [...place.childNodes];
    this.turn = 0;
  }

  show({ focus = false } = {}) {
    const { acts } = this, seen = this.store.seen();
    const chosen = [...acts.selected].filter((id) => seen.nodes.has(id));
    this.turn += 1;
    if (acts.tie && seen.ties.has(acts.tie)) this.#tie(seen.ties.get(acts.tie), seen, focus);
    else if (chosen.length === 1) this.#thing(seen.nodes.get(chosen[0]), seen);
    else if (chosen.length > 1) this.#several(chosen, seen);
    else this.place.replaceChildren(...this.start);
    if (focus) this.place.focus();
  }

  #act(name, label, run, drawing) { return make("button", { type: "button", class: "btn", "data-do": name, onclick: run }, icon(drawing), label); }

  #way(address, node, drawing, label) { return make("a", { class: "btn", href: address.replace("00000000-0000-0000-0000-000000000000", node.id) }, icon(drawing), label); }

  #thing(node, { nodes, ties }) {
    const { acts, phrases } = this;
    const own = [...ties.values()].filter(({ a, b }) => a === node.id || b === node.id);
    this.place.replaceChildren(
      make("h2", {}, bdi(node.label, node)),
      make("p", { class: "note", text: node.group ? `${phrases.group} · ${node.members.length}` : [node.kind, ...node.agencies.map(({ name }) => name)].join(" · ") }),
      ...this.#marks(node),
      ...(node.handling ? [make("p", {}, make("span", { class: "badge handling", text: node.handling }), " ", make("span", { class: "small soft", text: phrases.reports_n.replace("%(n)s", node.reports) }))] : []),
      make("div", { class: "acts" },
        ...(node.group
          ? [this.#act("ungroup", phrases.ungroup, () => acts.ungroup(), "folder")]
          : [this.#act("grow", node.more ? `${phrases.grow} (${node.more})` : phrases.grow, () => acts.grow(), "plus"),
             this.#way(this.addresses.entity, node, "eye", phrases.open_page),
             // Only persons have a part in a script, and only they are protected.
             ...(node.schema === "Person" ? [this.#way(this.addresses.roles, node, "person", phrases.roles), this.#way(this.addresses.protect, node, "shield", phrases.protect)] : [])]),
        this.#act("note", phrases.note_add, () => this.dialog.note(), "edit"),
        this.#act("hide", phrases.hide, () => acts.hide(), "minus"),
        // Whoever is protected is asked about neither as one who goes nor as one who comes.
        ...(node.schema === "Person" && !node.spared ? [this.#act("leaving", phrases.if_gone, () => this.#ifGone(node), "network")] : [])),
      ...this.#notes([node.id]),
      ...(own.length ? [make("h3", { text: phrases.ties }), make("ul", { class: "tie-list" }, ...own.slice(0, 14).map((tie) => {
        const other = nodes.get(tie.a === node.id ? tie.b : tie.a);
        return make("li", {}, make("button", { type: "button", class: "link", onclick: () => { acts.selectTie(tie.key); this.place.focus(); } }, bdi(other.label, other)), " ", this.#figure(tie), " ", make("span", { class: "small soft", text: tie.says.join(" · ") }), ...(tie.sure ? [] : [" ", make("small", { class: "badge ask", text: phrases.not_fact })]));
      }))] : []),
    );
  }

  #several(chosen, seen) {
    const { acts, phrases } = this, { nodes } = seen;
    this.place.replaceChildren(
      make("h2", { text: phrases.n_chosen.replace("%(n)s", chosen.length) }),
      ...this.#onWay(seen),
      ...this.#inCommon(seen),
      make("ul", { class: "tie-list" }, ...chosen.slice(0, 12).map((id) => make("li", {}, bdi(nodes.get(id).label, nodes.get(id))))),
      ...(acts.noWay ? [make("p", { class: "note", text: phrases.no_way_here })] : []),
      make("div", { class: "acts" },
        ...(chosen.length === 2 ? [this.#act("way", phrases.way_act, () => acts.showWay(), "trip"), this.#act("strongest", phrases.strongest_act, () => acts.showStrongest(), "link"), this.#act("way-all", phrases.way_all, () => acts.wayThroughAll(), "search"), this.#act("strongest-all", phrases.strongest_all, () => acts.strongestThroughAll(), "search")] : []),
        this.#act("common", phrases.common_act, () => acts.common(), "link"),
        this.#act("group", phrases.group_act, () => this.dialog.group(), "folder"),
        this.#act("keep", phrases.keep_only, () => acts.keepOnly(), "filter"),
        this.#act("note", phrases.note_add, () => this.dialog.note(), "edit"),
        this.#act("hide", phrases.hide, () => acts.hide(), "minus")),
      ...this.#notes(chosen),
    );
  }

  #figure(tie) { return make("bdi", { dir: "ltr", class: "badge", text: `${tie.weight} %` }); }

  /* The roles that were given, each with its period and offence; or that no plan may name the person. */
  #marks(node) {
    if (node.spared) return [make("p", {}, ...marked(node, this.phrases))];
    if (!node.roles?.length) return [];
    return [make("ul", { class: "tie-list marks" }, ...node.roles.map((role) => make("li", {},
      ...marked({ roles: [role] }, this.phrases), " ", make("span", { class: "small soft", text: this.phrases[`script_${role.script}`] ?? "" }),
      ...(role.since || role.until ? [" ", make("bdi", { dir: "ltr", class: "small", text: [role.since || "…", role.until || "…"].join(" – ") })] : []))))];
  }

  /* The way that is marked: how probable it is as a whole, and each tie on it with what it says. */
  #onWay({ nodes, ties }) {
    const { acts, phrases } = this;
    if (acts.way.length < 2) return [];
    const steps = acts.way.slice(1).map((id, at) => [acts.way[at], id, ties.get(tieKey(acts.way[at], id))]).filter(([, , tie]) => tie);
    const product = steps.reduce((all, [, , tie]) => all * tie.probability, 1);
    return [make("h3", { text: acts.product === null ? phrases.way_head : phrases.strongest_head }),
      make("p", { text: phrases.way_product.replace("%(percent)s", `\u2066${percent(product)} %\u2069`).replace("%(n)s", steps.length) }),
      make("ol", { class: "tie-list way" }, ...steps.map(([from, to, tie]) => make("li", {},
        make("button", { type: "button", class: "link", onclick: () => { acts.selectTie(tie.key); this.place.focus(); } }, bdi(nodes.get(from).label, nodes.get(from)), " – ", bdi(nodes.get(to).label, nodes.get(to))), " ", this.#figure(tie), " ",
        make("span", { class: "small soft", text: [...tie.says, ...tie.tellers].join(" · ") }), ...(tie.sure ? [] : [" ", make("small", { class: "badge ask", text: phrases.not_fact })]))))];
  }

  /* What those that were chosen share: to whom each is tied, by what, and who reports it. */
  #inCommon({ nodes, ties }) {
    const { acts, phrases } = this;
    const shared = acts.shared.filter((id) => nodes.has(id));
    if (!shared.length) return [];
    const others = [...acts.selected].filter((id) => !acts.shared.includes(id) && nodes.has(id));
    return [make("h3", { text: phrases.common_head }), make("ul", { class: "tie-list shared" }, ...shared.map((id) => make("li", {}, make("strong", {}, bdi(nodes.get(id).label, nodes.get(id))),
      make("ul", { class: "tie-list" }, ...others.map((other) => [other, ties.get(tieKey(id, other))]).filter(([, tie]) => tie).map(([other, tie]) => make("li", {},
        make("button", { type: "button", class: "link", onclick: () => { acts.selectTie(tie.key); this.place.focus(); } }, bdi(nodes.get(other).label, nodes.get(other))), " ", this.#figure(tie), " ",
        make("span", { class: "small soft", text: tie.says.join(" · ") }), " ", make("span", { class: "small", text: phrases.reported_by.replace("%(who)s", tie.tellers.join(" · ")) })))))))];
  }

  /* Over whom more ways lead once somebody is gone, in the node's words. */
  async #ifGone(node) {
    const turn = this.turn, told = await this.acts.ifGone(node.id);
    if (!told || turn !== this.turn) return;
    this.place.querySelector(".leaving")?.remove();
    const found = make("section", { class: "leaving", tabindex: "-1" }, make("h3", { text: told.title }), make("p", { text: told.sentence }),
      ...(told.rows.length ? [make("ol", { class: "tie-list" }, ...told.rows.map(({ id, sentence }) => make("li", {}, make("button", { type: "button", class: "link", onclick: () => this.acts.select([id]) }, bdi(this.store.nodes.get(id)?.label ?? "", this.store.nodes.get(id))), " ", make("span", { class: "small", text: sentence }))))] : []),
      make("p", { class: "note", text: told.note }));
    this.place.querySelector(".acts").after(found);
    found.focus();
  }

  async #tie(tie, { nodes }, focus) {
    const turn = this.turn;
    const head = make("h2", {}, bdi(nodes.get(tie.a).label, nodes.get(tie.a)), " – ", bdi(nodes.get(tie.b).label, nodes.get(tie.b)));
    const acts = make("div", { class: "acts" }, this.#act("note", this.phrases.note_add, () => this.dialog.note(), "edit"));
    const layers = make("p", { class: "small" }, this.#figure(tie), " ", bdi(layersOf(tie).join(" · ")));
    const inside = make("div", { class: "behind", "aria-busy": "true" }, make("p", { class: "note", text: this.phrases.loading }));
    this.place.replaceChildren(head, layers, inside, acts, ...this.#notes([tie.a, tie.b]));
    if (focus) this.place.focus();
    const parts = [];
    for (const key of tie.members.slice(0, 6)) {
      const { a, b } = this.store.ties.get(key);
      const answer = await ask(`${this.addresses.tie}?${new URLSearchParams({ a, b })}`);
      if (turn !== this.turn) return;
      if (answer) parts.push(new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".tie-part"));
    }
    inside.replaceChildren(...parts.filter(Boolean));
    if (tie.members.length === 1) inside.querySelector("h3")?.remove();
    inside.removeAttribute("aria-busy");
  }

  #notes(ids) {
    const found = this.store.state.notes.filter((note) => (ids.length === 2 && note.on.length === 2 ? note.on.every((id) => ids.includes(id)) : note.on.some((id) => ids.includes(id))));
    return found.map((note) => make("div", { class: "chart-note" }, make("p", { dir: "auto", text: note.text }),
      make("div", { class: "acts" }, make("button", { type: "button", class: "btn plain", text: this.phrases.note_edit, onclick: () => this.dialog.note(note) }), make("button", { type: "button", class: "btn plain", text: this.phrases.note_remove, onclick: () => this.acts.note("", note.on, note.id) }))));
  }
}
