/* Every act on the chart can be undone and done again: a copy of the state from before each is kept. */
import { copyState } from "./store.js";

const MOST = 200;

export class History {
  constructor(store, changed) {
    this.store = store;
    this.changed = changed;
    this.past = [];
    this.future = [];
  }

  /* Runs `act` on the state under a name; an act that returns false has changed nothing. Acts of one `gesture` (a window of time
     that is moved along) are one step to undo. */
  run(name, act, gesture = null) {
    if (gesture && this.gesture === gesture && this.past.at(-1)?.[0] === name) {
      if (act(this.store.state) === false) return false;
      this.changed(name);
      return true;
    }
    const before = copyState(this.store.state);
    if (act(this.store.state) === false) return false;
    this.gesture = gesture;
    this.past.push([name, before]);
    if (this.past.length > MOST) this.past.shift();
    this.future = [];
    this.changed(name);
    return true;
  }

  undo() { return this.#step(this.past, this.future); }
  redo() { return this.#step(this.future, this.past); }

  #step(from, to) {
    this.gesture = null;
    const last = from.pop();
    if (!last) return "";
    to.push([last[0], copyState(this.store.state)]);
    this.store.state = last[1];
    this.changed(last[0], true);
    return last[0];
  }
}
