/* Lays things out away from the page's own thread: ForceAtlas2 until it rests, then pushes apart what would touch.
   Told: {number, library, xy, masses, fixed, edges, rounds}; tells {number, xy, done, of, last}. */
"use strict";
let iterate = null;
let turn = 0;
// Milliseconds from one step that is shown to the next.
const SOONEST = 120, LATEST = 1000;
let pace = SOONEST;

self.onmessage = async ({ data }) => {
  if (data.stop) { turn += 1; return; }
  if (data.pace !== undefined) { pace = Math.min(Math.max(data.pace, SOONEST), LATEST); return; }
  if (!iterate) { self.module = {}; importScripts(data.library); iterate = self.module.exports; }
  const mine = ++turn;
  const nodes = new Float32Array(data.masses.length * 10);
  data.masses.forEach((mass, at) => nodes.set([data.xy[2 * at], data.xy[2 * at + 1], 0, 0, 0, 0, mass, 1, 14, data.fixed[at]], at * 10));
  const edges = new Float32Array(data.edges.length);
  data.edges.forEach((value, at) => { edges[at] = at % 3 === 2 ? value : value * 10; });
  const settings = {
    linLogMode: false, outboundAttractionDistribution: false, adjustSizes: false, edgeWeightInfluence: 0, scalingRatio: 900, strongGravityMode: false,
    gravity: 0.6, slowDown: 4, barnesHutOptimize: data.masses.length > 400, barnesHutTheta: 0.7,
  };
  let told = performance.now();
  for (let round = 1; round <= data.rounds; round += 1) {
    iterate(settings, nodes, edges);
    if (performance.now() - told > pace) {
      self.postMessage({ number: data.number, xy: places(nodes), done: round, of: data.rounds, last: false });
      await new Promise((rest) => { setTimeout(rest); });
      if (mine !== turn) return;
      told = performance.now();
    }
  }
  apart(nodes);
  self.postMessage({ number: data.number, xy: places(nodes), done: data.rounds, of: data.rounds, last: true });
};

function places(nodes) {
  const xy = new Float32Array(nodes.length / 5);
  for (let at = 0; at < xy.length / 2; at += 1) { xy[2 * at] = nodes[at * 10]; xy[2 * at + 1] = nodes[at * 10 + 1]; }
  return xy;
}

// Things that stand closer than two radii and a line of text are pushed apart, a few times over, by a grid of cells.
function apart(nodes, near = 46) {
  const count = nodes.length / 10;
  for (let round = 0; round < 30; round += 1) {
    const cells = new Map();
    let moved = false;
    for (let at = 0; at < count; at += 1) {
      const cell = `${Math.floor(nodes[at * 10] / near)},${Math.floor(nodes[at * 10 + 1] / near)}`;
      if (!cells.has(cell)) cells.set(cell, []);
      cells.get(cell).push(at);
    }
    for (let one = 0; one < count; one += 1) {
      const cx = Math.floor(nodes[one * 10] / near), cy = Math.floor(nodes[one * 10 + 1] / near);
      for (let x = cx - 1; x <= cx + 1; x += 1) for (let y = cy - 1; y <= cy + 1; y += 1) for (const other of cells.get(`${x},${y}`) ?? []) {
        if (other <= one) continue;
        let dx = nodes[other * 10] - nodes[one * 10], dy = nodes[other * 10 + 1] - nodes[one * 10 + 1];
        const distance = Math.hypot(dx, dy);
        if (distance >= near) continue;
        if (distance < 0.01) { const angle = one * 2.4; dx = Math.cos(angle) * 0.01; dy = Math.sin(angle) * 0.01; }
        const push = (near - distance) / 2 / (distance || 0.01);
        const onlyOther = nodes[one * 10 + 9], onlyOne = nodes[other * 10 + 9];
        if (onlyOther && onlyOne) continue;
        moved = true;
        if (!onlyOther) { nodes[one * 10] -= dx * push * (onlyOne ? 2 : 1); nodes[one * 10 + 1] -= dy * push * (onlyOne ? 2 : 1); }
        if (!onlyOne) { nodes[other * 10] += dx * push * (onlyOther ? 2 : 1); nodes[other * 10 + 1] += dy * push * (onlyOther ? 2 : 1); }
      }
    }
    if (!moved) return;
  }
}
