/* Has things laid out in a worker and moves them there as it goes; what stands already can stay. */

const SHARE = 3;

export class Layout {
  constructor(place, { moved, progress }) {
    this.worker = new Worker(place.dataset.worker);
    this.library = place.dataset.library;
    this.number = 0;
    this.worker.onmessage = ({ data }) => {
      if (data.number !== this.number) return;
      const begun = performance.now();
      moved(new Map(this.ids.map((id, at) => [id, [data.xy[2 * at], -data.xy[2 * at + 1]]])), data.last);
      progress(data.last ? null : data.done / data.of);
      if (data.last) this.finished?.();
      // The page has most of its time to itself: what it needs to draw a step says how soon the next may come.
      else requestAnimationFrame(() => setTimeout(() => this.worker.postMessage({ pace: (performance.now() - begun) * SHARE })));
    };
  }

  /* Lays out `nodes` by their `ties`; those in `fixed` stay. Resolves when it rests or is stopped. */
  run({ nodes, ties }, { fixed = new Set(), rounds } = {}) {
    this.finished?.();
    this.ids = [...nodes.keys()];
    const at = new Map(this.ids.map((id, place) => [id, place])), edges = [];
    for (const tie of ties.values()) edges.push(at.get(tie.a), at.get(tie.b), 1);
    const xy = this.ids.flatMap((id) => { const { x, y } = nodes.get(id); return [x, -y]; });
    this.number += 1;
    this.worker.postMessage({
      number: this.number, library: this.library, xy, edges, masses: this.ids.map((id) => 1 + nodes.get(id).degree), fixed: this.ids.map((id) => (fixed.has(id) ? 1 : 0)),
      rounds: rounds ?? (this.ids.length > 800 ? 160 : 300),
    });
    return new Promise((done) => { this.finished = done; });
  }

  stop() { this.number += 1; this.worker.postMessage({ stop: true }); this.finished?.(); }
}
