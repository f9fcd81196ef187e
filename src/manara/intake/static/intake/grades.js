/* Changing the grading scheme changes the words to choose among, without asking the node. */
const words = document.getElementById("schemes");
const schemes = words ? JSON.parse(words.textContent) : {};

document.addEventListener("change", (event) => {
  const scheme = event.target;
  if (scheme.name !== "grade_scheme" || !schemes[scheme.value]) return;
  for (const part of ["source", "information"]) {
    const select = scheme.form.elements.namedItem(`grade_${part}`);
    const first = select.options[0].cloneNode(true);
    const options = Object.entries(schemes[scheme.value][part]).map(([code, word]) => new Option(`${code} · ${word}`, code));
    // A letter of another scheme means something else: it is never carried over.
    select.replaceChildren(first, ...options);
    select.value = "";
  }
});
