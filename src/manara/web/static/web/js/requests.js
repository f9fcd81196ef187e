/* Gives each htmx request the page's CSRF token, and says in a sentence when the node could not be reached. */
import { say } from "./messages.js";

export const token = () => document.querySelector('meta[name="csrf-token"]')?.content ?? "";

document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token();
});

// A poll that fails is asked again by the next poll; only what a person asked for is told to have failed.
document.addEventListener("htmx:sendError", (event) => {
  if (!event.detail.elt.closest("[data-poll]")) say(document.body.dataset.unreachable, "error");
});
