// Menus are <details class="lt-drop">: they close on Esc, on a click elsewhere, and when another opens.
// A menu with data-load holds a link to the page of what it offers; opened, it shows that in place.
const open = () => document.querySelectorAll("details.lt-drop[open]");

document.addEventListener("click", (event) => {
  for (const menu of open()) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menus = [...open()];
  const inner = menus.at(-1);
  if (!inner) return;
  inner.open = false;
  inner.querySelector("summary").focus();
});

document.addEventListener(
  "toggle",
  (event) => {
    const menu = event.target;
    if (!menu.open || !menu.matches?.("details.lt-drop")) return;
    fill(menu.querySelector(":scope > [data-load]"));
    for (const other of open()) {
      if (other !== menu && !other.contains(menu)) other.open = false;
    }
  },
  true,
);

async function fill(panel) {
  if (!panel) return;
  const address = panel.dataset.load;
  delete panel.dataset.load;
  panel.ariaBusy = "true";
  const answer = await fetch(address, { headers: { "HX-Request": "true" } }).catch(() => null);
  panel.ariaBusy = null;
  if (!answer?.ok || answer.redirected) return;
  const held = panel.contains(document.activeElement);
  panel.innerHTML = await answer.text();
  htmx.process(panel);
  panel.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true, detail: { elt: panel } }));
  if (held) panel.querySelector("a, button, input")?.focus();
}
