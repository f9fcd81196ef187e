/* A file can be chosen with words of the page's own language (a browser has only its own), or dropped onto the field. */
for (const field of document.querySelectorAll('input[type="file"][data-choose]')) {
  const picker = document.createElement("span"), button = document.createElement("span"), name = document.createElement("bdi");
  picker.className = "picker";
  picker.setAttribute("aria-hidden", "true");
  button.className = "btn";
  button.textContent = field.dataset.choose;
  picker.append(button, name);
  const tell = () => { name.textContent = field.files[0]?.name ?? field.dataset.none; name.classList.toggle("soft", !field.files.length); };
  button.addEventListener("click", () => field.click());
  field.addEventListener("change", tell);
  field.classList.add("picked-by-words");
  field.after(picker);
  tell();
}
for (const area of document.querySelectorAll(".drop")) {
  const field = area.querySelector('input[type="file"]');
  for (const kind of ["dragenter", "dragover"]) {
    area.addEventListener(kind, (event) => { event.preventDefault(); area.classList.add("over"); });
  }
  for (const kind of ["dragleave", "drop"]) area.addEventListener(kind, () => area.classList.remove("over"));
  area.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!event.dataTransfer.files.length) return;
    const taken = new DataTransfer();
    taken.items.add(event.dataTransfer.files[0]);
    field.files = taken.files;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
