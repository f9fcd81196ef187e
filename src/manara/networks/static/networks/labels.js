/* Chooses which labels are written so that none covers another or a thing: the most prominent first, each in the first place that is free.
   Prominence says how much hangs on a thing on this chart; it orders labels only and is shown nowhere. */
const CELL = 48;
const LRI = "\u2066", RLI = "\u2067", PDI = "\u2069";
const ARABIC = /[\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc]/;
const LATIN = /[A-Za-z\u00c0-\u024f]/;
const CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/* A text in its own direction, whatever stands around it: a canvas has no <bdi>. */
export function isolated(text, ltr = false) {
  const inner = text.replace(CONTROLS, "");
  const rtl = !ltr && ARABIC.test(inner) && (!LATIN.test(inner) || inner.search(ARABIC) < inner.search(LATIN));
  return inner ? `${rtl ? RLI : LRI}${inner}${PDI}` : "";
}

/* At most so many letters; what stands in `tail`, a number, is never lost, and no bracket stays open. */
export function shortened(text, most, tail = "") {
  const letters = [...text], room = most - [...tail].length;
  if (letters.length <= room) return text + tail;
  const kept = letters.slice(0, room - 1).join("").trimEnd(), open = kept.lastIndexOf("(");
  return `${open > 0 && !kept.includes(")", open) ? kept.slice(0, open).trimEnd() : kept}…${tail}`;
}

class Grid {
  constructor() { this.cells = new Map(); }

  *#over([left, top, right, bottom]) {
    for (let x = Math.floor(left / CELL); x <= Math.floor(right / CELL); x += 1)
      for (let y = Math.floor(top / CELL); y <= Math.floor(bottom / CELL); y += 1) yield x * 100_003 + y;
  }

  free(box, own) {
    for (const cell of this.#over(box))
      for (const [other, owner] of this.cells.get(cell) ?? [])
        if (owner !== own && box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]) return false;
    return true;
  }

  take(box, owner) {
    for (const cell of this.#over(box)) {
      if (!this.cells.has(cell)) this.cells.set(cell, []);
      this.cells.get(cell).push([box, owner]);
    }
  }
}

/* `margin`: so far inside the canvas the part that is seen begins. `wanted`: {id, text, x, y, radius, prominence, width, height} in pixels; gives each chosen one's dx, dy from its thing's middle.
   `covered`: boxes that something else lies over, such as the buttons of the stage: nothing is written under them. */
export function chosen(wanted, { width, height, margin = 0, most = 250, obstacles = [], covered = [] }) {
  const grid = new Grid(), found = [];
  for (const box of covered) grid.take(box, null);
  for (const { id, x, y, radius } of obstacles) grid.take([x - radius, y - radius, x + radius, y + radius], id);
  const inside = wanted.filter(({ x, y }) => x > margin - 40 && y > margin - 20 && x < width - margin + 40 && y < height - margin + 20);
  inside.sort((one, other) => other.prominence - one.prominence || (one.text < other.text ? -1 : 1));
  for (const label of inside) {
    if (found.length >= most) break;
    const { x, y, radius, width: wide, height: high } = label;
    const gap = radius + 3;
    const places = label.free ?? [[-wide / 2, gap], [-wide / 2, -gap - high], [gap + 2, -high / 2], [-gap - 2 - wide, -high / 2]];
    for (const [dx, dy] of places) {
      const box = [x + dx, y + dy, x + dx + wide, y + dy + high];
      if (box[0] < margin || box[1] < margin || box[2] > width - margin || box[3] > height - margin || !grid.free(box, label.id)) continue;
      grid.take(box, label.id);
      found.push({ ...label, dx, dy, box });
      break;
    }
  }
  return found;
}
