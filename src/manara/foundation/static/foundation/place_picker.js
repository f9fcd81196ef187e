/* Suggests places of the gazetteer while one is typed. Choosing is the writer's: without a choice the text stays as it is. */
const PAUSE = 200;

function attach(box, number) {
  const form = box.form;
  const key = form?.elements.namedItem(box.dataset.placeKey);
  if (!key) return;
  const list = document.createElement("div");
  list.className = "place-list";
  list.id = `places-${number}`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.dataset.placeLabel);
  list.hidden = true;
  box.after(list);
  const note = box.closest(".field").parentElement.querySelector("[data-place-note]");
  let timer = 0;
  let asked = 0;

  const options = () => [...list.children];
  function close() {
    list.hidden = true;
    list.replaceChildren();
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  }
  function mean(place) {
    key.value = place?.key ?? "";
    if (note) note.textContent = place ? `${place.name}: ${place.about}` : "";
    // The draft is saved with the choice: what saves it listens for this.
    key.dispatchEvent(new Event("input", { bubbles: true }));
  }
  function choose(place) {
    box.value = place.name;
    mean(place);
    close();
    box.focus();
  }
  async function ask() {
    const text = box.value.trim();
    const turn = ++asked;
    if (text.length < 2) return close();
    const answer = await fetch(`${box.dataset.places}?${new URLSearchParams({ q: text })}`).catch(() => null);
    if (!answer?.ok || turn !== asked || document.activeElement !== box) return;
    const { places } = await answer.json();
    list.replaceChildren(...places.map((place, at) => {
      const option = document.createElement("div");
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.id = `${list.id}-${at}`;
      const name = document.createElement("bdi");
      name.textContent = place.name;
      const about = document.createElement("small");
      about.textContent = place.about;
      option.append(name, about);
      option.addEventListener("mousedown", (event) => { event.preventDefault(); choose(place); });
      option.place = place;
      return option;
    }));
    list.hidden = !places.length;
    box.setAttribute("aria-expanded", String(places.length > 0));
    box.removeAttribute("aria-activedescendant");
  }
  function walk(step) {
    const all = options();
    const here = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
    const next = all[here < 0 && step < 0 ? all.length - 1 : (here + step + all.length) % all.length];
    all[here]?.setAttribute("aria-selected", "false");
    next.setAttribute("aria-selected", "true");
    next.scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", next.id);
  }

  box.setAttribute("role", "combobox");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-expanded", "false");
  box.setAttribute("aria-autocomplete", "list");
  box.addEventListener("input", () => {
    // Other words are another place until one is chosen again.
    if (key.value) mean(null);
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "Escape") { close(); event.stopPropagation(); }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { walk(event.key === "ArrowDown" ? 1 : -1); event.preventDefault(); }
    const chosen = list.querySelector("[aria-selected=true]");
    if (event.key === "Enter" && chosen) { choose(chosen.place); event.preventDefault(); }
  });
}

document.querySelectorAll("input[data-places]").forEach(attach);
