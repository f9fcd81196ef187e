/* Menus are details elements: one is open at a time, Escape or a click elsewhere closes it; the tab one is on is in sight. */
const open = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("click", (event) => {
  for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of open()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// Tabs that have no room move sideways: to the one that is open, without moving the page itself.
for (const tabs of document.querySelectorAll(".tabs")) {
  const here = tabs.querySelector("[aria-current]")?.getBoundingClientRect();
  const shown = tabs.getBoundingClientRect();
  if (here) tabs.scrollLeft += (here.left + here.right - shown.left - shown.right) / 2;
}
