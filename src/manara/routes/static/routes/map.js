/* Puts life into the map: the time slider, the list that follows it, and, where WebGL 2 is, the movable map over the picture. */
const figure = document.querySelector(".map-figure[data-map]");
const form = document.querySelector("#map-filters");
const PAUSE = 350;

const text = (month) => `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}`;

if (figure && form) {
  const listeners = [];
  let timer = 0;
  let turn = 0;
  let time = null;

  /* The address of what is asked for now: the form's own fields, less the empty ones. */
  function query() {
    const given = new URLSearchParams(new FormData(form));
    for (const name of ["since", "until", "kind", "place", "entity", "circle"]) if (!given.get(name)) given.delete(name);
    return given;
  }

  /* Takes these parts of the page from what the node answers for these filters; false when a later question overtook it. */
  async function bring(parts) {
    const mine = ++turn;
    const asked = query();
    const answer = await fetch(`${form.action}?${asked}`, { headers: { "X-Requested-With": "fetch" } }).catch(() => null);
    if (!answer?.ok || mine !== turn) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine !== turn) return false;
    for (const part of parts) {
      const fresh = page.querySelector(part);
      const old = document.querySelector(part);
      if (fresh && old) old.replaceWith(fresh);
      else if (fresh && part === ".handling-bar") document.querySelector("header.top")?.append(fresh);
      else old?.remove();
    }
    return true;
  }

  const PARTS = ["svg.map", ".map-list", ".map-notes", ".map-moves", ".map-areas", ".handling-bar"];

  /* What the slider moves is said by the list, the legend and the picture, too, as the node draws them for these filters. */
  async function follow() {
    const asked = query();
    const waiting = "waiting" in figure.dataset;
    if (!await bring(waiting ? [...PARTS, ".map-time"] : PARTS)) return;
    if (waiting) begin();
    else history.replaceState(null, "", `${location.pathname}?${asked}`);
  }

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(follow, PAUSE);
  }

  const tell = (change) => { for (const each of listeners) each(change); };

  for (const box of form.querySelectorAll("input[name=layer]")) box.addEventListener("change", () => { tell({ layers: layers() }); soon(); });
  form.querySelector("select[name=kind]")?.addEventListener("change", () => { tell({ kind: form.elements.kind.value }); soon(); });

  function layers() {
    return [...form.querySelectorAll("input[name=layer]:checked")].map((box) => box.value);
  }

  function begin() {
    delete figure.dataset.waiting;
    time = figure.querySelector(".map-slide");
    if (time) slide(time);
    if ("requestIdleCallback" in window) requestIdleCallback(lively, { timeout: 1500 });
    else setTimeout(lively, 300);
  }

  function slide(place) {
    const [from, to] = place.querySelectorAll("input[type=range]");
    const [told, until] = place.querySelectorAll("output");
    const play = place.querySelector("[data-play]");
    const first = Number(from.min);
    const last = Number(from.max);
    let beat = 0;
    place.hidden = false;
    // The chosen months are a sheet of their own under the histogram: its bars need not be drawn anew at every step.
    const histogram = figure.querySelector(".map-histogram");
    const chosen = document.createElement("div");
    chosen.className = "map-chosen";
    histogram?.prepend(chosen);
    histogram?.querySelector(".map-window")?.remove();
    // The slider stands for the fields of the period: what they hold is still asked for, but no key stops at them.
    const period = document.querySelector(".map-period");
    if (period) period.hidden = true;

    function show(late) {
      told.value = text(Number(from.value));
      until.value = text(Number(to.value));
      from.setAttribute("aria-valuetext", told.value);
      to.setAttribute("aria-valuetext", until.value);
      const whole = Number(from.value) === first && Number(to.value) === last;
      form.elements.since.value = whole ? "" : told.value;
      form.elements.until.value = whole ? "" : until.value;
      const months = last - first + 1;
      const start = (Number(from.value) - first) / months;
      chosen.style.transform = `translateX(${100 * start}%) scaleX(${(Number(to.value) - Number(from.value) + 1) / months})`;
      tell({ since: whole ? null : Number(from.value), until: whole ? null : Number(to.value) });
      if (late !== "now") soon();
    }

    from.addEventListener("input", () => { if (Number(from.value) > Number(to.value)) to.value = from.value; show(); });
    to.addEventListener("input", () => { if (Number(to.value) < Number(from.value)) from.value = to.value; show(); });

    /* Plays a window of a year forward, a month a step. Nothing moves by itself; with reduced motion a press is one step. */
    function step() {
      const span = Math.min(11, last - first);
      let start = Number(from.value);
      if (Number(to.value) - start !== span) start = first - 1;
      if (start + span >= last) return false;
      from.value = start + 1;
      to.value = start + 1 + span;
      show("now");
      return true;
    }
    function stop() {
      clearInterval(beat);
      beat = 0;
      play.setAttribute("aria-pressed", "false");
      soon();
    }
    play.addEventListener("click", () => {
      if (beat) return stop();
      if (matchMedia("(prefers-reduced-motion: reduce)").matches) { if (!step()) { from.value = first; to.value = last; } show(); return; }
      play.setAttribute("aria-pressed", "true");
      beat = setInterval(() => { if (!step()) stop(); }, 160);
    });
    place.querySelector("[data-all]").addEventListener("click", () => { if (beat) stop(); from.value = first; to.value = last; show(); });
    show("now");
  }

  /* The movable map comes after the picture is there, and only where the machine can draw it. */
  function lively() {
    const probe = document.createElement("canvas").getContext("webgl2");
    if (!probe) return;
    const card = probe.getExtension("WEBGL_debug_renderer_info");
    const software = /swiftshader|llvmpipe|software|basic render/i.test(card ? probe.getParameter(card.UNMASKED_RENDERER_WEBGL) : "");
    probe.getExtension("WEBGL_lose_context")?.loseContext();
    import(figure.dataset.gl)
      .then((module) => module.start(figure, {
        query,
        layers,
        software,
        kind: () => form.elements.kind?.value ?? "",
        since: () => (form.elements.since.value ? Number(time?.querySelector("input")?.value) : null),
        until: () => (form.elements.until.value ? Number(time?.querySelectorAll("input")[1]?.value) : null),
        on: (listener) => listeners.push(listener),
        moved(view) {
          const old = form.querySelector("input[name=area]");
          let field = form.querySelector("input[name=view]");
          if (old) { old.name = "view"; field = old; }
          if (field) field.value = view;
          soon();
        },
      }))
      // Without it the picture stays, which says the same.
      .catch((problem) => console.info(`The movable map did not start: ${problem.message}`));
  }
  // The first answer is the picture alone; what is ours comes with the second, and without it a link leads there.
  if ("waiting" in figure.dataset) follow();
  else begin();
}
