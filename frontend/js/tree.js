// The unit picker: ticking a unit ticks what is under it; a part ticked shows as a dash.
import { each } from "./dom.js";

each("[data-tree]", (tree) => {
  const box = (node) => node.querySelector(":scope > .lt-tree__row input, :scope > summary input");
  const nodes = () => [...tree.querySelectorAll("[data-node]")];

  const settle = () => {
    for (const node of nodes().reverse()) {
      const children = [...node.querySelectorAll("[data-node]")].map(box).filter(Boolean);
      const own = box(node);
      if (!own || children.length === 0) continue;
      const ticked = children.filter((child) => child.checked).length;
      own.indeterminate = ticked > 0 && ticked < children.length && !own.checked;
    }
  };

  tree.addEventListener("change", (event) => {
    const node = event.target.closest("[data-node]");
    if (!node || event.target.type !== "checkbox") return;
    node.querySelectorAll("[data-node] input").forEach((child) => (child.checked = event.target.checked));
    for (let up = node.parentElement?.closest("[data-node]"); up; up = up.parentElement?.closest("[data-node]")) {
      const siblings = [...up.querySelectorAll("[data-node]")].map(box).filter(Boolean);
      box(up).checked = siblings.every((child) => child.checked);
    }
    settle();
  });

  // Arrows walk the rows that are open; right opens, left closes.
  tree.addEventListener("keydown", (event) => {
    const row = event.target.closest(".lt-tree__row");
    if (!row || !event.key.startsWith("Arrow")) return;
    const details = row.closest("summary")?.parentElement;
    if (event.key === "ArrowRight" && details) details.open = true;
    else if (event.key === "ArrowLeft" && details?.open) details.open = false;
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const rows = [...tree.querySelectorAll(".lt-tree__row")].filter((each_) => each_.offsetParent);
      const next = rows[rows.indexOf(row) + (event.key === "ArrowDown" ? 1 : -1)];
      next?.querySelector("input, a, summary")?.focus();
    } else return;
    event.preventDefault();
  });

  settle();
});
