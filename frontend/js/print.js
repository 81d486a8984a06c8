// The table under a chart is what prints, so it is opened for the printer.
let opened = [];

addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details[data-print]:not([open])")];
  for (const details of opened) details.open = true;
});
addEventListener("afterprint", () => {
  for (const details of opened) details.open = false;
});
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-print-page]")) return;
  event.preventDefault();
  print();
});
