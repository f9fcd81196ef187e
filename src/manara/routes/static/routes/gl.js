/* The movable map: MapLibre over the picture, with the node's own data and nothing from anywhere else. */
import { Moving } from "./moving.js";

const INK = "#17242b", SOFT = "#56656d", SEA = "#d9e9ec", LAND = "#fffdf9", COAST = "#9fc2ca", BORDER = "#8f8672";
const REPORT = "#0b4252", LEG = "#0f5568", HUB = "#1d5a40", CONTEXT = "#5a4a78", LAMP = "#8a5a00";
const FACE = ["Plex"];
// How long the slider must rest before clusters and names are worked out anew.
const REST = 200;
// What moves with the slider, and what of it makes it invisible: hidden so, nothing has to be read anew.
const HIDDEN = { reports: ["circle-opacity", "circle-stroke-opacity"], "report-names": ["text-opacity"], "report-counts": ["text-opacity"], incidents: ["icon-opacity"] };
const RADIUS = ["min", 15, ["+", 3.2, ["*", 0.9, ["sqrt", ["get", "n"]]]]];

const points = (features) => ({ type: "FeatureCollection", features });
const point = (longitude, latitude, properties) => ({ type: "Feature", geometry: { type: "Point", coordinates: [longitude, latitude] }, properties });

/* The library orders a line from right to left without turning its brackets: they are turned before, so that they stand right. */
const TURNED = { "(": ")", ")": "(", "[": "]", "]": "[", "«": "»", "»": "«" };
const written = (name) => (/[\u0590-\u08ff]/.test(name) ? name.replace(/[()[\]«»]/g, (sign) => TURNED[sign]) : name);

/* Steps in hundredths of a degree, as the borders are kept. */
function unpacked(packed, scale) {
  const line = [];
  for (let at = 0, x = 0, y = 0; at < packed.length; at += 2) {
    x += packed[at];
    y += packed[at + 1];
    line.push([x / scale, y / scale]);
  }
  return line;
}

function ground(borders, profile) {
  const hidden = profile === "ma" ? ["ESH"] : [];
  const land = borders.countries.map((each) => ({
    type: "Feature", properties: {},
    geometry: { type: "MultiPolygon", coordinates: each.rings.map((ring) => [unpacked(ring, borders.scale)]) },
  }));
  const lines = [...borders.lines, ...(profile === "disputed" ? borders.claims : [])]
    .filter((each) => !(each.open && hidden.includes(each.of)) && !["SOL", "CYN"].includes(each.of))
    .map((each) => ({ type: "Feature", properties: { open: each.open }, geometry: { type: "LineString", coordinates: unpacked(each.line, borders.scale) } }));
  return { land: points(land), lines: points(lines) };
}

/* Marks are drawn, not fetched: a diamond for context, a square for hubs. */
function drawn(shape, size, stroke) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const pen = canvas.getContext("2d");
  const half = size / 2, far = half - 3;
  pen.beginPath();
  if (shape === "diamond") { pen.moveTo(half, half - far); pen.lineTo(half + far, half); pen.lineTo(half, half + far); pen.lineTo(half - far, half); pen.closePath(); }
  else pen.rect(half - far * 0.75, half - far * 0.75, far * 1.5, far * 1.5);
  pen.fillStyle = "rgba(255,255,255,.85)";
  pen.fill();
  pen.lineWidth = 4;
  pen.strokeStyle = stroke;
  pen.stroke();
  return pen.getImageData(0, 0, size, size);
}

