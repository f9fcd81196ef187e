/* The keys of a search whose lines can be compared: x ticks the line that one stands on, c lays the two ticked beside each other. */
const form = document.querySelector("form#two");

document.addEventListener("keydown", (event) => {
  if (!form || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
  if (event.target.closest?.("input:not([type=checkbox]), textarea, select, dialog[open], [contenteditable='true']")) return;
  if (event.code === "KeyX") {
    const box = document.querySelector(".walked .pick input");
    if (!box) return;
    box.click();
    event.preventDefault();
  } else if (event.code === "KeyC") {
    form.requestSubmit();
    event.preventDefault();
  }
});
