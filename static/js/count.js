// "7 van 9 gekozen" beside a list of boxes: the server wrote it, this keeps it right while somebody ticks.
document.addEventListener("change", (event) => {
  const list = event.target.closest("fieldset");
  const count = list?.querySelector("[data-count]");
  if (!count || event.target.type !== "checkbox") return;
  count.textContent = count.textContent.replace(/^\d+/, list.querySelectorAll("input:checked").length);
});
