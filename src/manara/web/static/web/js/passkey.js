/* Asks the browser for a passkey: to add one (data-passkey="add"), to sign in, or to confirm who is there. */
import { say } from "./messages.js";

const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const toText = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
const described = (list) => (list ?? []).map((each) => ({ ...each, id: toBytes(each.id) }));

function asked({ publicKey }) {
  return { ...publicKey, challenge: toBytes(publicKey.challenge), allowCredentials: described(publicKey.allowCredentials) };
}

function offered({ publicKey }, passwordless) {
  const selection = { ...publicKey.authenticatorSelection };
  selection.residentKey = passwordless ? "required" : "discouraged";
  selection.requireResidentKey = passwordless;
  if (passwordless) selection.userVerification = "required";
  return {
    ...publicKey,
    challenge: toBytes(publicKey.challenge),
    user: { ...publicKey.user, id: toBytes(publicKey.user.id) },
    excludeCredentials: described(publicKey.excludeCredentials),
    authenticatorSelection: selection,
  };
}

function answer(credential) {
  const response = { clientDataJSON: toText(credential.response.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) response[part] = toText(credential.response[part]);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return JSON.stringify({
    id: credential.id, rawId: toText(credential.rawId), type: credential.type, response,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

async function options(form) {
  const held = document.getElementById("passkey-options");
  if (held) return JSON.parse(held.textContent);
  const reply = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!reply.ok) throw new Error(String(reply.status));
  return reply.json();
}

async function ask(form) {
  const data = await options(form);
  if (data.creation_options) {
    const passwordless = form.elements.namedItem("passwordless")?.checked ?? false;
    return navigator.credentials.create({ publicKey: offered(data.creation_options, passwordless) });
  }
  return navigator.credentials.get({ publicKey: asked(data.request_options) });
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) {
    form.closest("[data-passkey-section]")?.setAttribute("hidden", "");
    continue;
  }
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const credential = await ask(form);
      form.elements.namedItem("credential").value = answer(credential);
      form.submit(); // without another submit event
    } catch (problem) {
      delete form.dataset.sent;
      say(problem.name === "InvalidStateError" ? form.dataset.known : form.dataset.refused, "error");
    }
  });
}
