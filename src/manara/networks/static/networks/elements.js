/* Makes elements of plain values; names are isolated, and nothing is ever read as markup. */

export function make(tag, values = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "text") element.textContent = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

export const bdi = (text, { ltr = false, lang = "" } = {}) => make("bdi", { text, dir: ltr ? "ltr" : "auto", lang: lang || null });

/* A drawing of the page's own icon sheet, copied from one that the page holds. */
export function icon(name) {
  const drawn = document.querySelector("template#chart-icon").content.firstElementChild.cloneNode(true);
  const use = drawn.querySelector("use");
  use.setAttribute("href", `${use.getAttribute("href").split("#")[0]}#${name}`);
  return drawn;
}
