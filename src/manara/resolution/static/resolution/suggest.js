/* Suggests entities while a search is typed: waits for a pause, asks the node, and walks the list with the arrow keys. */
const PAUSE = 250;

function attach(box, number) {
  const form = box.form;
  const address = form.dataset.suggest ?? new URL("suggest/", new URL(form.action)).pathname;
  const place = document.createElement("div");
  place.id = `suggested-${number}`;
  box.after(place);
  let timer = 0;
  let asked = 0;

  const close = () => { place.replaceChildren(); box.setAttribute("aria-expanded", "false"); box.removeAttribute("aria-activedescendant"); };
  const options = () => [...place.querySelectorAll("[role=option]")];

  async function ask() {
    const text = box.value.trim();
    const turn = ++asked;
    if (text.length < 2) return close();
    const answer = await fetch(`${address}?${new URLSearchParams({ q: text })}`, { headers: { "HX-Request": "true" } }).catch(() => null);
    // A slower answer to an older question is not shown over a newer one; without an answer the search itself still works.
    if (!answer?.ok || turn !== asked || document.activeElement !== box) return;
    const list = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".suggested");
    place.replaceChildren(...(list?.children.length ? [list] : []));
    options().forEach((option, at) => { option.id = `${place.id}-${at}`; });
    box.removeAttribute("aria-activedescendant");
    box.setAttribute("aria-expanded", String(place.hasChildNodes()));
  }

  function walk(step) {
    const all = options();
    const here = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
    const next = all[here < 0 && step < 0 ? all.length - 1 : (here + step + all.length) % all.length];
    all[here]?.setAttribute("aria-selected", "false");
    next.setAttribute("aria-selected", "true");
    box.setAttribute("aria-activedescendant", next.id);
  }

  box.setAttribute("role", "combobox");
  box.setAttribute("aria-controls", place.id);
  box.setAttribute("aria-expanded", "false");
  box.setAttribute("aria-autocomplete", "list");
  box.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE); });
  box.addEventListener("blur", () => setTimeout(() => { if (!place.contains(document.activeElement)) close(); }, PAUSE));
  box.addEventListener("keydown", (event) => {
    // The first Escape takes the list away and leaves what was typed; the browser's own would empty the box.
    if (event.key === "Escape" && options().length) event.preventDefault();
    if (event.key === "Escape") return close();
    if (!options().length) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { walk(event.key === "ArrowDown" ? 1 : -1); event.preventDefault(); }
    const chosen = place.querySelector("[aria-selected=true]");
    if (event.key === "Enter" && chosen) { chosen.click(); event.preventDefault(); }
  });
}

document.querySelectorAll("form[role=search] input[type=search]").forEach(attach);
