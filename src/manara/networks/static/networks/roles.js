/* Keys for suggestions: they act on the line that j and k stand on, else on the first one that waits. */
const typed = "input, textarea, select, dialog[open]";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.(typed)) return;
  const here = document.activeElement?.closest?.("[data-suggestion]") ?? document.querySelector("[data-suggestion]");
  const button = here?.querySelector(`button[data-key="${event.code}"]`);
  if (!button) return;
  event.preventDefault();
  const reason = here.querySelector("input[name=reason]");
  // A refusal needs its reason: the key leads there first, and Enter is not taken for a confirmation.
  if (button.value === "decline" && !reason.value.trim()) return reason.focus();
  button.form.requestSubmit(button);
});

// Enter in the reason declines: the first button of the form would confirm.
for (const form of document.querySelectorAll("[data-suggestion] form")) {
  form.querySelector("input[name=reason]").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("button[value=decline]"));
  });
}
