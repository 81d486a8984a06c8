// After htmx has changed a part of the page: the focus goes on sensibly and the change is said.
import { announce } from "./dom.js";

document.addEventListener("htmx:afterSettle", (event) => {
  const target = event.detail.target;
  const said = target.querySelector?.("[data-announce]") ?? (target.matches?.("[data-announce]") ? target : null);
  if (said) announce(said.dataset.announce || said.textContent.trim());
  const wanted = target.querySelector?.("[aria-invalid=true], [data-focus]");
  if (wanted) wanted.focus();
});

// What the server refuses with a sentence (409, 422) is shown where it belongs.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 422) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, () => {
    document.dispatchEvent(
      new CustomEvent("lt:toast", { detail: { text: document.body.dataset.offline, kind: "error" } }),
    );
  });
}
