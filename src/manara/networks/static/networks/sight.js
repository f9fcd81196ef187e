/* What of a chart's ties is looked at: layers, facts, probability, a period. The node does the same (engine/ties/layers.py). */

const MOST = 0.99;

/* Of several layers: how probable it is that the tie exists in any of them. */
export const together = (probabilities) => Math.round(Math.min(MOST, 1 - probabilities.reduce((doubt, each) => doubt * (1 - each), 1)) * 10_000) / 10_000;

export const percent = (probability) => Math.floor(100 * probability + 0.5);

/* The last day that a partial date may mean, to be compared as text. */
export function lastDay(text) {
  const last = text.replace(/^~+/, "").split("/").at(-1);
  return last + "9999-99-99".slice(last.length);
}

export const firstDay = (text) => text.replace(/^~+/, "").slice(0, 10);

/* Whether what begins and ends on these partial dates ("" is open) may have held between the two others. */
export const inPeriod = (begins, ends, since, until) => (!until || firstDay(begins) <= lastDay(until)) && (!since || !ends || lastDay(ends) >= since);

/* Whether a period that was asked for ends before it begins: nothing that has a date lies in it. */
export const reversed = ({ since, until }) => Boolean(since && until && lastDay(until) < since);

export function admits(filters, layer) {
  if (filters.layers.has(layer.code) || (filters.factsOnly && !layer.stated)) return false;
  if (!filters.since && !filters.until) return true;
  if (!layer.spans.length) return filters.undated;
  return layer.spans.some(([begins, ends]) => inPeriod(begins, ends, filters.since, filters.until));
}

/* A tie as its layers that are looked at make it; null where nothing is left, or too little of it is probable. */
export function sighted(filters, tie) {
  const all = !filters.layers.size && !filters.factsOnly && !filters.since && !filters.until;
  const layers = all ? tie.layers : tie.layers.filter((layer) => admits(filters, layer));
  if (!layers.length) return null;
  const seen = layers.length === tie.layers.length ? tie : { ...tie, ...joined(layers) };
  return seen.probability * 100 < filters.least - 1e-9 ? null : seen;
}

/* What several layers say together: how probable, how sure, which way, since when, and who says so. */
export function joined(layers) {
  const probability = together(layers.map((layer) => layer.probability));
  const ways = new Set(layers.flatMap(({ direction }) => (direction === 2 ? [1, -1] : direction ? [direction] : [])));
  const spans = layers.flatMap((layer) => (layer.own ? layer.spans : [])), reports = [...new Set(layers.flatMap((layer) => layer.reports))];
  const sorted = (dates) => dates.filter(Boolean).sort();
  return {
    layers, probability, weight: percent(probability), sure: layers.some((layer) => layer.stated), direction: ways.size > 1 ? 2 : [...ways][0] ?? 0,
    says: [...new Set(layers.flatMap((layer) => layer.says))], since: sorted(spans.map(([since]) => since))[0] ?? "", until: sorted(spans.map(([since, until]) => until || since)).at(-1) ?? "",
    told: [...new Set(layers.flatMap((layer) => (layer.own ? [] : layer.spans.map(([day]) => day))))].sort(),
    reports: reports.length, grade: sorted(reports.map(({ grade }) => grade))[0] ?? "", tellers: [...new Set(reports.map(({ agency }) => agency))],
  };
}
