/* A chart too large to be drawn anew at every frame: while the camera moves, the picture drawn last is pushed and stretched by the
   compositor, as maps do, over a rough sketch of the whole; it is drawn again, sharp, once the camera rests. */

// So far beyond the edge of the stage the picture of a large chart reaches, in pixels, so that a push shows no empty border at once.
const MARGIN = 120;
// The sketch leaves out the weakest ties: it is seen for a moment only, at the rim.
const SKETCHED = 1500;
const WHOLE = { x: 0.5, y: 0.5, ratio: 1, angle: 0 };

export class Plate extends (window.Sigma ?? Object) {
  constructor(graph, stage, settings) {
    const frame = document.createElement("div");
    frame.className = "frame";
    stage.prepend(frame);
    super(graph, frame, { ...settings, renderLabels: false, renderEdgeLabels: false, enableEdgeEvents: false });
    this.padding = settings.stagePadding;
    this.frame = frame;
    this.margin = 0;
    this.layer = document.createElement("div");
    this.layer.className = "plate";
    this.sketch = document.createElement("canvas");
    this.sketch.className = "sketch";
    // What is moved as one; the canvas that takes the mouse stays where it is. Of a large chart one opaque picture is shown instead of
    // three canvases: without a graphics card every layer that is laid over another costs as much as a drawing.
    this.layer.append(this.elements.edges, this.elements.nodes);
    this.picture = document.createElement("canvas");
    this.picture.className = "picture";
    frame.prepend(this.sketch, this.picture, this.layer);
    // sigma keeps canvases for words and for what is pointed at; here both are drawn elsewhere, and an empty canvas costs as a full one does.
    for (const unused of ["edgeLabels", "labels", "hovers", "hoverNodes"]) this.elements[unused].hidden = true;
  }

  /* A large chart slides; a small one is drawn at every frame. */
  large(yes) {
    if (yes === (this.margin > 0)) return;
    this.margin = yes ? MARGIN : 0;
    this.frame.style.inset = `${-this.margin}px`;
    this.frame.classList.toggle("large", yes);
    this.setSetting("stagePadding", this.padding + this.margin);
  }

  /* Whether the picture on the screen is the last one, pushed. */
  get sliding() { return Boolean(this.pushed); }

  render() {
    if (!this.margin || this.needToProcess || !this.at) return this.draw();
    this.renderFrame = null;
    this.push();
    return this;
  }

  /* Draws it anew where the camera stands now. */
  draw() {
    super.render();
    if (!this.layer) return this;
    this.at = this.camera.getState();
    if (this.pushed) this.picture.style.transform = "";
    this.pushed = "";
    this.sketch.hidden = true;
    return this;
  }

  /* Keeps what stands on the layers as the picture that is shown; only in the same turn as it was drawn. */
  keep(words) {
    if (!this.margin) return;
    const { width, height } = this.elements.nodes;
    if (this.picture.width !== width || this.picture.height !== height) Object.assign(this.picture, { width, height });
    const context = this.picture.getContext("2d", { alpha: false });
    context.fillStyle = this.paper ??= getComputedStyle(this.frame.parentElement).backgroundColor;
    context.fillRect(0, 0, width, height);
    for (const layer of [this.elements.edges, this.elements.nodes, words]) context.drawImage(layer, 0, 0, width, height);
  }

  push() {
    const now = this.camera.getState();
    const pushed = this.between(this.at, now);
    if (pushed === this.pushed) return;
    this.pushed = pushed;
    this.picture.style.transform = pushed;
    // The sketch costs a layer: it is shown only where the picture no longer covers the stage.
    const bare = this.sketched && !this.covers(now);
    if (this.sketch.hidden === bare) this.sketch.hidden = !bare;
    if (bare) this.sketch.style.transform = this.between(WHOLE, now);
  }

  covers(now) {
    const { width, height } = this.getDimensions(), { x, y, scale } = this.shift(this.at, now), { margin } = this;
    return x <= margin && y <= margin && x + scale * width >= width - margin && y + scale * height >= height - margin;
  }

  /* How a picture drawn for one state of the camera must be pushed and stretched to stand as the other would draw it. */
  between(from, to) {
    const { x, y, scale } = this.shift(from, to);
    return `translate(${x.toFixed(2)}px, ${y.toFixed(2)}px) scale(${scale.toFixed(5)})`;
  }

  shift(from, to) {
    const seen = (cameraState, corner) => this.framedGraphToViewport({ x: corner, y: corner }, { cameraState });
    const a = seen(from, 0), b = seen(from, 1), c = seen(to, 0), d = seen(to, 1);
    const scale = (d.x - c.x) / (b.x - a.x);
    return { scale, x: c.x - scale * a.x, y: c.y - scale * a.y };
  }

  /* Sketches the whole chart in idle moments: thin lines and dots, without WebGL. */
  outline(seen, colour) {
    cancelIdleCallback(this.idle);
    this.sketched = false;
    if (!this.margin) return;
    const { width, height } = this.getDimensions();
    Object.assign(this.sketch, { width, height });
    const context = this.sketch.getContext("2d", { willReadFrequently: true });
    const ties = [...seen.ties.values()].sort((one, other) => other.weight - one.weight).slice(0, SKETCHED), nodes = [...seen.nodes.values()];
    const at = (node) => this.graphToWhole(node);
    const radius = 3;
    let done = 0;
    const step = (rest) => {
      while (done < ties.length + nodes.length && rest.timeRemaining() > 2) {
        for (const until = Math.min(done + 50, ties.length + nodes.length); done < until; done += 1) {
          context.beginPath();
          if (done < ties.length) {
            const a = at(seen.nodes.get(ties[done].a)), b = at(seen.nodes.get(ties[done].b));
            context.strokeStyle = colour(ties[done]);
            context.moveTo(a.x, a.y); context.lineTo(b.x, b.y);
            context.stroke();
          } else {
            const node = nodes[done - ties.length], { x, y } = at(node);
            context.fillStyle = colour(node);
            context.arc(x, y, radius, 0, 7);
            context.fill();
          }
        }
      }
      if (done < ties.length + nodes.length) this.idle = requestIdleCallback(step); else this.sketched = true;
    };
    this.idle = requestIdleCallback(step);
  }

  graphToWhole(node) { return this.graphToViewport(node, { cameraState: WHOLE }); }

  /* Nothing is pointed at while the picture slides: what was drawn to be pointed at stands elsewhere. */
  getNodeAtPosition(point) { return this.pushed ? null : super.getNodeAtPosition(point); }

  renderHighlightedNodes() { /* A thing pointed at looks as before: what is chosen bears a ring. */ }
}
