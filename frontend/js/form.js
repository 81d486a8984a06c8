import { each } from "./dom.js";

// Filters send themselves; the button that does it without script goes away.
each("form[data-autosubmit]", (form) => {
  form.querySelectorAll("[data-autosubmit-fallback]").forEach((button) => (button.hidden = true));
  form.addEventListener("change", () => form.requestSubmit());
});

// One click, one act.
each("form[method=post]", (form) => {
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented || form.hasAttribute("hx-post")) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
  });
});
addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
});

// Text that was typed is not lost by a stray click.
each("form[data-guard]", (form) => {
  let changed = false;
  form.addEventListener("input", () => (changed = true));
  form.addEventListener("submit", () => (changed = false));
  addEventListener("beforeunload", (event) => {
    if (changed && form.isConnected) event.preventDefault();
  });
});

// An act that touches many rows says how many before it is done.
document.addEventListener(
  "submit",
  (event) => {
    const question = event.submitter?.dataset.confirm ?? event.target.dataset.confirm;
    if (!question || event.target.dataset.confirmed) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(question, event.submitter?.textContent.trim()).then((yes) => {
      if (!yes) return;
      event.target.dataset.confirmed = "1";
      event.target.requestSubmit(event.submitter ?? undefined);
      delete event.target.dataset.confirmed;
    });
  },
  true,
);

function ask(question, label) {
  const dialog = document.getElementById("lt-confirm");
  dialog.querySelector("[data-question]").textContent = question;
  if (label) dialog.querySelector("[value=yes]").textContent = label;
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

// A button that is not yet possible says what is missing and does nothing.
document.addEventListener(
  "click",
  (event) => {
    if (event.target.closest("[aria-disabled=true]")) event.preventDefault();
  },
  true,
);

// After a refused form the first field to mend has the focus.
each("[data-errors]", (summary) => summary.focus());
