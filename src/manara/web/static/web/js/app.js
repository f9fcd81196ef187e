/* Starts the small modules that every page may use; each works on what it finds and does nothing otherwise. */
import "./requests.js";
import "./keys.js";
import "./menu.js";
import "./confirm.js";
import "./copy.js";
import "./messages.js";
import "./progress.js";
import { watchDrafts } from "./autosave.js";

watchDrafts(document);
document.addEventListener("htmx:load", (event) => watchDrafts(event.detail.elt));
