/* Saves a draft while it is typed: form[data-autosave="address"]; what was saved, and when it wasn't, stands in [data-saved].
   The node answers {"version": n, "address": next address?} or, with 409, {"sentence": why} when somebody else changed the draft. */
import { renew, token } from "./requests.js";

const PAUSE = 800;
const AGAIN = 5000;

class Draft {
  constructor(form) {
    this.form = form;
    this.sign = form.querySelector("[data-saved]");
    this.dirty = false;
    this.saving = null;
    form.addEventListener("input", () => this.touched());
    form.addEventListener("change", () => this.touched());
    // Before anybody else hears of it, such as what sends a form without a new page.
    form.addEventListener("submit", (event) => this.sent(event), true);
    document.addEventListener("visibilitychange", () => document.hidden && this.dirty && this.save());
    window.addEventListener("beforeunload", (event) => this.dirty && event.preventDefault());
  }

  /* Words that the node does not have yet go to it first: where it takes none, the page stays, and what is typed with it. */
  sent(event) {
    if (!this.stopped && (this.dirty || this.saving || this.held || !navigator.onLine)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!this.leaving) this.leaving = this.saved(event.submitter).finally(() => { this.leaving = null; });
      return;
    }
    this.dirty = false;
    this.stopped = true;
    clearTimeout(this.timer);
  }

  async saved(submitter) {
    await this.saving;
    await this.save();
    if (this.held || this.stopped) this.sign?.scrollIntoView({ block: "nearest" });
    else { this.dirty = false; this.form.requestSubmit(submitter); }
  }

  touched() {
    this.dirty = true;
    this.show("typing");
    this.later(PAUSE);
  }

  later(milliseconds) {
    clearTimeout(this.timer);
    if (!this.stopped) this.timer = setTimeout(() => this.save(), milliseconds);
  }

  async save() {
    if (this.saving || this.stopped) return;
    this.dirty = false;
    this.show("saving");
    this.saving = this.send();
    await this.saving;
    this.saving = null;
    if (this.dirty && !this.stopped) this.later(PAUSE);
  }

  async send() {
    const body = new FormData(this.form);
    for (const name of [...body.keys()]) if (body.get(name) instanceof File) body.delete(name);
    try {
      const answer = await fetch(this.form.dataset.autosave, {
        method: "POST", body, credentials: "same-origin", redirect: "manual",
        headers: { "X-CSRFToken": token(), Accept: "application/json" },
      });
      if (answer.status === 409) return this.conflict((await answer.json()).sentence);
      if (answer.status === 401 || answer.type === "opaqueredirect") return this.unsaved("signedout");
      if (answer.status === 403) await renew(); // signed in again elsewhere: the page's token is an old one
      if (!answer.ok) throw new Error(String(answer.status));
      const saved = await answer.json();
      const version = this.form.elements.namedItem("version");
      if (version && saved.version !== undefined) version.value = saved.version;
      if (saved.address) this.form.dataset.autosave = saved.address;
      this.held = false;
      this.show("saved", saved.sentence);
    } catch {
      this.unsaved("failed");
    }
  }

  // The words stay in the form; they are sent again until the node takes them.
  unsaved(state) {
    this.dirty = true;
    this.held = true;
    this.show(state);
    this.later(AGAIN);
  }

  conflict(sentence) {
    this.stopped = true;
    this.dirty = true;
    this.show("conflict", sentence);
  }

  show(state, sentence) {
    if (!this.sign) return;
    this.sign.dataset.state = state;
    const words = sentence || this.sign.dataset[state] || "";
    if (this.sign.textContent.trim() !== words) this.sign.textContent = words;
  }
}

export function watchDrafts(root) {
  const forms = root.matches?.("form[data-autosave]") ? [root] : root.querySelectorAll("form[data-autosave]");
  for (const form of forms) {
    if (form.dataset.watched) continue;
    form.dataset.watched = "yes";
    new Draft(form);
  }
}
