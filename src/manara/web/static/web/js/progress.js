/* Says aloud how far a task is that a part of the page is asked for again each second: as it changes, and at each quarter. */
let last = "";

function place() {
  const found = document.querySelector("[data-announced]");
  if (found) return found;
  const made = Object.assign(document.createElement("p"), { className: "visually-hidden" });
  made.dataset.announced = "";
  made.setAttribute("role", "status");
  document.querySelector("main").append(made);
  return made;
}

/* As it is seen: the ends of a template's lines are none of the sentence's. */
const inline = (text) => text.replace(/\s+/g, " ").trim();

function announce(part) {
  const bar = part.querySelector("progress");
  if (!bar) return;
  const what = inline(part.querySelector("h2")?.textContent ?? bar.getAttribute("aria-label"));
  const now = `${what} ${bar.hasAttribute("value") ? Math.floor((4 * bar.value) / bar.max) : ""}`;
  if (now === last) return;
  last = now;
  place().textContent = `${what} · ${inline(part.querySelector(".figures > span").textContent)}`;
}

// The place is there before something is said in it: what comes with its words is not read out.
if (document.querySelector("[data-poll] progress")) place();
document.addEventListener("htmx:load", ({ detail: { elt } }) => { if (elt.matches?.("[data-poll]")) announce(elt); });
