/* Has a large chart painted by a worker; of several pictures that are asked for while one is painted, only the last is made. */

export class Painter {
  static can(address) { return Boolean(address && window.OffscreenCanvas && window.Worker); }

  constructor(address) {
    this.worker = new Worker(address);
    this.number = 0;
    this.waiting = new Map();
    this.worker.onmessage = ({ data }) => {
      const { done } = this.now;
      this.now = null;
      this.#next();
      done(data.bitmap);
    };
  }

  /* What is painted from now on: things and ties (maps by id), each as `thing(node)` and `tie(tie)` say that it looks. */
  scene({ nodes, ties }, { thing, tie, kept }) {
    const colours = [], number = (colour) => { const known = colours.indexOf(colour); return known < 0 ? colours.push(colour) - 1 : known; };
    const at = new Map([...nodes.keys()].map((id, place) => [id, place])), n = nodes.size, m = ties.size;
    const scene = { things: { size: new Float32Array(n), form: new Uint8Array(n), colour: new Uint8Array(n) }, ties: { ends: new Uint32Array(2 * m), wide: new Float32Array(m), colour: new Uint8Array(m), dash: new Uint8Array(m), kept: new Uint8Array(m) }, colours };
    let place = 0;
    for (const node of nodes.values()) {
      const { size, form, color } = thing(node);
      scene.things.size[place] = size; scene.things.form[place] = form < 0 ? 9 : form; scene.things.colour[place] = number(color);
      place += 1;
    }
    place = 0;
    for (const each of ties.values()) {
      const { size, dash, color } = tie(each);
      scene.ties.ends[2 * place] = at.get(each.a); scene.ties.ends[2 * place + 1] = at.get(each.b);
      scene.ties.wide[place] = size; scene.ties.dash[place] = dash; scene.ties.colour[place] = number(color); scene.ties.kept[place] = kept(each) ? 1 : 0;
      place += 1;
    }
    this.number += 1;
    this.worker.postMessage({ scene: { ...scene, xy: this.#places(nodes) } });
  }

  moved(nodes) { this.number += 1; this.worker.postMessage({ xy: this.#places(nodes) }); }

  #places(nodes) {
    const xy = new Float32Array(2 * nodes.size);
    let place = 0;
    for (const { x, y } of nodes.values()) { xy[place] = x; xy[place + 1] = y; place += 2; }
    return xy;
  }

  /* A picture of the chart as the lens shows it; null where another of the same name was asked for before its turn came. */
  paint(name, how) {
    this.waiting.get(name)?.(null);
    return new Promise((done) => {
      const entry = (bitmap) => done(bitmap);
      entry.how = how;
      this.waiting.set(name, entry);
      this.#next();
    });
  }

  #next() {
    if (this.now || !this.waiting.size) return;
    const [name, done] = this.waiting.entries().next().value;
    this.waiting.delete(name);
    this.now = { done };
    this.worker.postMessage({ paint: done.how });
  }
}
