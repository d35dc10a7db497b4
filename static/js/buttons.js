// Copy and print buttons. They are hidden (.mw-needs-js) until this runs: without JavaScript they could do nothing.
// Listens on the document, so that content that htmx swaps in later works as well.
document.documentElement.classList.add("mw-js");

document.addEventListener("click", async (event) => {
  const print = event.target.closest("[data-print]");
  if (print) window.print();

  const copy = event.target.closest("[data-copy]");
  if (!copy) return;
  const text = document.getElementById(copy.dataset.copy);
  const status = copy.parentElement.querySelector("[role=status]");
  try {
    await navigator.clipboard.writeText(text.innerText);
    status.textContent = copy.dataset.done;
  } catch {
    getSelection().selectAllChildren(text); // no clipboard on plain http: at least it is selected
    status.textContent = copy.dataset.failed;
  }
});
