/* What the slider moves: each incident and each place as a sign of its own, a frame for each step, over a still of the map.
   Clusters and names are for a map at rest; worked out at every step they would hold the slider up. */
const WORLD = 512;

const across = (longitude) => (longitude + 180) / 360;
const down = (latitude) => 0.5 - Math.asinh(Math.tan((latitude * Math.PI) / 180)) / (2 * Math.PI);

const STILL = [
  `#version 300 es
  out vec2 at;
  void main() { at = vec2((gl_VertexID << 1) & 2, gl_VertexID & 2); gl_Position = vec4(at * 2.0 - 1.0, 0.0, 1.0); }`,
  `#version 300 es
  precision mediump float;
  in vec2 at; uniform sampler2D still; out vec4 colour;
  void main() { colour = vec4(texture(still, at).rgb, 1.0); }`,
];
/* A sign at a part of the world's width and height; its shape tells its layer: 0 a diamond, 1 a circle. */
const SIGNS = [
  `#version 300 es
  in vec2 place; in float size; uniform vec2 middle; uniform vec2 scale; uniform float ratio; out float wide;
  void main() { gl_Position = vec4((place - middle) * scale, 0.0, 1.0); wide = size * ratio; gl_PointSize = wide; }`,
  `#version 300 es
  precision mediump float;
  in float wide; uniform float shape; uniform vec3 inner; uniform vec3 edge; out vec4 colour;
  void main() {
    vec2 from = abs(gl_PointCoord - 0.5) * wide;
    float far = shape < 0.5 ? from.x + from.y : length(from);
    if (far > wide / 2.0) discard;
    colour = vec4(far > wide / 2.0 - 1.6 ? edge : inner, 1.0);
  }`,
];

/* How large the circle of so many reports is. */
const size = (count) => 2 * Math.min(15, 3.2 + 0.9 * Math.sqrt(count)) + 2;

const colour = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255);

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

function program(gl, [vertex, fragment]) {
  const made = gl.createProgram();
  for (const [kind, text] of [[gl.VERTEX_SHADER, vertex], [gl.FRAGMENT_SHADER, fragment]]) {
    const shader = gl.createShader(kind);
    gl.shaderSource(shader, text);
    gl.compileShader(shader);
    gl.attachShader(made, shader);
  }
  gl.bindAttribLocation(made, 0, "place");
  gl.bindAttribLocation(made, 1, "size");
  gl.linkProgram(made);
  if (!gl.getProgramParameter(made, gl.LINK_STATUS)) throw new Error(gl.getProgramInfoLog(made) || "a shader was not taken");
  return made;
}

export class Moving {
  /* `incidents`: [longitude, latitude, month …]; `counted()`: the places of now as [longitude, latitude, number …]. */
  constructor(map, { incidents, counted, context, report }) {
    this.map = map;
    this.counted = counted;
    this.colours = { context: colour(context), report: colour(report), white: [1, 1, 1] };
    this.active = false;
    this.drawn = 0;  // frames
    this.shown = 0;  // incidents of the last one
    this.period = { since: null, until: null };
    this.layers = [];
    const rows = [...incidents].sort((one, other) => one[2] - other[2]);
    this.months = Int32Array.from(rows, (row) => row[2]);
    this.canvas = document.createElement("canvas");
    this.canvas.className = "map-moving";
    this.canvas.setAttribute("aria-hidden", "true");
    this.canvas.hidden = true;
    map.getContainer().append(this.canvas);
    // Nothing shines through it: what lies under it needs no drawing.
    const gl = this.gl = this.canvas.getContext("webgl2", { alpha: false, antialias: false, depth: false, stencil: false });
    if (!gl) throw new Error("no second picture can be drawn");
    this.still = program(gl, STILL);
    this.signs = program(gl, SIGNS);
    this.at = (name) => gl.getUniformLocation(this.signs, name);
    gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
    for (const each of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, each, gl.NEAREST);
    for (const each of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, each, gl.CLAMP_TO_EDGE);
    gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, true);
    this.context = this.row(rows.flatMap(([x, y]) => [across(x), down(y), 11]), gl.STATIC_DRAW);
    this.places = this.row([], gl.DYNAMIC_DRAW);
    // Whatever moves the map meanwhile: the still is taken anew where the map has just been drawn.
    map.on("render", () => this.active && this.take());
  }

  row(numbers, use) {
    const { gl } = this;
    const buffer = gl.createBuffer();
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    gl.bufferData(gl.ARRAY_BUFFER, new Float32Array(numbers), use);
    return buffer;
  }

  begin() {
    this.active = true;
    this.map.triggerRepaint();
  }

  end() {
    this.active = false;
    this.canvas.hidden = true;
  }

  take() {
    const { gl, canvas } = this;
    const from = this.map.getCanvas();
    if (canvas.width !== from.width || canvas.height !== from.height) {
      canvas.width = from.width;
      canvas.height = from.height;
      gl.viewport(0, 0, from.width, from.height);
    }
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, from);
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
    const { gl, canvas, map } = this;
    gl.useProgram(this.still);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
    gl.useProgram(this.signs);
    const box = map.getContainer();
    const { lng, lat } = map.getCenter();
    const world = 2 * WORLD * 2 ** map.getZoom();
    gl.uniform2f(this.at("middle"), across(lng), down(lat));
    gl.uniform2f(this.at("scale"), world / box.clientWidth, -world / box.clientHeight);
    gl.uniform1f(this.at("ratio"), canvas.width / box.clientWidth);
    const { since, until } = this.period;
    const whole = since === null && until === null;
    const from = whole ? 0 : first(this.months, Math.max(0, since ?? 0));
    const to = until === null ? this.months.length : first(this.months, until + 1);
    this.shown = this.layers.includes("incidents") ? Math.max(0, to - from) : 0;
    if (this.shown) this.set(this.context, from, this.shown, 0, this.colours.white, this.colours.context);
    if (this.layers.includes("reports")) {
      const rows = this.counted();
      gl.bindBuffer(gl.ARRAY_BUFFER, this.places);
      gl.bufferData(gl.ARRAY_BUFFER, new Float32Array(rows.flatMap(([x, y, n]) => [across(x), down(y), size(n)])), gl.DYNAMIC_DRAW);
      this.set(this.places, 0, rows.length, 1, this.colours.report, this.colours.white);
    }
    this.drawn += 1;
  }

  set(buffer, from, count, shape, inner, edge) {
    const { gl } = this;
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    gl.enableVertexAttribArray(0);
    gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 12, 0);
    gl.enableVertexAttribArray(1);
    gl.vertexAttribPointer(1, 1, gl.FLOAT, false, 12, 8);
    gl.uniform1f(this.at("shape"), shape);
    gl.uniform3f(this.at("inner"), ...inner);
    gl.uniform3f(this.at("edge"), ...edge);
    gl.drawArrays(gl.POINTS, from, count);
  }
}
