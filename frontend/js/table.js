import { announce, each } from "./dom.js";

// Choosing rows: one box for the page, a count, and the acts that need a choice.
each("[data-selection]", (form) => {
  const all = form.querySelector("[data-select-all]");
  const boxes = () => [...form.querySelectorAll("[data-select]")];
  const tell = () => {
    const chosen = boxes().filter((box) => box.checked).length;
    form.querySelectorAll("[data-selected-count]").forEach((place) => (place.textContent = chosen));
    form.querySelectorAll("[data-needs-selection]").forEach((part) => (part.hidden = chosen === 0));
    if (!all) return;
    all.checked = chosen > 0 && chosen === boxes().length;
    all.indeterminate = chosen > 0 && !all.checked;
  };
  all?.addEventListener("change", () => {
    boxes().forEach((box) => (box.checked = all.checked));
    tell();
  });
  let last = null;
  form.addEventListener("click", (event) => {
    if (!event.target.matches("[data-select]")) return;
    const list = boxes();
    if (event.shiftKey && last) {
      const [from, to] = [list.indexOf(last), list.indexOf(event.target)].sort((a, b) => a - b);
      list.slice(from, to + 1).forEach((box) => (box.checked = event.target.checked));
    }
    last = event.target;
    tell();
  });
  tell();
});

// Columns: the boxes send themselves with the filters, so that the choice is part of the address.
each("[data-copy-link]", (button) => {
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(new URL(button.dataset.copyLink, location.href).href);
    announce(button.dataset.copied);
  });
});

// A table that scrolls sideways can be scrolled by keys.
each(".lt-table-wrap", (wrap) => {
  const settle = () => {
    const scrolls = wrap.scrollWidth > wrap.clientWidth && getComputedStyle(wrap).overflowX !== "visible";
    wrap.toggleAttribute("tabindex", scrolls);
    if (scrolls) wrap.tabIndex = 0;
  };
  new ResizeObserver(settle).observe(wrap);
});
