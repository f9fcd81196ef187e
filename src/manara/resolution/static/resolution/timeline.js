/* The keys of a timeline: + and - nearer and farther, the arrows to the side they point to, 0 back to the first view. */
const TYPED = "input, textarea, select, [contenteditable='true'], dialog[open]";

function asked(event) {
  if (event.key === "+" || event.key === "=") return "+";
  if (event.key === "-" || event.key === "0") return event.key;
  // Where lines run from right to left time does too: the left arrow then leads on.
  const forward = document.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
  if (event.key === forward) return "next";
  return event.key === "ArrowLeft" || event.key === "ArrowRight" ? "back" : "";
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.(TYPED)) return;
  const key = asked(event);
  const way = key && document.querySelector(`#timeline [data-key="${key}"]`);
  if (!way) return;
  event.preventDefault();
  way.click();
});