export async function start(figure, page) {
  const stage = figure.querySelector(".map-stage");
  const address = figure.dataset;
  const [library, borders, data] = await Promise.all([
    import(address.library),
    fetch(address.borders).then((answer) => answer.json()),
    fetch(`${address.layers}?${page.query()}`).then((answer) => { if (!answer.ok) throw new Error(`layers ${answer.status}`); return answer.json(); }),
    document.fonts?.load("16px Plex", "Aا") ?? null,
    style(address.style),
  ]);
  const { Map: Picture, setWorkerUrl } = library;
  setWorkerUrl(new URL(address.worker, location.href).href);
  const { land, lines } = ground(borders, address.profile);
  const [longitude, latitude, zoom] = address.view.split(",").map(Number);
  const place = document.createElement("div");
  place.className = "map-gl";
  stage.append(place);
  // The picture's own scale, so that nothing jumps when the movable map comes over it.
  const wider = Math.log2(Math.max(stage.clientWidth / 720, stage.clientHeight / 600));
  const map = new Picture({
    container: place,
    attributionControl: false,
    center: [longitude, latitude],
    zoom: zoom + wider,
    minZoom: 1.5,
    maxZoom: 11,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    renderWorldCopies: false,
    // Without a graphics card every point costs: none finer than the page's own.
    pixelRatio: page.software ? 1 : devicePixelRatio,
    maxBounds: [[-60, -25], [70, 66]],
    fadeDuration: 0,
    locale: { "Map.Title": address.title },
    style: {
      version: 8,
      transition: { duration: 0, delay: 0 },
      sources: {
        land: { type: "geojson", data: land },
        lines: { type: "geojson", data: lines },
        names: { type: "geojson", data: points(data.countries.map(([x, y, name, extent]) => point(x, y, { name: written(name), extent }))) },
        towns: { type: "geojson", data: points(data.towns.map(([x, y, name, people]) => point(x, y, { name: written(name), people }))) },
        legs: { type: "geojson", data: points(data.legs.map(([told, url, line]) => ({ type: "Feature", properties: { told, url }, geometry: { type: "LineString", coordinates: line } }))) },
        hubs: { type: "geojson", data: points(data.hubs.map(([x, y, name, told, url]) => point(x, y, { name: written(name), told, url }))) },
        reports: { type: "geojson", data: points([]), cluster: true, clusterRadius: 22, clusterMaxZoom: 9, clusterProperties: { n: ["+", ["get", "n"]] } },
        incidents: { type: "geojson", data: points([]), cluster: true, clusterRadius: 18, clusterMaxZoom: 9, clusterProperties: { lost: ["+", ["get", "lost"]] } },
      },
      layers: [
        { id: "sea", type: "background", paint: { "background-color": SEA } },
        { id: "land", type: "fill", source: "land", paint: { "fill-color": LAND, "fill-outline-color": COAST } },
        { id: "settled", type: "line", source: "lines", filter: ["!", ["get", "open"]], paint: { "line-color": BORDER, "line-width": 1 } },
        { id: "open", type: "line", source: "lines", filter: ["get", "open"], paint: { "line-color": BORDER, "line-width": 1.2, "line-dasharray": [4, 3] } },
        { id: "incidents", type: "symbol", source: "incidents", layout: { "icon-image": "diamond", "icon-allow-overlap": true, "icon-ignore-placement": true,
          "icon-size": ["interpolate", ["linear"], ["sqrt", ["coalesce", ["get", "point_count"], 1]], 1, 0.36, 12, 1] } },
        { id: "legs", type: "line", source: "legs", layout: { "line-join": "round" }, paint: { "line-color": LEG, "line-width": 2, "line-dasharray": [4, 2] } },
        { id: "leg-heads", type: "symbol", source: "legs", layout: { "symbol-placement": "line", "symbol-spacing": 120, "text-field": "▶", "text-font": FACE, "text-size": 11, "text-keep-upright": false, "text-allow-overlap": true, "text-ignore-placement": true }, paint: { "text-color": LEG } },
        { id: "hubs", type: "symbol", source: "hubs", layout: { "icon-image": "square", "icon-size": 0.42, "icon-allow-overlap": true, "text-field": ["get", "name"], "text-font": FACE, "text-size": 12, "text-optional": true, "text-variable-anchor": ["left", "right", "top", "bottom"], "text-radial-offset": 0.8 }, paint: { "text-color": INK, "text-halo-color": LAND, "text-halo-width": 1.4 } },
        { id: "reports", type: "circle", source: "reports", paint: { "circle-color": REPORT, "circle-radius": RADIUS, "circle-stroke-color": ["case", ["==", ["get", "key"], address.place], LAMP, "#fff"], "circle-stroke-width": ["case", ["==", ["get", "key"], address.place], 3.5, 1.2] } },
        { id: "country-names", type: "symbol", source: "names", layout: { "text-field": ["get", "name"], "text-font": FACE, "text-size": 14, "text-padding": 6 }, paint: { "text-color": SOFT, "text-halo-color": LAND, "text-halo-width": 1.4 } },
        { id: "towns", type: "symbol", source: "towns", minzoom: 3.5, layout: { "text-field": ["get", "name"], "text-font": FACE, "text-size": 10.5, "symbol-sort-key": ["-", 0, ["get", "people"]], "text-padding": 14 }, paint: { "text-color": SOFT, "text-halo-color": LAND, "text-halo-width": 1.2 } },
        { id: "report-names", type: "symbol", source: "reports", filter: ["has", "name"], layout: { "text-field": ["get", "name"], "text-font": FACE, "text-size": 13, "symbol-sort-key": ["-", 0, ["get", "n"]], "text-variable-anchor": ["left", "right", "top", "bottom"], "text-radial-offset": ["/", ["+", RADIUS, 5], 13] }, paint: { "text-color": INK, "text-halo-color": LAND, "text-halo-width": 1.6 } },
        { id: "report-counts", type: "symbol", source: "reports", layout: { "icon-image": "room", "icon-size": ["/", RADIUS, 15], "icon-allow-overlap": true, "icon-padding": 0,
          "text-field": ["case", [">", ["get", "n"], 24], ["to-string", ["get", "n"]], ""], "text-font": FACE, "text-size": 10.5, "text-allow-overlap": true, "text-ignore-placement": true }, paint: { "text-color": "#fff" } },
      ],
    },
  });
  // North stays up: the picture, the canvas and the arrows of the buttons count on it.
  map.keyboard.disableRotation();
  map.touchZoomRotate.disableRotation();
  const state = { layers: page.layers(), kind: page.kind(), since: page.since(), until: page.until() };
  map.once("style.load", () => {
    map.addImage("diamond", drawn("diamond", 48, CONTEXT));
    map.addImage("square", drawn("square", 48, HUB));
    // Nothing to see: it keeps names off the circles, which the library lets names lie on.
    map.addImage("room", new ImageData(30, 30));
  });
  await new Promise((ready, fail) => { map.once("load", ready); map.once("error", (event) => fail(event.error)); });

  const holds = (month) => (state.since === null && state.until === null) || (month >= 0 && (state.since === null || month >= state.since) && (state.until === null || month <= state.until));
  const incidents = data.incidents.map(([x, y, month, lost, survivors]) => ({ month, feature: point(x, y, { lost, survivors }) }));
  /* The places that have reports now: [longitude, latitude, number, key, name]. */
  function counted() {
    const told = [];
    for (const [x, y, key, name, months] of data.reports) {
      let n = 0;
      for (const [kind, month, count] of months) if (holds(month) && (!state.kind || state.kind === data.kinds[kind])) n += count;
      if (n) told.push([x, y, n, key, name]);
    }
    return told;
  }
  let busy = false;
  let again = false;
  /* One clustering at a time: what changes meanwhile is answered with its latest state. */
  async function draw() {
    if (busy) { again = true; return; }
    busy = true;
    do {
      again = false;
      const settled = new Promise((done) => {
        map.once("idle", done);
        setTimeout(done, 1500);
      });
      map.getSource("reports").setData(points(counted().map(([x, y, n, key, name]) => point(x, y, { key, name: written(name), n }))));
      map.getSource("incidents").setData(points(incidents.filter((each) => holds(each.month)).map((each) => each.feature)));
      await settled;
    } while (again);
    busy = false;
  }
  const LAYERS = { reports: ["reports", "report-names", "report-counts"], legs: ["legs", "leg-heads"], hubs: ["hubs"], incidents: ["incidents"] };
  function switched() {
    for (const [name, ids] of Object.entries(LAYERS)) for (const id of ids) map.setLayoutProperty(id, "visibility", state.layers.includes(name) ? "visible" : "none");
  }
  const moving = new Moving(map, { incidents: data.incidents, counted, context: CONTEXT, report: REPORT });
  let rest = 0;
  let before = -Infinity;
  function see(opacity) {
    for (const [id, properties] of Object.entries(HIDDEN)) for (const property of properties) map.setPaintProperty(id, property, opacity);
  }
  /* While the slider moves every sign stands for itself; once it rests the map clusters and names them again. */
  function move() {
    clearTimeout(rest);
    const now = performance.now();
    // A slow machine's steps come late: what is only late is not at rest.
    const pause = moving.active ? Math.min(1500, Math.max(REST, 3 * (now - before))) : 4 * REST;
    before = now;
    rest = setTimeout(async () => {
      const mine = rest;
      await draw();
      if (mine !== rest) return;
      see(1);
      map.once("render", () => { if (mine === rest) { moving.end(); figure.dataset.rests = "yes"; } });
    }, pause);
    Object.assign(moving, { period: { since: state.since, until: state.until }, layers: state.layers });
    if (moving.active) { moving.ask(); return; }
    delete figure.dataset.rests;
    see(0);
    moving.begin();
  }
  switched();
  await draw();
  stage.classList.add("lively");
  figure.dataset.lively = figure.dataset.rests = "yes";
  page.on((change) => {
    Object.assign(state, change);
    if ("layers" in change) switched();
    else if ("since" in change) move();
    else draw();
  });

  /* Buttons move this map, too; without it they are links. */
  stage.addEventListener("click", (event) => {
    const link = event.target.closest(".map-moves a");
    if (!link) return;
    event.preventDefault();
    const way = link.className.replace("map-", "");
    const step = { north: [0, -160], south: [0, 160], west: [-160, 0], east: [160, 0] }[way];
    const gentle = { animate: !matchMedia("(prefers-reduced-motion: reduce)").matches };
    if (step) map.panBy(step, gentle);
    else if (way === "in") map.zoomIn(gentle);
    else map.zoomOut(gentle);
  });
  map.on("moveend", () => {
    const at = map.getCenter();
    page.moved(`${at.lng.toFixed(2)},${at.lat.toFixed(2)},${(map.getZoom() - wider).toFixed(2)}`);
  });
  for (const id of ["reports", "incidents", "hubs", "legs"]) {
    map.on("mouseenter", id, () => { map.getCanvas().style.cursor = "pointer"; });
    map.on("mouseleave", id, () => { map.getCanvas().style.cursor = ""; });
    map.on("click", id, async (event) => {
      const feature = event.features[0];
      const { cluster_id: cluster, key, url } = feature.properties;
      if (cluster !== undefined) {
        const zoomTo = await map.getSource(id).getClusterExpansionZoom(cluster);
        map.easeTo({ center: feature.geometry.coordinates, zoom: Math.min(zoomTo, 11), duration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 300 });
      } else if (key) location.assign(`${address.places}${encodeURIComponent(key)}/`);
      else if (url) location.assign(url);
      else if (id === "incidents") location.assign(`${address.places}p${feature.geometry.coordinates[1].toFixed(4)},${feature.geometry.coordinates[0].toFixed(4)}/`);
    });
  }
  Object.assign(figure, { map, moving });
}

function style(address) {
  return new Promise((done) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = address;
    link.onload = link.onerror = done;
    document.head.append(link);
  });
}
