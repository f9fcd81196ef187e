/* Asks the node and says in a sentence what went wrong. */
import { say } from "../web/js/messages.js";
import { token } from "../web/js/requests.js";

export async function ask(address, sent) {
  const answer = await fetch(address, {
    method: sent === undefined ? "GET" : "POST", redirect: "manual", credentials: "same-origin", body: sent === undefined ? undefined : JSON.stringify(sent),
    headers: { "X-CSRFToken": token(), "HX-Request": "true", ...(sent === undefined ? {} : { "Content-Type": "application/json" }) },
  }).catch(() => null);
  if (!answer || answer.type === "opaqueredirect") { say(document.body.dataset.unreachable, "error"); return null; }
  if (answer.ok || answer.status === 409) return answer;
  const told = await answer.text();
  say(sentence(told) || document.body.dataset.unreachable, "error");
  return null;
}

function sentence(told) {
  try { return JSON.parse(told).sentence; } catch { /* a page: its words say it */ }
  const page = new DOMParser().parseFromString(told, "text/html");
  return [...page.querySelectorAll("main h1, main p:not(.acts, .soft, .note)")].slice(0, 2).map((each) => each.textContent.trim()).join(" — ");
}

export const asked = async (address, sent) => { const answer = await ask(address, sent); return answer?.ok ? answer.json() : null; };
