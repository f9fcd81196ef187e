/* The chart by mouse and finger: choose, open by a double click, drag, point at a tie. */
import { within } from "./lanes.js";

export function watchMouse({ stage, view, store, acts, history, panel }) {
  const { sigma } = view;
  let dragged = null;
  sigma.on("clickNode", ({ node, event }) => {
    if (dragged?.moved) return;
    const { original } = event;
    acts.select([node], { also: original.shiftKey || original.ctrlKey || original.metaKey });
  });
  sigma.on("doubleClickNode", ({ node, event }) => { event.preventSigmaDefault(); if (store.state.groups.some(({ id }) => id === node)) acts.ungroup([node]); else acts.grow([node]); });
  sigma.on("clickStage", ({ event }) => {
    const tie = view.tieAt(event.x, event.y);
    if (tie) { acts.selectTie(tie.key); panel.show(); } else if (!event.original.shiftKey) acts.select([]);
  });
  sigma.on("doubleClickStage", ({ event }) => event.preventSigmaDefault());
  sigma.on("enterNode", () => stage.classList.add("over"));
  sigma.on("leaveNode", () => stage.classList.remove("over"));
  sigma.on("downNode", ({ node, event }) => { if (view.graspable(node)) dragged = { node, x: event.x, y: event.y, moved: false }; });
  const drag = (point) => {
    if (!dragged) return;
    if (!dragged.moved && Math.hypot(point.x - dragged.x, point.y - dragged.y) < 4) { point.preventSigmaDefault(); return; }
    if (!dragged.moved) { dragged.moved = true; dragged.before = new Map(store.state.places); dragged.groups = store.state.groups.map((group) => ({ ...group })); }
    const { x: across, y } = view.toGraph(point), x = within(store.state, dragged.node, across);
    view.move(new Map([[dragged.node, [x, y]]]));
    dragged.to = [x, y];
    point.preventSigmaDefault();
    point.original.preventDefault();
    point.original.stopPropagation();
  };
  const drop = () => {
    if (dragged?.moved) {
      const { node, to } = dragged;
      history.run("move", (state) => {
        if (state.places.has(node)) state.places.set(node, to);
        else { const group = state.groups.find(({ id }) => id === node); if (group) [group.x, group.y] = to; }
      });
      const was = dragged;
      setTimeout(() => { if (dragged === was) dragged = null; });
    } else dragged = null;
  };
  sigma.getMouseCaptor().on("mousemovebody", drag);
  sigma.getMouseCaptor().on("mouseup", drop);
  sigma.getTouchCaptor().on("touchmove", (moved) => { if (dragged && moved.touches?.length === 1) drag({ ...moved.touches[0], original: moved.original, preventSigmaDefault: () => moved.preventSigmaDefault?.() }); });
  sigma.getTouchCaptor().on("touchup", drop);
}
