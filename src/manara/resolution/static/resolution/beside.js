/* The keys of a pair: s the same, d different, u unsure, r to the reason and Esc out of it. The physical key decides, whatever the keyboard's letters. */
const form = document.querySelector("form#judge");
const VERDICTS = { KeyS: "same", KeyD: "different", KeyU: "unsure" };
/* A pair that has just come up is judged by no key: who presses twice meant the pair before it. */
const MOMENT = 1500;
const held = new Set();
let since = performance.now();
let sent = false;

function begin() {
  since = performance.now();
  form?.setAttribute("data-waits", "");
}

/* Whether this key may judge; one that comes too early is told so, and the moment begins anew. */
function counts(event) {
  if (sent) return false;
  if (!held.has(event.code) && performance.now() - since >= MOMENT) return true;
  held.add(event.code);
  begin();
  form.querySelector("#early").hidden = false;
  return false;
}

setInterval(() => { if (performance.now() - since >= MOMENT) form?.removeAttribute("data-waits"); }, 100);
addEventListener("pageshow", () => { sent = false; begin(); });
form?.addEventListener("submit", () => { sent = true; });
document.addEventListener("keyup", (event) => held.delete(event.code));

document.addEventListener("keydown", (event) => {
  if (!form || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
  if (event.code === "Escape" && event.target.matches?.("#judge textarea")) event.target.blur();
  if (event.target.closest?.("input, textarea, select, dialog[open], [contenteditable='true']")) return;
  if (event.code === "KeyR") {
    form.querySelector("textarea").focus();
    event.preventDefault();
    return;
  }
  const verdict = VERDICTS[event.code];
  if (!verdict) return;
  event.preventDefault();
  if (counts(event)) form.requestSubmit(form.querySelector(`button[value="${verdict}"]`));
});
