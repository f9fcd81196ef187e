/* The keys of a pair: s the same, d different, u unsure, r to the reason and Esc out of it. The physical key decides, whatever the keyboard's letters. */
const form = document.querySelector("form#judge");
const VERDICTS = { KeyS: "same", KeyD: "different", KeyU: "unsure" };

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
  form.requestSubmit(form.querySelector(`button[value="${verdict}"]`));
});
