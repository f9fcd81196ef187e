/* Draws what is seen of the chart: a small one with WebGL at every frame and the words over it on a canvas of their own, a large one
   as a picture that a worker paints and that slides while the camera moves. Knows nothing of why. */
import { FormProgram, LineProgram, FORMS } from "./programs.js";
import { Painter } from "./painter.js";
import { Plate } from "./plate.js";
import { chosen, isolated, shortened } from "./labels.js";
import { signOf } from "./marks.js";

export const COLOURS = { person: "#4f7a87", phone: "#c98a1b", vessel: "#0c2c3a", vehicle: "#6d7b82", place: "#2f7d5b", body: "#0f5568", paper: "#8a7350", event: "#7b5a86", money: "#5d7440", thing: "#87979d", group: "#0c2c3a" };
const SURE = "#6f8f99", UNSURE = "#a9894e", FAINT = "#dfe3e0", WAY = "#0f5568";
// Around the whole chart, in pixels; lanes reach to the edge.
const PADDING = 70, LANE_PADDING = 26;
const REST = 140, LARGE_REST = 300;
// Of a chart with more ties than this, only so many are drawn while its things move; all of them thinner.
const QUICK = 1500;
// A chart with more things and ties than this slides as a picture while the camera moves.
const LARGE = 300;
// A thing is pressed that is at least so near, in pixels.
const NEAR = 6;
// A thing of a large chart is dragged that is so many pixels wide to each side.
const GRASPED = 4;
// Things are laid out 46 apart at least: so much of it may be covered to each side, and so few pixels are still seen.
const ROOM = 18, LEAST = 1.7;
const PAPER = "#fffdf9";
// Half the width of the sign at a thing's foot.
const SIGN = 7.5;
const FACE = 'Plex, "Noto Sans Arabic", sans-serif';

export const canDraw = () => {
  const canvas = document.createElement("canvas");
  return Boolean(window.Sigma && (canvas.getContext("webgl2") || canvas.getContext("webgl")));
};

