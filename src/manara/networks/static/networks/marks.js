/* What stands at a thing or a tie besides its name: roles that people gave, protection, layers with their figures. */
import { icon, make } from "./elements.js";
import { percent } from "./sight.js";

const SVG = "http://www.w3.org/2000/svg";

/* The signs of `pages/chart.py` by role, "" for any other role, and the shield. */
let signs = {};
export const learnSigns = (told) => { signs = told; };
export const signOf = (node) => (node.spared ? signs.shield : node.roles?.length ? signs[node.roles[0].code] ?? signs[""] : "");

export function drawing(path, { broken = false } = {}) {
  const svg = document.createElementNS(SVG, "svg"), ring = document.createElementNS(SVG, "circle"), sign = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "-9 -9 18 18");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", `sign${broken ? " broken" : ""}${path === signs.shield ? " spared" : ""}`);
  ring.setAttribute("r", "8");
  sign.setAttribute("d", path);
  sign.setAttribute("fill-rule", "evenodd");
  sign.setAttribute("transform", "scale(.85)");
  svg.append(ring, sign);
  return svg;
}

/* A role in words: one that was given as an assessment is never said like a fact. */
export const roleWord = (role, phrases) => (role.stated ? role.word : phrases.assessed.replace("%(role)s", role.word));

/* The marks of a thing as badges; whoever is protected bears that one alone. */
export function marked(node, phrases) {
  if (node.spared) return [make("span", { class: "badge mark spared" }, icon("shield"), phrases.spared)];
  const words = new Map((node.roles ?? []).map((role) => [roleWord(role, phrases), role]));
  return [...words].map(([word, role]) => make("span", { class: "badge mark" }, drawing(signs[role.code] ?? signs[""], { broken: !role.stated }), make("span", { text: word })));
}

/* The signs that stand on the chart, with their words, into the legend. */
export function legend(place, nodes, phrases) {
  const found = new Map();
  for (const node of nodes.values()) if (node.spared) found.set(phrases.spared, [signs.shield, false]); else for (const role of node.roles ?? []) found.set(roleWord(role, phrases), [signs[role.code] ?? signs[""], !role.stated]);
  place.replaceChildren(...[...found].sort(([one], [other]) => one.localeCompare(other, document.documentElement.lang)).map(([word, [path, broken]]) => make("span", {}, drawing(path, { broken }), word)));
}

/* The layers of a tie, the most probable first, each with its figure where there are several. */
export function layersOf(tie) {
  const found = new Map();
  for (const layer of tie.layers) if (!found.has(layer.word) || found.get(layer.word) < layer.probability) found.set(layer.word, layer.probability);
  if (found.size === 1) return [...found.keys()];
  return [...found].map(([word, probability]) => `${word} \u2066${percent(probability)} %\u2069`);
}
