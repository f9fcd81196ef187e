/* Comments while they are written: "c" goes to the box, Ctrl+Enter sends, "@" suggests colleagues, what is typed is not lost. */
const PAUSE = 180;
const TYPED = "input, textarea, select, [contenteditable='true'], dialog[open]";
const HALF = /(^|[^A-Za-z0-9_.%+@/-])@([A-Za-z0-9\u0660-\u0669\u06f0-\u06f9._-]{0,24})$/;
let timer = 0;
let asked = 0;

const boxes = () => [...document.querySelectorAll("form[data-comment] textarea")];
const listOf = (box) => document.getElementById(box.getAttribute("aria-controls"));
const typedHalf = (box) => box.selectionStart === box.selectionEnd ? HALF.exec(box.value.slice(0, box.selectionStart)) : null;

function count(box) {
  const sign = box.form.querySelector("[data-count]");
  const longest = Number(box.form.dataset.longest);
  const length = [...box.value.replaceAll("\r\n", "\n")].length;
  sign.textContent = length ? `${length} / ${longest}` : String(longest);
  sign.classList.toggle("over", length > longest);
  if (length > longest) box.setAttribute("aria-invalid", "true");
}

function close(box) {
  asked += 1;
  const list = listOf(box);
  list.replaceChildren();
  list.hidden = true;
  box.removeAttribute("aria-activedescendant");
}

async function suggest(box) {
  const half = typedHalf(box);
  if (!half) return close(box);
  const turn = ++asked;
  const answer = await fetch(`${box.form.dataset.suggest}?${new URLSearchParams({ q: half[2] })}`, { credentials: "same-origin" }).catch(() => null);
  // Without an answer a code can still be typed whole; a slower answer to an older question is not shown over a newer one.
  if (!answer?.ok || answer.redirected || turn !== asked || document.activeElement !== box) return;
  const { colleagues } = await answer.json();
  if (turn !== asked) return;
  const list = listOf(box);
  list.replaceChildren(...colleagues.map(({ code, agency }, at) => {
    const option = document.createElement("li");
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", String(at === 0));
    option.id = `${list.id}-${at}`;
    option.dataset.code = code;
    const bold = document.createElement("b");
    const name = document.createElement("bdi");
    bold.append(name);
    name.textContent = `@${code}`;
    name.dir = "ltr";
    const of = document.createElement("bdi");
    of.textContent = agency;
    option.append(bold, " ", of);
    return option;
  }));
  list.hidden = !colleagues.length;
  if (colleagues.length) box.setAttribute("aria-activedescendant", `${list.id}-0`);
  else box.removeAttribute("aria-activedescendant");
}

function choose(box, option) {
  const half = typedHalf(box);
  if (half) {
    const end = box.selectionStart;
    box.setRangeText(`@${option.dataset.code} `, end - half[2].length - 1, end, "end");
    count(box);
  }
  close(box);
  box.focus();
}

function walk(box, step) {
  const all = [...listOf(box).children];
  const here = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
  const next = all[(here + step + all.length) % all.length];
  all[here]?.setAttribute("aria-selected", "false");
  next.setAttribute("aria-selected", "true");
  box.setAttribute("aria-activedescendant", next.id);
}

document.addEventListener("input", (event) => {
  const box = event.target;
  if (!box.matches?.("form[data-comment] textarea")) return;
  box.dataset.typed = "yes";
  // What the node refused is being mended.
  box.removeAttribute("aria-invalid");
  count(box);
  clearTimeout(timer);
  if (typedHalf(box)) timer = setTimeout(() => suggest(box), PAUSE);
  else close(box);
});

document.addEventListener("keydown", (event) => {
  const box = event.target;
  if (box.matches?.("form[data-comment] textarea")) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      return box.form.requestSubmit();
    }
    if (listOf(box).hidden || event.isComposing) return;
    if (event.key === "Escape") close(box);
    else if (event.key === "ArrowDown") walk(box, 1);
    else if (event.key === "ArrowUp") walk(box, -1);
    else if (event.key === "Enter" || event.key === "Tab") choose(box, listOf(box).querySelector("[aria-selected=true]"));
    else return;
    event.preventDefault();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || box.closest?.(TYPED)) return;
  // On an Arabic keyboard the same key carries another letter.
  if (event.code !== "KeyC" && event.key !== "c") return;
  const first = document.querySelector("[data-comment-box]");
  if (!first) return;
  event.preventDefault();
  first.focus();
  first.scrollIntoView({ block: "center" });
});

// A press of the mouse must not take the focus out of the box before the choice is made.
document.addEventListener("mousedown", (event) => {
  if (event.target.closest(".colleagues")) event.preventDefault();
});
document.addEventListener("click", (event) => {
  const option = event.target.closest(".colleagues [role=option]");
  if (option) choose(option.closest(".at-place").querySelector("textarea"), option);
});
document.addEventListener("focusout", (event) => {
  if (event.target.matches?.("form[data-comment] textarea")) close(event.target);
});
document.addEventListener("toggle", (event) => {
  if (event.target.matches?.("details.answer[open]")) event.target.querySelector("textarea")?.focus();
}, true);

// One form is answered; what stands half written in the others goes over into the new part.
const kept = new Map();
document.addEventListener("htmx:beforeSwap", (event) => {
  if (!event.detail.target.matches?.("[data-comments-body]")) return;
  kept.clear();
  const sent = event.detail.requestConfig?.elt;
  for (const box of boxes()) if (box.form !== sent && box.dataset.typed && box.value) kept.set(box.id, box.value);
});
document.addEventListener("htmx:afterSettle", () => {
  for (const box of boxes()) {
    if (kept.has(box.id) && !box.value) {
      box.value = kept.get(box.id);
      box.dataset.typed = "yes";
      const answer = box.closest("details.answer");
      if (answer) answer.open = true;
    }
    count(box);
  }
  kept.clear();
  const body = document.querySelector("[data-comments-body]");
  const told = document.querySelector("[data-comments-told]");
  if (!body || !told) return;
  const wrong = body.querySelector("textarea[aria-invalid=true]");
  told.textContent = body.dataset.told ?? "";
  if (wrong) wrong.focus();
  else if (body.dataset.newest) {
    const newest = document.getElementById(body.dataset.newest);
    newest?.focus({ preventScroll: true });
    newest?.scrollIntoView({ block: "nearest" });
    delete body.dataset.newest;
  }
});

document.addEventListener("submit", (event) => {
  const box = event.target.matches?.("form[data-comment]") && event.target.querySelector("textarea");
  if (box) delete box.dataset.typed;
});
window.addEventListener("beforeunload", (event) => {
  if (boxes().some((box) => box.dataset.typed && box.value.trim())) event.preventDefault();
});

boxes().forEach(count);