export class View {
  constructor(place, { dir, painter = "" }) {
    this.place = place;
    this.painter = Painter.can(painter) ? new Painter(painter) : null;
    this.graph = new graphology.UndirectedGraph();
    this.labels = [];
    this.marks = { selected: new Set(), tie: "", way: new Set(), wayTies: new Set() };
    this.sigma = new Plate(this.graph, place, {
      allowInvalidContainer: true, hideEdgesOnMove: false,
      nodeProgramClasses: { form: FormProgram }, edgeProgramClasses: { line: LineProgram }, defaultNodeType: "form", defaultEdgeType: "line",
      defaultDrawNodeHover: () => {}, nodeHoverProgramClasses: { form: FormProgram }, doubleClickZoomingRatio: 1, minCameraRatio: 0.03, maxCameraRatio: 6, stagePadding: PADDING, zIndex: false,
    });
    this.canvas = document.createElement("canvas");
    this.canvas.className = "chart-words";
    this.sigma.layer.append(this.canvas);
    this.context = this.canvas.getContext("2d");
    this.dir = dir;
    this.widths = new Map();
    this.moved = 0;
    this.sigma.getCamera().on("updated", () => { this.moved = performance.now(); this.#restSoon(); });
    this.sigma.hit = (point) => this.#hit(point);
    this.sigma.on("afterRender", () => { if (!this.settling && !this.large) this.write(this.context, this.#lens(), this.labels); });
    this.sigma.on("resize", () => this.settle());
    document.fonts?.load(`13px ${FACE}`, "نAé").then(() => { this.widths.clear(); this.settle(); });
  }

  /* Shows exactly these things and ties (maps by id), each where it says. */
  show({ nodes, ties }) {
    const { graph } = this;
    this.seen = { nodes, ties };
    this.large = Boolean(this.painter) && nodes.size + ties.size > LARGE;
    this.sigma.large(this.large);
    this.kept = ties.size > QUICK ? new Set([...ties.values()].sort((one, other) => other.weight - one.weight).slice(0, QUICK).map(({ key }) => key)) : null;
    if (this.large) {
      graph.clear();
      this.#scene();
    } else {
      graph.forEachNode((id) => { if (!nodes.has(id)) graph.dropNode(id); });
      graph.forEachEdge((key) => { if (!ties.has(key)) graph.dropEdge(key); });
      for (const node of nodes.values()) graph.mergeNode(node.id, this.#form(node));
      for (const tie of ties.values()) graph.mergeEdgeWithKey(tie.key, tie.a, tie.b, this.#line(tie));
    }
    if (!this.box && nodes.size) this.fit({ animate: false });
    this.#anew();
    this.#sketch();
  }

  #scene() { this.painter.scene(this.seen, { thing: (node) => this.#form(node), tie: (tie) => this.#line(tie), kept: (tie) => !this.kept || this.kept.has(tie.key) }); }

  /* A rough picture of the whole, for what comes into sight at the rim while the camera moves. */
  async #sketch() {
    this.sigma.sketched = false;
    if (!this.large) return;
    const rough = await this.painter.paint("sketch", this.#asked(this.#lens({ x: 0.5, y: 0.5, ratio: 1, angle: 0 }), true));
    if (rough) this.sigma.outlined(rough);
  }

  /* How the chart's places stand on the screen for a state of the camera: never turned, so both directions apart. */
  #lens(at = this.sigma.getCamera().getState()) {
    const how = { cameraState: at }, one = this.sigma.graphToViewport({ x: 0, y: 0 }, how), other = this.sigma.graphToViewport({ x: 1000, y: 1000 }, how);
    const kx = (other.x - one.x) / 1000, ky = (other.y - one.y) / 1000;
    return { state: at, kx, ky, bx: one.x, by: one.y, scale: this.sigma.scaleSize(1, at.ratio), at: ({ x, y }) => ({ x: kx * x + one.x, y: ky * y + one.y }) };
  }

  /* Half the width of a thing on the screen: of a large chart no more than the layout leaves room for. */
  #radius(node, { scale, kx }) {
    const radius = this.#size(node) * scale;
    return this.large ? Math.max(LEAST, Math.min(radius, (node.group ? 2.5 : 1) * ROOM * kx)) : radius;
  }

  #asked({ kx, ky, bx, by, scale }, quick) {
    const { width, height } = this.sigma.getDimensions();
    return { width, height, ratio: window.devicePixelRatio || 1, lens: { kx, ky, bx, by }, scale, room: ROOM * kx, least: LEAST, quick, paper: PAPER };
  }

  /* Has the picture painted and shows it with its words, unless a later one is asked for meanwhile. */
  async #paint({ lens, labels, quick = false }) {
    const asked = this.#asked(lens, quick), key = JSON.stringify([asked, this.painter.number]);
    if (this.base?.key !== key) {
      const bitmap = await this.painter.paint("picture", asked);
      if (!bitmap || !this.large) return;
      this.base?.bitmap.close();
      this.base = { key, bitmap };
    }
    this.sigma.keep(this.base.bitmap, lens.state, (context) => this.write(context, lens, labels, quick));
    if (!quick) this.place.dispatchEvent(new CustomEvent("chart:rest"));
  }

  /* Whether a thing is seen large enough to be dragged: where thousands stand close the chart itself is moved. */
  graspable(id) { return !this.large || this.#radius(this.seen.nodes.get(id), this.#lens()) >= GRASPED; }

  /* The thing at a point of the screen, of a large chart. */
  #hit({ x, y }) {
    const lens = this.#lens();
    let best = Infinity, found = null;
    for (const node of this.seen?.nodes.values() ?? []) {
      const away = Math.hypot(lens.kx * node.x + lens.bx - x, lens.ky * node.y + lens.by - y);
      if (away < best && away <= Math.max(NEAR, this.#radius(node, lens))) { best = away; found = node.id; }
    }
    return found;
  }

  #anew() {
    this.sigma.scheduleRefresh();
    this.settle();
  }

  #size(node) { return node.group ? 17 : this.seen.nodes.size > 800 ? 5 : Math.min(8 + Math.sqrt(node.degree) * 1.2, 14); }

  #form(node) {
    const selected = this.marks.selected.has(node.id), onWay = this.marks.way.has(node.id);
    return { x: node.x, y: node.y, size: this.#size(node), form: FORMS.indexOf(node.family), mark: selected ? 2 : onWay ? 1 : 0, color: COLOURS[node.family] ?? COLOURS.thing };
  }

  #line(tie) {
    const onWay = this.marks.wayTies.has(tie.key) || this.marks.tie === tie.key;
    return { size: (onWay ? 2 : 0) + 1 + (tie.weight / 100) * (this.kept ? 1 : 2.2), dash: tie.sure ? 0 : 1, color: onWay ? WAY : this.marks.way.size ? FAINT : tie.sure ? SURE : UNSURE };
  }

  /* Marks what is chosen; the chart itself stays as it is. */
  mark(marks) {
    const lit = () => [this.marks.tie, ...this.marks.wayTies].join(), before = lit();
    Object.assign(this.marks, marks);
    if (!this.seen) return;
    if (this.large) {
      // Rings are drawn with the words: only other lines need another picture.
      if (lit() !== before) this.#scene();
      return this.settle();
    }
    // All at once: one word to sigma instead of one for each.
    this.graph.updateEachNodeAttributes((id) => this.#form(this.seen.nodes.get(id)));
    this.graph.updateEachEdgeAttributes((key) => this.#line(this.seen.ties.get(key)));
    this.#anew();
  }

  /* Moves things without asking again what is seen: while they are dragged or laid out. */
  move(places) {
    for (const [id, [x, y]] of places) {
      const node = this.seen.nodes.get(id);
      if (!node) continue;
      node.x = x; node.y = y;
      if (places.size === 1 && !this.large) this.graph.mergeNodeAttributes(id, { x, y });
    }
    if (this.large) {
      this.painter.moved(this.seen.nodes);
      this.#paint({ lens: this.#lens(), labels: this.labels, quick: true });
      return this.#restSoon();
    }
    if (places.size > 1) this.graph.updateEachNodeAttributes((id, was) => { const { x, y } = this.seen.nodes.get(id); was.x = x; was.y = y; return was; }, { attributes: ["x", "y"] });
    this.moved = performance.now();
    this.#restSoon();
  }

  #restSoon() { clearTimeout(this.rest); this.rest = setTimeout(() => this.settle(), this.large ? LARGE_REST : REST); }

  fit({ animate = true } = {}) {
    let left = Infinity, right = -Infinity, low = Infinity, high = -Infinity;
    for (const { x, y } of this.seen?.nodes.values() ?? []) { left = Math.min(left, x); right = Math.max(right, x); low = Math.min(low, y); high = Math.max(high, y); }
    if (left === Infinity) return;
    for (const [, first, last] of this.lanes ?? []) { left = Math.min(left, first); right = Math.max(right, last); }
    const least = 160, wide = Math.max(0, least - (right - left)) / 2, tall = Math.max(0, least - (high - low)) / 2;
    this.box = { x: [left - wide, right + wide], y: [low - tall, high + tall] };
    this.sigma.setCustomBBox(this.box);
    this.sigma.scheduleRefresh();
    const camera = this.sigma.getCamera(), whole = { x: 0.5, y: 0.5, ratio: 1, angle: 0 };
    if (animate && !matchMedia("(prefers-reduced-motion: reduce)").matches) camera.animate(whole, { duration: 250 }); else camera.setState(whole);
    this.settle();
  }

  zoom(factor) { const camera = this.sigma.getCamera(); camera.setState({ ratio: camera.getBoundedRatio(camera.getState().ratio * factor) }); }

  /* Brings a thing into sight if it isn't. */
  reveal(id) {
    const node = this.seen?.nodes.get(id);
    if (!node) return;
    const { x, y } = this.sigma.graphToViewport(node), { width, height } = this.sigma.getDimensions();
    const rim = 40 + this.sigma.margin;
    if (x > rim && y > rim && x < width - rim && y < height - rim) return;
    this.sigma.getCamera().setState(this.sigma.viewportToFramedGraph({ x, y }));
  }

  toGraph(point) { return this.sigma.viewportToGraph(point); }

  /* The tie that lies nearest to a point of the screen, within a few pixels. */
  tieAt(x, y, near = 7) {
    const lens = this.#lens();
    let best = near, found = null;
    for (const tie of this.seen.ties.values()) {
      const a = lens.at(this.seen.nodes.get(tie.a)), b = lens.at(this.seen.nodes.get(tie.b));
      const length = (b.x - a.x) ** 2 + (b.y - a.y) ** 2 || 1;
      const along = Math.min(1, Math.max(0, ((x - a.x) * (b.x - a.x) + (y - a.y) * (b.y - a.y)) / length));
      const away = Math.hypot(x - a.x - along * (b.x - a.x), y - a.y - along * (b.y - a.y));
      if (away < best) { best = away; found = tie; }
    }
    return found;
  }

  #width(text, font) {
    const key = font + text;
    if (!this.widths.has(key)) { this.context.font = font; this.widths.set(key, this.context.measureText(text).width); }
    return this.widths.get(key);
  }

  /* At rest: decides which words are written, and writes them. */
  settle() {
    clearTimeout(this.rest);
    if (!this.seen) return;
    this.settling = true;
    this.sigma.draw();
    this.settling = false;
    const { width, height } = this.sigma.getDimensions(), { margin } = this.sigma, screen = { width, height, margin };
    const ratio = window.devicePixelRatio || 1;
    if (this.canvas.width !== Math.round(width * ratio) || this.canvas.height !== Math.round(height * ratio)) {
      this.canvas.width = Math.round(width * ratio);
      this.canvas.height = Math.round(height * ratio);
    }
    const lens = this.#lens();
    const points = new Map();
    const wanted = [], obstacles = [];
    for (const node of this.seen.nodes.values()) {
      const { x, y } = lens.at(node), radius = this.#radius(node, lens);
      points.set(node.id, { x, y, radius });
      if (x < -60 || y < -60 || x > width + 60 || y > height + 60) continue;
      const strong = this.marks.selected.has(node.id) || this.marks.way.has(node.id) || node.group;
      const font = `${strong ? 600 : 400} 13px ${FACE}`;
      const text = isolated(shortened(node.label, 30, node.group ? ` (${node.members.length})` : ""), node.ltr);
      wanted.push({ id: node.id, text, font, x, y, radius: signOf(node) ? Math.max(radius, radius * 0.85 + SIGN) : radius, prominence: (strong ? 1000 : 0) + node.degree, width: this.#width(text, font) + 6, height: 19, kind: "name" });
      if (this.seen.nodes.size < 600) obstacles.push({ id: node.id, x, y, radius: radius * 0.8 });
    }
    // A tie says what it is where the line is long enough; the surest first, after all names.
    if (this.seen.ties.size < 400 || this.marks.tie) for (const tie of this.seen.ties.values()) {
      const a = points.get(tie.a), b = points.get(tie.b), long = Math.hypot(b.x - a.x, b.y - a.y);
      const strong = this.marks.tie === tie.key || this.marks.wayTies.has(tie.key);
      if (!strong && long < 90) continue;
      const font = `${strong ? 600 : 400} 11px ${FACE}`, text = isolated(shortened(tie.says.join(" · "), 26, tie.count > 1 ? ` ×${tie.count}` : ""));
      const wide = this.#width(text, font) + 6;
      wanted.push({ id: `tie ${tie.key}`, text, font, x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, radius: 0, prominence: strong ? 900 : tie.weight / 1000, width: wide, height: 16, kind: "tie", a: tie.a, b: tie.b, free: [[-wide / 2, -8], [-wide / 2, 4], [-wide / 2, -20]] });
    }
    this.labels = chosen(wanted, { ...screen, obstacles, covered: this.#covered(), most: 320 });
    // What a test or a helper technology may ask: which words stand where.
    this.place.labels = this.labels.map(({ id, text, box, kind }) => ({ id, text, box, kind }));
    if (this.large) return void this.#paint({ lens, labels: this.labels });
    this.write(this.context, lens, this.labels);
    this.place.dispatchEvent(new CustomEvent("chart:rest"));
  }

  /* Has lanes ([stage, left, right] each, or null) drawn behind the words; whether they are others than before. */
  laned(lanes) {
    if (lanes === (this.lanes ?? null)) return false;
    this.lanes = lanes;
    this.sigma.pad(lanes ? LANE_PADDING : PADDING);
    return true;
  }

  #bands(context, lens) {
    const high = this.sigma.getDimensions().height;
    (this.lanes ?? []).forEach(([, first, last], at) => {
      const left = lens.kx * first + lens.bx, right = lens.kx * last + lens.bx;
      context.fillStyle = "rgb(15 85 104 / .05)";
      if (at % 2 === 0) context.fillRect(left, 0, right - left, high);
      context.fillStyle = "rgb(15 85 104 / .22)";
      context.fillRect(left - 0.5, 0, 1, high);
      if (at === this.lanes.length - 1 || last !== this.lanes[at + 1][1]) context.fillRect(right - 0.5, 0, 1, high);
    });
  }

  /* The boxes of what lies over the picture: the buttons that bring it nearer, and a little around them. */
  #covered() {
    const from = this.sigma.frame.getBoundingClientRect(), found = [];
    for (const over of this.place.parentElement.querySelectorAll(".zoom")) {
      const { left, top, right, bottom, width } = over.getBoundingClientRect();
      if (width) found.push([left - from.left - 4, top - from.top - 4, right - from.left + 4, bottom - from.top + 4]);
    }
    return found;
  }

  /* Writes the chosen words where their things are just now; over the picture of a large chart, else on a canvas of its own. */
  write(context, lens, labels, quick = false) {
    if (!context || !this.seen) return;
    const ratio = window.devicePixelRatio || 1;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (!this.large) context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    context.direction = this.dir;
    context.textAlign = "center";
    context.textBaseline = "middle";
    const matrix = { at: (id) => lens.at(this.seen.nodes.get(id)) };
    this.#bands(context, lens);
    if (this.large) this.#rings(context, lens);
    this.#arrows(context, matrix);
    const back = new Path2D();
    const lines = [];
    for (const label of quick ? labels.slice(0, 60) : labels) {
      if (label.kind === "tie" ? !this.seen.nodes.has(label.a) || !this.seen.nodes.has(label.b) : !this.seen.nodes.has(label.id)) continue;
      const at = label.kind === "tie" ? middle(matrix.at(label.a), matrix.at(label.b)) : matrix.at(label.id);
      const x = at.x + label.dx, y = at.y + label.dy;
      back.rect(x, y + 1, label.width, label.height - 2);
      lines.push([label, x + label.width / 2, y + label.height / 2]);
    }
    context.fillStyle = "rgb(255 253 249 / .82)";
    context.fill(back);
    let font = "", colour = "";
    for (const [label, x, y] of lines) {
      if (font !== label.font) context.font = font = label.font;
      const wants = label.kind === "tie" ? "#56656d" : "#17242b";
      if (colour !== wants) context.fillStyle = colour = wants;
      context.fillText(label.text, x, y);
    }
    if (!quick) this.#signs(context, lens);
  }

  /* A ring says chosen, or on the way between two. */
  #rings(context, lens) {
    for (const [ids, ink, wide] of [[this.marks.way, "#0f5469", 0.12], [this.marks.selected, "#ba7305", 0.24]]) {
      context.strokeStyle = ink;
      for (const id of ids) {
        const node = this.seen.nodes.get(id);
        if (!node) continue;
        const { x, y } = lens.at(node), radius = Math.max(4, this.#radius(node, lens));
        context.lineWidth = Math.max(1.5, radius * wide);
        context.beginPath();
        context.arc(x, y, radius * 1.36 + 1, 0, 7);
        context.stroke();
      }
    }
  }

  /* Which way a tie leads, where there is room to show it; not while the chart moves. */
  #arrows(context, matrix) {
    if (performance.now() - this.moved < REST || this.seen.ties.size > 400) return;
    context.fillStyle = "#56656d";
    for (const tie of this.seen.ties.values()) {
      if (!tie.direction || tie.direction === 2) continue;
      const [from, to] = tie.direction > 0 ? [tie.a, tie.b] : [tie.b, tie.a];
      const a = matrix.at(from), b = matrix.at(to), long = Math.hypot(b.x - a.x, b.y - a.y);
      if (long < 60) continue;
      const ux = (b.x - a.x) / long, uy = (b.y - a.y) / long, back = this.sigma.scaleSize(this.#size(this.seen.nodes.get(to))) + 5;
      const x = b.x - ux * back, y = b.y - uy * back;
      context.beginPath();
      context.moveTo(x, y);
      context.lineTo(x - ux * 9 - uy * 4, y - uy * 9 + ux * 4);
      context.lineTo(x - ux * 9 + uy * 4, y - uy * 9 - ux * 4);
      context.fill();
    }
  }

  /* Small signs at a thing: "+" when it leads to more than is shown, a written slip when there is a note, the sign of a role or a shield. */
  #signs(context, lens) {
    if (this.seen.nodes.size > 400 && performance.now() - this.moved < REST) return;
    const { width, height } = this.sigma.getDimensions();
    for (const node of this.seen.nodes.values()) {
      const mark = signOf(node);
      if (!node.more && !mark && !this.noted?.has(node.id)) continue;
      const { x, y } = lens.at(node), away = this.#radius(node, lens);
      // Signs of a thousand small things would hide them: they come with the things as these are brought nearer.
      if (away < (this.large ? 6 : 4) || x < 0 || y < 0 || x > width || y > height) continue;
      if (node.more) sign(context, x + away * 0.85, y - away * 0.85, "+", "#fffdf9", "#0f5568");
      if (mark) marked(context, x + away * 0.85, y + away * 0.85, mark, node);
      if (this.noted?.has(node.id)) sign(context, x - away * 0.85, y - away * 0.85, "✎", "#fbefd6", "#5c4310");
    }
  }
}

/* The sign of a role, in a broken ring where it was not stated as a fact, or a shield. */
const paths = new Map();
function marked(context, x, y, path, node) {
  if (!paths.has(path)) paths.set(path, new Path2D(path));
  const ink = node.spared ? "#2f7d5b" : "#0c2c3a";
  context.save();
  context.translate(x, y);
  context.beginPath();
  context.arc(0, 0, SIGN, 0, 7);
  context.fillStyle = "#fffdf9";
  context.fill();
  context.strokeStyle = context.fillStyle = ink;
  if (!node.spared && !node.roles[0].stated) context.setLineDash([2.6, 2]);
  context.stroke();
  context.scale(0.78, 0.78);
  context.fill(paths.get(path), "evenodd");
  context.restore();
}

const middle = (a, b) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });

function sign(context, x, y, text, paper, ink) {
  context.beginPath();
  context.arc(x, y, 6.5, 0, 7);
  context.fillStyle = paper;
  context.fill();
  context.strokeStyle = ink;
  context.lineWidth = 1;
  context.stroke();
  context.fillStyle = ink;
  context.font = `600 10px ${FACE}`;
  context.fillText(text, x, y + 0.5);
}
