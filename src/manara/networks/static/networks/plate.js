/* A chart too large to be drawn anew at every frame: while the camera moves, the picture drawn last is pushed and stretched by the
   compositor, as maps do, over a rough sketch of the whole; it is drawn again, sharp, once the camera rests. */

// So far beyond the edge of the stage the picture of a large chart reaches, in pixels, so that a push shows no empty border at once.
const MARGIN = 120;
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
    this.at = null;
    this.pushed = "";
    this.margin = yes ? MARGIN : 0;
    this.frame.style.inset = `${-this.margin}px`;
    this.frame.classList.toggle("large", yes);
    this.setSetting("stagePadding", this.padding + this.margin);
  }

  /* So much room stays around the chart when all of it is shown. */
  pad(padding) {
    this.padding = padding;
    this.setSetting("stagePadding", padding + this.margin);
  }

  /* Whether the picture on the screen is the last one, pushed. */
  get sliding() { return Boolean(this.pushed); }

  render() {
    if (!this.margin) return this.draw();
    // Nothing of a large chart is drawn by WebGL; only where the camera stands is worked out.
    if (this.needToProcess) super.render(); else this.renderFrame = null;
    this.push();
    return this;
  }

  /* Draws it anew where the camera stands now; of a large chart it only takes in what changed. */
  draw() {
    if (!this.margin || this.needToProcess) super.render(); else this.resize();
    return this;
  }

  /* Shows a picture that was painted for a state of the camera, and what is written over it. */
  keep(bitmap, at, write) {
    const { width, height } = bitmap;
    // Put together without the graphics card, then handed to the screen whole: sliding it costs no drawing.
    if (this.board?.width !== width || this.board.height !== height) this.board = new OffscreenCanvas(width, height);
    if (this.picture.width !== width || this.picture.height !== height) Object.assign(this.picture, { width, height });
    const context = this.board.getContext("2d", { alpha: false, willReadFrequently: true });
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(bitmap, 0, 0);
    write(context);
    this.picture.getContext("bitmaprenderer").transferFromImageBitmap(this.board.transferToImageBitmap());
    this.at = at;
    this.push();
  }

  push() {
    if (!this.at) return;
    const now = this.camera.getState(), resting = ["x", "y", "ratio"].every((name) => now[name] === this.at[name]);
    const pushed = resting ? "" : this.between(this.at, now);
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

  /* Takes a rough picture of the whole chart for the rim. */
  outlined(bitmap) {
    const { width, height } = bitmap;
    Object.assign(this.sketch, { width, height });
    this.sketch.getContext("2d", { alpha: false }).drawImage(bitmap, 0, 0);
    bitmap.close();
    this.sketched = true;
  }

  graphToViewport(point, how = {}) { return super.graphToViewport(point, this.margin && !how.cameraState ? { ...how, cameraState: this.camera.getState() } : how); }

  getNodeAtPosition(point) {
    if (!this.margin) return super.getNodeAtPosition(point);
    const found = this.hit(point);
    // sigma asks there whether it is hidden.
    if (found) this.nodeDataCache[found] ??= { hidden: false };
    return found;
  }

  renderHighlightedNodes() { /* A thing pointed at looks as before: what is chosen bears a ring. */ }
}
