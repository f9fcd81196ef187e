/* The chart as a still picture drawn by the node: on paper, and where the browser has no WebGL. */
import { ask } from "./ask.js";
import { written } from "./keeping.js";

const PAUSE = 250;

export class Picture {
  constructor({ desk, store, addresses, busy, drawn }) {
    Object.assign(this, { store, addresses, busy, drawn });
    this.place = desk.querySelector("[data-picture]");
  }

  /* Without WebGL the still picture is the chart: it follows every act. */
  changed() {
    if (this.drawn) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.draw(), PAUSE);
  }

  async draw() {
    const answer = await this.busy(ask(this.addresses.picture, { state: written(this.store) }));
    if (!answer?.ok) return false;
    const drawn = new DOMParser().parseFromString(await answer.text(), "image/svg+xml").documentElement;
    this.place.replaceChildren(document.importNode(drawn, true));
    return true;
  }

  async print() { if (await this.draw()) window.print(); }
}
