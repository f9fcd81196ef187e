/* Finds what is to be put on the chart: suggestions as in the search, each a button that adds. */
import { asked } from "./ask.js";
import { bdi, icon, make } from "./elements.js";

const PAUSE = 250;

export function watchSearch({ desk, addresses, phrases, add }) {
  const box = desk.querySelector("#chart-search"), list = desk.querySelector("#chart-found");
  let timer = 0, turn = 0;
  const close = () => { list.replaceChildren(); list.hidden = true; box.setAttribute("aria-expanded", "false"); box.removeAttribute("aria-activedescendant"); };
  const options = () => [...list.children];
  const choose = (option) => { close(); box.value = ""; add(option.dataset.id); };
  async function find() {
    const text = box.value.trim(), mine = ++turn;
    if (text.length < 2) return close();
    const answer = await fetch(`${addresses.suggest}?${new URLSearchParams({ q: text })}`, { credentials: "same-origin" }).catch(() => null);
    if (!answer?.ok || mine !== turn || document.activeElement !== box) return;
    const { suggestions } = await answer.json();
    list.replaceChildren(...suggestions.map(({ url, icon: drawing, kind, name }, at) => make("li", { role: "option", id: `found-${at}`, "aria-selected": "false", "data-id": url.match(/[0-9a-f-]{36}/)[0], onmousedown: (event) => { event.preventDefault(); choose(event.currentTarget); } }, icon(drawing), bdi(name.text, name), " ", make("span", { class: "small soft", text: kind }))));
    if (!suggestions.length) list.replaceChildren(make("li", { class: "none", role: "option", "aria-disabled": "true", "aria-selected": "false", text: phrases.nothing_found }));
    list.hidden = false;
    box.setAttribute("aria-expanded", "true");
  }
  box.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(find, PAUSE); });
  box.addEventListener("blur", () => setTimeout(close, 150));
  box.form.addEventListener("submit", (event) => { event.preventDefault(); delete box.form.dataset.sent; });
  box.addEventListener("keydown", (event) => {
    const all = options().filter((option) => option.dataset.id), here = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "Escape") return close();
    if (!all.length) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const next = all[(here + (event.key === "ArrowDown" ? 1 : -1) + all.length) % all.length] ?? all[0];
      all[here]?.setAttribute("aria-selected", "false");
      next.setAttribute("aria-selected", "true");
      box.setAttribute("aria-activedescendant", next.id);
      event.preventDefault();
    }
    if (event.key === "Enter") { event.preventDefault(); choose(all[Math.max(here, 0)]); }
  });
}
