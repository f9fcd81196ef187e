/* What is wrong on the page as it stands: it scrolls sideways, text lies on text, text is cut without an ellipsis. */
() => {
  const found = [];
  const told = (node) => {
    const owner = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    const text = (node.textContent || "").trim().replace(/\s+/g, " ").slice(0, 40);
    return `<${owner.tagName.toLowerCase()}${owner.classList.length ? "." + [...owner.classList].join(".") : ""}> “${text}”`;
  };
  if (document.documentElement.scrollWidth > innerWidth) found.push(`scrolls sideways: ${document.documentElement.scrollWidth}`);

  // The part of a box that its clipping ancestors leave to be seen.
  const seen = (rect, element) => {
    let { left, right, top, bottom } = rect;
    for (let up = element; up && up !== document.body; up = up.parentElement) {
      const style = getComputedStyle(up);
      if (style.overflowX !== "visible" || style.overflowY !== "visible" || style.clipPath !== "none") {
        const edge = up.getBoundingClientRect();
        if (style.clipPath !== "none" && edge.width <= 2) return null;
        left = Math.max(left, edge.left); right = Math.min(right, edge.right);
        top = Math.max(top, edge.top); bottom = Math.min(bottom, edge.bottom);
      }
    }
    return right - left > 2 && bottom - top > 2 ? { left, right, top, bottom } : null;
  };

  const boxes = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node && boxes.length < 4000; node = walker.nextNode()) {
    const owner = node.parentElement;
    if (!node.textContent.trim() || !owner.checkVisibility?.({ opacityProperty: true, visibilityProperty: true })) continue;
    // What stays on the screen while the page moves lies on what moves below it.
    let floats = false;
    for (let up = owner; up && !floats; up = up.parentElement) floats = ["sticky", "fixed"].includes(getComputedStyle(up).position);
    if (floats) continue;
    if (owner.closest("title, script, style, option, canvas, dialog:not([open]), template")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) {
      const box = seen(rect, owner);
      // The face's own height is more than the letters': half of it is surely letter.
      if (box) { const slack = (box.bottom - box.top) * 0.25; boxes.push({ ...box, top: box.top + slack, bottom: box.bottom - slack, node }); }
    }
  }
  boxes.sort((one, other) => one.top - other.top);
  const over = new Set();
  boxes.forEach((one, number) => {
    for (let next = number + 1; next < boxes.length && boxes[next].top < one.bottom - 1; next += 1) {
      const other = boxes[next];
      if (one.node === other.node) continue;
      if (Math.min(one.right, other.right) - Math.max(one.left, other.left) > 3) over.add(`text on text: ${told(one.node)} and ${told(other.node)}`);
    }
  });
  found.push(...[...over].slice(0, 6));

  const cut = new Set();
  for (const element of document.querySelectorAll("main *, header nav *")) {
    const style = getComputedStyle(element);
    if (style.overflowX !== "hidden" && style.overflowX !== "clip") continue;
    if (style.textOverflow === "ellipsis" || style.clipPath !== "none" || element.closest("svg, canvas, [hidden]")) continue;
    if (element.scrollWidth > element.clientWidth + 2 && element.clientWidth > 2 && element.textContent.trim()) cut.add(`text is cut: ${told(element)}`);
  }
  found.push(...[...cut].slice(0, 4));
  return found;
}
