/** Run `bind` for every element that matches, now and after each htmx swap. */
export function each(selector, bind) {
  const run = (root) => {
    if (root.matches?.(selector)) bindOnce(root, selector, bind);
    root.querySelectorAll?.(selector).forEach((element) => bindOnce(element, selector, bind));
  };
  document.addEventListener("htmx:load", (event) => run(event.detail.elt));
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", () => run(document));
  } else {
    run(document);
  }
}

const bound = new WeakMap();

function bindOnce(element, selector, bind) {
  const done = bound.get(element) ?? new Set();
  if (done.has(selector)) return;
  bound.set(element, done.add(selector));
  bind(element);
}

/** Say a sentence to people who listen to the page. */
export function announce(sentence) {
  const region = document.querySelector("[data-announcer]");
  if (region) region.textContent = sentence;
}
