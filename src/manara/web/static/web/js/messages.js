/* Messages stay until they are closed; a new one is announced to screen readers by the live region it is put in. */
const area = () => document.querySelector(".toasts");

export function say(sentence, level = "info") {
  const template = document.querySelector("template#message");
  if (!sentence || !template || !area()) return;
  if ([...area().querySelectorAll("p")].some((said) => said.textContent === sentence)) return;
  const toast = template.content.firstElementChild.cloneNode(true);
  toast.classList.add(level);
  toast.querySelector("p").textContent = sentence;
  area().append(toast);
}

document.addEventListener("click", (event) => {
  event.target.closest(".toast .close")?.closest(".toast").remove();
});
