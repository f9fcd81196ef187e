/* The notes of the chart as a list beside its tables: they are read without the picture, and stand on its print. */
import { bdi, make } from "./elements.js";

export class Notes {
  constructor({ place, store, phrases, dialogs }) { Object.assign(this, { place, store, phrases, dialogs }); }

  show() {
    const { notes, groups } = this.store.state;
    this.place.hidden = !notes.length;
    this.place.querySelector("[data-count=notes]").textContent = notes.length;
    const body = this.place.querySelector("ol"), held = body.contains(document.activeElement) && document.activeElement.closest("li").dataset.id;
    body.replaceChildren(...notes.map((note) => make("li", { "data-id": note.id, "data-walk": true },
      make("strong", {}, ...note.on.flatMap((id, at) => [at ? " – " : "", this.#called(id, groups)])),
      make("p", { dir: "auto", class: "told", text: note.text }),
      make("div", { class: "acts" }, make("button", { type: "button", class: "btn plain", text: this.phrases.note_edit, onclick: () => this.dialogs.note(note) })))));
    if (held) (body.querySelector(`[data-id="${CSS.escape(held)}"] button`) ?? this.place.querySelector("h2")).focus();
  }

  #called(id, groups) {
    const node = this.store.nodes.get(id), group = groups.find((each) => each.id === id);
    return group ? bdi(group.name) : bdi(node?.label ?? "", node ?? {});
  }
}
