/* A file can be dropped onto the field that takes it; its name is shown by the field itself. */
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
