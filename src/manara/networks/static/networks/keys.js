/* The chart by keyboard: arrows walk from thing to thing, Enter or + opens, Space chooses; the rest are the acts' own letters. */

const LETTERS = { KeyN: "note", KeyG: "group", KeyU: "ungroup", KeyW: "showWay", KeyS: "showStrongest", KeyC: "common", KeyF: "fit", KeyL: "arrange", KeyR: "lanes", KeyE: "keepOnly" };

export function watchKeys({ desk, stage, view, store, acts, dialogs }) {
  const to = (dx, dy) => {
    const { nodes } = store.seen(), here = nodes.get(acts.current);
    if (!here) return [...nodes.keys()][0];
    let best = Infinity, found = "";
    for (const node of nodes.values()) {
      const ax = node.x - here.x, ay = here.y - node.y, along = ax * dx + ay * dy, aside = Math.abs(ax * dy) + Math.abs(ay * dx);
      if (node.id !== here.id && along > 0 && along + aside * 2 < best) { best = along + aside * 2; found = node.id; }
    }
    return found;
  };
  const walk = (event, dx, dy) => {
    const next = to(dx, dy);
    if (!next) return;
    if (event.shiftKey) { acts.selected.add(next); acts.select([...acts.selected], { current: next }); } else acts.select([next]);
    view?.reveal(next);
    const node = store.seen().nodes.get(next);
    acts.say("at", { name: acts.name(next), kind: node.group ? acts.phrases.group : node.kind, n: node.degree });
  };
  stage.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    if (steps[event.key]) walk(event, ...steps[event.key]);
    else if (event.key === "Enter" || event.key === "+") acts.grow();
    else if (event.key === "Delete" || event.key === "Backspace") acts.hide();
    else if (event.key === "Escape") acts.select([]);
    else if (event.key === " ") { const [first] = store.seen().nodes.keys(); acts.select([acts.current || first].filter(Boolean), { also: true }); }
    else if (event.key === "PageUp") view?.zoom(1 / 1.4);
    else if (event.key === "PageDown") view?.zoom(1.4);
    else if (LETTERS[event.code]) {
      const act = LETTERS[event.code];
      if (act === "note") dialogs.note(); else if (act === "group") dialogs.group(); else if (act === "fit") view?.fit(); else if (act === "arrange" || act === "lanes") desk.querySelector(`[data-act=${act}]`).click(); else acts[act]();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  // Undo holds on the whole page, but a field that is typed in keeps its own.
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.target.closest?.("input:not([type=checkbox]), textarea, select, dialog[open]")) return;
    if (event.code === "KeyZ") { if (event.shiftKey) acts.redo(); else acts.undo(); event.preventDefault(); }
    if (event.code === "KeyY") { acts.redo(); event.preventDefault(); }
  });
}
