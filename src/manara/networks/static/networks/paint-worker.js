/* Paints a large chart away from the page's own thread, without WebGL: on a machine without a graphics card this is many times
   quicker, and nobody waits for it. Told: {scene}, {xy} (new places) or {paint}; answers {paint} with {number, bitmap}.
   A scene is n things (xy, size, form, colour) and m ties (ends, wide, colour, dash, kept: drawn while things move). */
"use strict";
// Lines are as thin as this where things stand close, and as wide as they say where a thing has so many pixels to each side.
const THIN = 0.5, CLOSE = 6;
const DENSE = 1500, WIDEST = 1.75;
let scene = null;
let canvas = null;

self.onmessage = ({ data }) => {
  if (data.scene) { scene = data.scene; order(); return; }
  if (data.xy) { scene.xy = data.xy; return; }
  const bitmap = painted(data.paint);
  self.postMessage({ number: data.number, bitmap }, [bitmap]);
};

/* The thin and doubtful first, so that what is sure lies on top, and pens change seldom. */
function order() {
  const { wide, dash, colour } = scene.ties;
  const rank = (at) => colour[at] * 1000 + (dash[at] ? 0 : 500) + Math.round(wide[at] * 20);
  scene.order = Uint32Array.from(wide.keys()).sort((one, other) => rank(one) - rank(other));
}

function painted({ width, height, ratio, lens, scale, room, least, quick, paper }) {
  if (!canvas || canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) canvas = new OffscreenCanvas(Math.round(width * ratio), Math.round(height * ratio));
  const context = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = paper;
  context.fillRect(0, 0, width, height);
  const count = scene.xy.length / 2, at = new Float32Array(2 * count);
  for (let one = 0; one < count; one += 1) { at[2 * one] = lens.kx * scene.xy[2 * one] + lens.bx; at[2 * one + 1] = lens.ky * scene.xy[2 * one + 1] + lens.by; }
  lines(context, at, { width, height, quick, scale: scale * Math.min(1, room / CLOSE) });
  things(context, at, { width, height, scale, room, least });
  return canvas.transferToImageBitmap();
}

function lines(context, at, { width, height, scale, quick }) {
  const { ends, wide, colour, dash, kept } = scene.ties;
  let pen = "", broken = -1, thick = -1;
  // Thousands of lines let each other shine through, and none is as wide as it says: else nothing but lines is seen.
  const dense = wide.length > DENSE, most = dense ? WIDEST : Infinity;
  context.globalAlpha = dense ? 0.6 : 1;
  for (const tie of scene.order) {
    if (quick && !kept[tie]) continue;
    const x1 = at[2 * ends[2 * tie]], y1 = at[2 * ends[2 * tie] + 1], x2 = at[2 * ends[2 * tie + 1]], y2 = at[2 * ends[2 * tie + 1] + 1];
    if ((x1 < -4 && x2 < -4) || (y1 < -4 && y2 < -4) || (x1 > width + 4 && x2 > width + 4) || (y1 > height + 4 && y2 > height + 4)) continue;
    const colours = scene.colours[colour[tie]], dashed = quick ? 0 : dash[tie], line = quick ? THIN : Math.min(most, Math.max(THIN, Math.round(wide[tie] * scale * 4) / 4));
    if (pen !== colours) context.strokeStyle = pen = colours;
    if (broken !== dashed) { context.setLineDash(dashed ? [6, 5] : []); broken = dashed; }
    if (thick !== line) context.lineWidth = thick = line;
    context.beginPath();
    // A broken line is cut off at the picture's edge: near by, most of it would be dashes that nobody sees.
    if (dashed) cut(context, x1, y1, x2, y2, width, height); else { context.moveTo(x1, y1); context.lineTo(x2, y2); }
    context.stroke();
  }
  context.setLineDash([]);
  context.globalAlpha = 1;
}

function cut(context, x1, y1, x2, y2, width, height) {
  let from = 0, to = 1;
  for (const [start, way, most] of [[x1, x2 - x1, width], [y1, y2 - y1, height]]) {
    if (Math.abs(way) < 1e-9) continue;
    const one = (-8 - start) / way, other = (most + 8 - start) / way;
    from = Math.max(from, Math.min(one, other));
    to = Math.min(to, Math.max(one, other));
  }
  if (from >= to) return;
  context.moveTo(x1 + from * (x2 - x1), y1 + from * (y2 - y1));
  context.lineTo(x1 + to * (x2 - x1), y1 + to * (y2 - y1));
}

// The forms of programs.js, in their radius; y points downwards here.
const polygon = (...points) => { const path = new Path2D(); points.forEach(([x, y], number) => (number ? path.lineTo(x, y) : path.moveTo(x, y))); path.closePath(); return path; };
const box = (x, y, round) => { const path = new Path2D(); path.roundRect(-x, -y, 2 * x, 2 * y, round); return path; };
const disc = (...radii) => { const path = new Path2D(); for (const radius of radii) { path.moveTo(radius, 0); path.arc(0, 0, radius, 0, 2 * Math.PI); } return path; };
const FORMS = [
  disc(1), box(0.72, 0.9, 0.3), polygon([-1.14, -0.5], [1.14, -0.5], [0.53, 0.6], [-0.53, 0.6]), box(1.1, 0.6, 0.45), polygon([0, -1.15], [1.15, 0], [0, 1.15], [-1.15, 0]),
  polygon([-0.52, -0.9], [0.52, -0.9], [1.04, 0], [0.52, 0.9], [-0.52, 0.9], [-1.04, 0]), box(0.7, 0.95, 0.08), polygon([0, -1], [0.98, 0.7], [-0.98, 0.7]), disc(1, 0.38), disc(0.75), disc(1.04, 0.86, 0.68),
];

function things(context, at, { width, height, scale, room, least }) {
  const { size, form, colour } = scene.things, { a, d } = context.getTransform();
  let ink = "";
  for (let one = 0; one < size.length; one += 1) {
    const x = at[2 * one], y = at[2 * one + 1], radius = Math.max(least, Math.min(size[one] * scale, form[one] === 10 ? 2.5 * room : room));
    if (x < -radius || y < -radius || x > width + radius || y > height + radius) continue;
    const colours = scene.colours[colour[one]];
    if (ink !== colours) context.fillStyle = ink = colours;
    context.setTransform(a * radius, 0, 0, d * radius, a * x, d * y);
    context.fill(FORMS[form[one]] ?? FORMS[9], "evenodd");
  }
  context.setTransform(a, 0, 0, d, 0, 0);
}
