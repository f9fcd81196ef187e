/* Asks for the words that an act needs: the text of a note, the name of a group. */

export class Dialogs {
  constructor({ acts, store, phrases }) {
    Object.assign(this, { acts, store, phrases });
    this.noteDialog = document.querySelector("dialog#note-dialog");
    this.groupDialog = document.querySelector("dialog#group-dialog");
    for (const dialog of [this.noteDialog, this.groupDialog]) dialog.querySelector("form").addEventListener("submit", (event) => { event.preventDefault(); dialog.close(); dialog.done(new FormData(event.target)); delete event.target.dataset.sent; });
  }

  note(existing) {
    if (!existing && !this.acts.selected.size && !this.acts.tie) return this.acts.say("choose_one");
    const field = this.noteDialog.querySelector("textarea");
    field.value = existing?.text ?? "";
    this.noteDialog.done = (form) => this.acts.note(form.get("text"), existing?.on, existing?.id);
    this.noteDialog.showModal();
    field.focus();
  }

  group() {
    if (this.acts.things([...this.acts.selected]).length < 2) return this.acts.say("choose_two");
    const field = this.groupDialog.querySelector("input[name=name]");
    field.value = `${this.phrases.group} ${this.store.state.groups.length + 1}`;
    const chosen = [...this.acts.selected];
    this.groupDialog.done = (form) => this.acts.group(chosen, form.get("name").trim() || this.phrases.group);
    this.groupDialog.showModal();
    field.select();
  }
}
