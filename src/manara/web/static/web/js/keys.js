/* The keyboard: "/" goes to the search, "j" and "k" walk the list, "Enter" opens, "g" then "h" goes home, "?" shows the keys. */
const TYPED = "input, textarea, select, [contenteditable='true'], dialog[open]";
let leading = false;

function walk(step) {
  const stops = [...document.querySelectorAll("[data-walk]")].filter((stop) => stop.offsetParent !== null);
  if (!stops.length) return false;
  const here = stops.findIndex((stop) => stop.classList.contains("walked"));
  const next = stops[Math.min(Math.max(here + step, 0), stops.length - 1)];
  stops[here]?.classList.remove("walked");
  next.classList.add("walked");
  (next.matches("a, button") ? next : next.querySelector("a, button"))?.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
  return true;
}

const actions = {
  "/": () => { const box = document.querySelector("[data-search]"); box?.focus(); box?.select(); return box; },
  "?": () => { const keys = document.querySelector("dialog#keys"); keys?.showModal(); return keys; },
  j: () => walk(1),
  k: () => walk(-1),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest?.(TYPED)) {
    if (event.key === "Escape" && event.target.matches("[data-search]")) event.target.blur();
    return;
  }
  // On an Arabic keyboard the same keys carry other letters, so the physical key decides for j and k.
  const key = { KeyJ: "j", KeyK: "k" }[event.code] ?? (event.key === "؟" ? "?" : event.key);
  if (leading && (event.code === "KeyH" || key === "h")) {
    document.querySelector(".brand")?.click();
  } else if (actions[key]?.()) {
    event.preventDefault();
  }
  leading = event.code === "KeyG";
});

document.addEventListener("click", (event) => {
  const asked = event.target.closest("[data-show-keys]");
  asked?.closest("dialog")?.close();
  if (asked) actions["?"]();
});
