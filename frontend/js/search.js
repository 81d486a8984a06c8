// Ctrl+K or "/" opens the search over everything; arrows walk the hits.
const dialog = () => document.getElementById("lt-search");

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  const wanted = event.ctrlKey || event.metaKey ? event.key.toLowerCase() === "k" : event.key === "/" && !typing;
  if (!wanted || !dialog()) return;
  event.preventDefault();
  openSearch();
});

document.addEventListener("click", (event) => {
  if (event.target === dialog()) dialog().close();
  if (event.target.closest("[data-close-dialog]")) event.target.closest("dialog").close();
  if (!event.target.closest("[data-open-search]") || !dialog()) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  openSearch();
});

document.addEventListener("keydown", (event) => {
  if (!dialog()?.open || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
  const stops = [dialog().querySelector("input"), ...dialog().querySelectorAll(".lt-search__hit")];
  const step = event.key === "ArrowDown" ? 1 : -1;
  const next = stops[stops.indexOf(document.activeElement) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
});

function openSearch() {
  if (!dialog().open) dialog().showModal();
  dialog().querySelector("input").select();
}
