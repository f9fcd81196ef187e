/* Gives each htmx request the page's CSRF token, and says in a sentence when the node could not be reached. */
import { say } from "./messages.js";

export const token = () => document.querySelector('meta[name="csrf-token"]')?.content ?? "";

/* Takes the token of the session as it is now, after somebody signed in again in another tab. */
export async function renew() {
  const page = await (await fetch(document.body.dataset.account, { redirect: "error" })).text();
  const fresh = new DOMParser().parseFromString(page, "text/html").querySelector('meta[name="csrf-token"]')?.content;
  if (!fresh) return;
  document.querySelector('meta[name="csrf-token"]').content = fresh;
  for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = fresh;
}

document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token();
});

// A part of a page that turns out to be the sign-in page is not put into the page: the whole page goes there.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (!new URL(event.detail.xhr.responseURL, location.href).pathname.startsWith("/accounts/")) return;
  event.detail.shouldSwap = false;
  location.reload();
});

// A refusal is said in the words of its page.
document.addEventListener("htmx:responseError", (event) => {
  const page = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
  const words = [...page.querySelectorAll("main h1, main p:not(.acts, .soft, .note)")].slice(0, 2);
  say(words.map((each) => each.textContent.trim()).join(" — ") || document.body.dataset.unreachable, "error");
});

// A poll that fails is asked again by the next poll; only what a person asked for is told to have failed.
document.addEventListener("htmx:sendError", (event) => {
  if (!event.detail.elt.closest("[data-poll]")) say(document.body.dataset.unreachable, "error");
});
