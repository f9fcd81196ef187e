/* How things and ties are drawn by WebGL: a form for each family of things, and broken lines for what is not stated as a fact.
   Colour only helps: everything is told apart by form, pattern and width. */
/* Where the browser has no WebGL sigma does not even load: the page then works with the still picture, and nothing of this is made. */
const { NodeProgram = Object, EdgeProgram = Object } = window.Sigma?.rendering ?? {};
const { floatColor } = window.Sigma?.utils ?? {};
const { UNSIGNED_BYTE, FLOAT, TRIANGLES } = window.WebGLRenderingContext ?? {};

export const FORMS = ["person", "phone", "vessel", "vehicle", "place", "body", "paper", "event", "money", "thing", "group"];

const NODE_VERTEX = `
attribute vec4 a_id; attribute vec4 a_color; attribute vec2 a_position; attribute float a_size; attribute float a_form; attribute float a_mark; attribute float a_angle;
uniform mat3 u_matrix; uniform float u_sizeRatio; uniform float u_correctionRatio;
varying vec4 v_color; varying vec2 v_at; varying float v_pixel; varying float v_form; varying float v_mark;
const float bias = 255.0 / 254.0;
void main() {
  float size = a_size * u_correctionRatio / u_sizeRatio * 4.0;
  // No more than the form needs is drawn over: without a graphics card every pixel counts.
  vec2 diff = size * (a_mark > 0.5 ? 1.5 : 1.2) * vec2(cos(a_angle), sin(a_angle));
  gl_Position = vec4((u_matrix * vec3(a_position + diff, 1)).xy, 0, 1);
  v_at = diff / (size / 2.0);
  v_pixel = u_correctionRatio * 2.0 / (size / 2.0);
  v_form = a_form; v_mark = a_mark;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= bias;
}`;

// Distances to each form's edge, in its radius: negative inside. y points upwards.
const NODE_FRAGMENT = `
precision highp float;
varying vec4 v_color; varying vec2 v_at; varying float v_pixel; varying float v_form; varying float v_mark;
float box(vec2 p, vec2 half_size, float round) { vec2 q = abs(p) - half_size + round; return length(max(q, 0.0)) + min(max(q.x, q.y), 0.0) - round; }
float form(vec2 p) {
  if (v_form < 0.5) return length(p) - 1.0;
  if (v_form < 1.5) return box(p, vec2(0.72, 0.9), 0.3);
  if (v_form < 2.5) return max(abs(p.y + 0.05) - 0.55, abs(p.x) * 0.86 - 0.72 - 0.48 * (p.y + 0.05));
  if (v_form < 3.5) return box(p, vec2(1.1, 0.6), 0.45);
  if (v_form < 4.5) return (abs(p.x) + abs(p.y) - 1.15) * 0.7071;
  if (v_form < 5.5) { vec2 q = abs(p); return max(q.y - 0.9, q.x * 0.866 + q.y * 0.5 - 0.9); }
  if (v_form < 6.5) return box(p, vec2(0.7, 0.95), 0.08);
  if (v_form < 7.5) return max(-p.y - 0.7, abs(p.x) * 0.866 + p.y * 0.5 - 0.5);
  if (v_form < 8.5) return max(length(p) - 1.0, 0.38 - length(p));
  if (v_form < 9.5) return length(p) - 0.75;
  return min(abs(length(p) - 0.95) - 0.09, length(p) - 0.68);
}
void main(void) {
  float d = form(v_at);
  #ifdef PICKING_MODE
  gl_FragColor = length(v_at) > 1.25 ? vec4(0.0) : v_color;
  #else
  vec4 colour = mix(v_color, vec4(0.0), smoothstep(-v_pixel, 0.0, d));
  // A ring says chosen (2) or on the way between two (1).
  if (v_mark > 0.5) {
    float ring = abs(length(v_at) - 1.36) - (v_mark > 1.5 ? 0.12 : 0.06);
    vec4 lamp = v_mark > 1.5 ? vec4(0.73, 0.45, 0.02, 1.0) : vec4(0.06, 0.33, 0.41, 1.0);
    colour = mix(lamp, colour, smoothstep(-v_pixel, 0.0, ring));
  }
  gl_FragColor = colour;
  #endif
}`;

