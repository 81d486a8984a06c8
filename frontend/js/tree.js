// The unit picker: ticking a unit ticks what is under it; a part ticked shows as a dash.
import { each } from "./dom.js";

const box = (node) => node.querySelector(":scope > .lt-tree__row > input");

each("[data-tree]", (tree) => {
  const boxesUnder = (node) => [...node.querySelectorAll("[data-node]")].map(box);

  const settle = () => {
    for (const node of tree.querySelectorAll("[data-node]")) {
      const under = boxesUnder(node);
      const ticked = under.filter((child) => child.checked).length;
      box(node).indeterminate = !box(node).checked && ticked > 0;
    }
  };

  tree.addEventListener("change", (event) => {
    const node = event.target.closest("[data-node]");
    if (!node || event.target.type !== "checkbox") return;
    boxesUnder(node).forEach((child) => (child.checked = event.target.checked));
    const above = (child) => child.parentElement?.closest("[data-node]");
    for (let up = above(node); up; up = above(up)) {
      box(up).checked = boxesUnder(up).every((child) => child.checked);
    }
    settle();
  });

  // Arrows walk the rows that are open; right opens, left closes.
  tree.addEventListener("keydown", (event) => {
    const node = event.target.closest("[data-node]");
    if (!node || !event.key.startsWith("Arrow") || event.target.type === "radio") return;
    const details = node.querySelector(":scope > details");
    if (event.key === "ArrowRight" && details) details.open = true;
    if (event.key === "ArrowLeft" && details) details.open = false;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const rows = [...tree.querySelectorAll("[data-node]")].filter((row) => row.offsetParent);
      box(rows[rows.indexOf(node) + (event.key === "ArrowDown" ? 1 : -1)] ?? node).focus();
    }
    event.preventDefault();
  });

  settle();
});
