/* What the slider moves: each incident and each place as a sign of its own, a frame for each step, over a still of the map.
   Clusters and names are for a map at rest; worked out at every step they would hold the slider up. The signs are stamped
   into a picture in memory: without a graphics card that is faster than WebGL (a shader's run for each point) and than the
   canvas' own drawing, and with one it is fast enough. */
const WORLD = 512;
const STAMP = 12;

const across = (longitude) => (longitude + 180) / 360;
const down = (latitude) => 0.5 - Math.asinh(Math.tan((latitude * Math.PI) / 180)) / (2 * Math.PI);

/* How large the circle of so many reports is. */
const radius = (count) => Math.min(15, 3.2 + 0.9 * Math.sqrt(count));

/* Where the first of a sorted row stands that is not under `least`. */
function first(row, least) {
  let low = 0, high = row.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (row[middle] < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/* The diamond of an incident, drawn once for this many points a pixel: its points as [across, down, colour …] in one row. */
function stamped(ratio, edge) {
  const wide = Math.ceil(STAMP * ratio);
  const pen = new OffscreenCanvas(wide, wide).getContext("2d");
  const half = wide / 2, far = half - ratio;
  pen.beginPath();
  pen.moveTo(half, half - far);
  pen.lineTo(half + far, half);
  pen.lineTo(half, half + far);
  pen.lineTo(half - far, half);
  pen.closePath();
  pen.fillStyle = "#fff";
  pen.fill();
  pen.lineWidth = 1.6 * ratio;
  pen.strokeStyle = edge;
  pen.stroke();
  const colours = new Uint32Array(pen.getImageData(0, 0, wide, wide).data.buffer);
  return { wide, points: [...colours].flatMap((colour, at) => (colour >>> 31 ? [at % wide, Math.floor(at / wide), colour] : [])) };
}

export class Moving {
  /* `incidents`: [longitude, latitude, month …]; `counted()`: the places of now as [longitude, latitude, number …]. */
  constructor(map, { incidents, counted, context, report }) {
    this.map = map;
    this.counted = counted;
    this.colours = { context, report };
    this.active = false;
    this.drawn = 0;  // frames
    this.shown = 0;  // incidents of the last one
    this.period = { since: null, until: null };
    this.layers = [];
    const rows = [...incidents].sort((one, other) => one[2] - other[2]);
    this.months = Int32Array.from(rows, (row) => row[2]);
    this.places = Float64Array.from(rows.flatMap(([x, y]) => [across(x), down(y)]));
    this.at = new Int32Array(this.places.length);
    this.canvas = document.createElement("canvas");
    this.canvas.className = "map-moving";
    this.canvas.setAttribute("aria-hidden", "true");
    this.canvas.hidden = true;
    map.getContainer().append(this.canvas);
    // Nothing shines through it: what lies under it needs no drawing.
    this.pen = this.canvas.getContext("2d", { willReadFrequently: true, alpha: false });
    // Whatever moves the map meanwhile: the still is taken anew where the map has just been drawn.
    map.on("render", () => this.active && this.take());
  }

  begin() {
    this.active = true;
    this.map.triggerRepaint();
  }

  end() {
    this.active = false;
    this.canvas.hidden = true;
  }

  /* Takes over how the map stands now: where its signs belong, in points of the picture. */
  take() {
    const { canvas, map, places, at } = this;
    const from = map.getCanvas(), box = map.getContainer();
    if (canvas.width !== from.width || canvas.height !== from.height) Object.assign(canvas, { width: from.width, height: from.height });
    this.ratio = canvas.width / box.clientWidth;
    this.stamp = stamped(this.ratio, this.colours.context);
    this.pen.drawImage(from, 0, 0);
    this.picture = this.pen.getImageData(0, 0, canvas.width, canvas.height);
    this.points = new Uint32Array(this.picture.data.buffer);
    this.still = this.points.slice();
    const { lng, lat } = map.getCenter();
    this.scale = this.ratio * WORLD * 2 ** map.getZoom();
    this.left = canvas.width / 2 - across(lng) * this.scale;
    this.top = canvas.height / 2 - down(lat) * this.scale;
    const half = this.stamp.wide / 2;
    for (let each = 0; each < places.length; each += 2) {
      at[each] = Math.round(places[each] * this.scale + this.left - half);
      at[each + 1] = Math.round(places[each + 1] * this.scale + this.top - half);
    }
    canvas.hidden = false;
    this.draw();
  }

  /* Draws what is asked for now at the next frame, however often it is said before. */
  ask() {
    if (this.asked || this.canvas.hidden) return;
    this.asked = requestAnimationFrame(() => {
      this.asked = 0;
      if (this.active) this.draw();
    });
  }

  draw() {
    const { pen, at, points, still } = this;
    const { since, until } = this.period;
    const whole = since === null && until === null;
    const from = whole ? 0 : first(this.months, Math.max(0, since ?? 0));
    const to = until === null ? this.months.length : first(this.months, until + 1);
    this.shown = this.layers.includes("incidents") ? Math.max(0, to - from) : 0;
    points.set(still);
    for (let each = from; this.shown && each < to; each += 1) this.set(at[2 * each], at[2 * each + 1]);
    pen.putImageData(this.picture, 0, 0);
    if (this.layers.includes("reports")) this.circles();
    this.drawn += 1;
  }

  set(left, top) {
    const { points, picture: { width, height }, stamp: { wide, points: sign } } = this;
    const inside = left >= 0 && top >= 0 && left + wide <= width && top + wide <= height;
    for (let each = 0; each < sign.length; each += 3) {
      const x = left + sign[each], y = top + sign[each + 1];
      if (inside || (x >= 0 && y >= 0 && x < width && y < height)) points[y * width + x] = sign[each + 2];
    }
  }

  circles() {
    const { pen, ratio } = this;
    pen.beginPath();
    for (const [longitude, latitude, count] of this.counted()) {
      const x = across(longitude) * this.scale + this.left, y = down(latitude) * this.scale + this.top, far = radius(count) * ratio;
      pen.moveTo(x + far, y);
      pen.arc(x, y, far, 0, 2 * Math.PI);
    }
    pen.fillStyle = this.colours.report;
    pen.fill();
    pen.lineWidth = 1.2 * ratio;
    pen.strokeStyle = "#fff";
    pen.stroke();
  }
}
