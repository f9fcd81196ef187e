/* Copies a value without the isolating marks that only belong to its display. */
import { say } from "./messages.js";

const MARKS = /[\u2066-\u2069\u200e\u200f]/g;

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const text = button.dataset.copy || document.getElementById(button.dataset.copyFrom)?.textContent || "";
  try {
    await navigator.clipboard.writeText(text.trim().replace(MARKS, ""));
    button.classList.add("copied");
    say(button.dataset.copied, "success");
  } catch {
    say(button.dataset.refused, "error"); // the browser keeps its clipboard closed outside HTTPS
  }
});