export class FormProgram extends NodeProgram {
  getDefinition() {
    return {
      VERTICES: 3, VERTEX_SHADER_SOURCE: NODE_VERTEX, FRAGMENT_SHADER_SOURCE: NODE_FRAGMENT, METHOD: TRIANGLES,
      UNIFORMS: ["u_sizeRatio", "u_correctionRatio", "u_matrix"],
      ATTRIBUTES: [
        { name: "a_position", size: 2, type: FLOAT }, { name: "a_size", size: 1, type: FLOAT }, { name: "a_form", size: 1, type: FLOAT }, { name: "a_mark", size: 1, type: FLOAT },
        { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true }, { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true },
      ],
      CONSTANT_ATTRIBUTES: [{ name: "a_angle", size: 1, type: FLOAT }],
      CONSTANT_DATA: [[0], [(2 * Math.PI) / 3], [(4 * Math.PI) / 3]],
    };
  }

  processVisibleItem(id, start, data) {
    this.array.set([data.x, data.y, data.size, data.form ?? 0, data.mark ?? 0, floatColor(data.color), id], start);
  }

  setUniforms({ matrix, sizeRatio, correctionRatio }, { gl, uniformLocations }) {
    gl.uniformMatrix3fv(uniformLocations.u_matrix, false, matrix);
    gl.uniform1f(uniformLocations.u_sizeRatio, sizeRatio);
    gl.uniform1f(uniformLocations.u_correctionRatio, correctionRatio);
  }
}

const LINE_VERTEX = `
attribute vec4 a_id; attribute vec4 a_color; attribute vec2 a_normal; attribute float a_normalCoef; attribute vec2 a_positionStart; attribute vec2 a_positionEnd; attribute float a_positionCoef; attribute float a_dash;
uniform mat3 u_matrix; uniform float u_sizeRatio; uniform float u_correctionRatio; uniform vec2 u_screen;
varying vec4 v_color; varying float v_along; varying float v_dash;
const float bias = 255.0 / 254.0;
void main() {
  vec2 normal = a_normal * a_normalCoef;
  vec2 position = a_positionStart * (1.0 - a_positionCoef) + a_positionEnd * a_positionCoef;
  float thick = length(normal);
  float wide = max(thick, 1.0 * u_sizeRatio) * u_correctionRatio / u_sizeRatio;
  gl_Position = vec4((u_matrix * vec3(position + normal / max(thick, 0.0001) * wide, 1)).xy, 0, 1);
  vec2 whole = (u_matrix * vec3(a_positionEnd - a_positionStart, 0)).xy * 0.5 * u_screen;
  v_along = a_positionCoef * length(whole);
  v_dash = a_dash;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= bias;
}`;

const LINE_FRAGMENT = `
precision mediump float;
varying vec4 v_color; varying float v_along; varying float v_dash;
void main(void) {
  if (v_dash > 0.5 && mod(v_along, 11.0) > 6.0) discard;
  gl_FragColor = v_color;
}`;

export class LineProgram extends EdgeProgram {
  getDefinition() {
    return {
      VERTICES: 6, VERTEX_SHADER_SOURCE: LINE_VERTEX, FRAGMENT_SHADER_SOURCE: LINE_FRAGMENT, METHOD: TRIANGLES,
      UNIFORMS: ["u_matrix", "u_sizeRatio", "u_correctionRatio", "u_screen"],
      ATTRIBUTES: [
        { name: "a_positionStart", size: 2, type: FLOAT }, { name: "a_positionEnd", size: 2, type: FLOAT }, { name: "a_normal", size: 2, type: FLOAT }, { name: "a_dash", size: 1, type: FLOAT },
        { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true }, { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true },
      ],
      CONSTANT_ATTRIBUTES: [{ name: "a_positionCoef", size: 1, type: FLOAT }, { name: "a_normalCoef", size: 1, type: FLOAT }],
      CONSTANT_DATA: [[0, 1], [0, -1], [1, 1], [1, 1], [0, -1], [1, -1]],
    };
  }

  processVisibleItem(id, start, source, target, data) {
    const dx = target.x - source.x, dy = target.y - source.y, length = Math.hypot(dx, dy) || 1, wide = data.size || 1;
    this.array.set([source.x, source.y, target.x, target.y, (-dy / length) * wide, (dx / length) * wide, data.dash ?? 0, floatColor(data.color), id], start);
  }

  setUniforms({ matrix, sizeRatio, correctionRatio, width, height }, { gl, uniformLocations }) {
    gl.uniformMatrix3fv(uniformLocations.u_matrix, false, matrix);
    gl.uniform1f(uniformLocations.u_sizeRatio, sizeRatio);
    gl.uniform1f(uniformLocations.u_correctionRatio, correctionRatio);
    gl.uniform2f(uniformLocations.u_screen, width, height);
  }
}
