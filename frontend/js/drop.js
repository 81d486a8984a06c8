// Menus are <details class="lt-drop">: they close on Esc, on a click elsewhere, and when another opens.
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
    for (const other of open()) {
      if (other !== menu && !other.contains(menu)) other.open = false;
    }
  },
  true,
);
