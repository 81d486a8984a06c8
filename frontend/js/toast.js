// Toasts count down twenty seconds, wait under the pointer or the focus, and can be closed.
import { each } from "./dom.js";

const SECONDS = 20;

each(".lt-toast", (toast) => {
  const clock = toast.querySelector("[data-countdown]");
  let left = SECONDS;
  const ticking = setInterval(() => {
    if (!toast.isConnected) return clearInterval(ticking);
    if (toast.matches(":hover, :focus-within") || document.hidden) return undefined;
    left -= 1;
    if (clock) clock.textContent = `0:${String(left).padStart(2, "0")}`;
    if (left <= 0) toast.remove();
    return undefined;
  }, 1000);
  toast.querySelector("[data-close]")?.addEventListener("click", () => toast.remove());
});

// `HX-Trigger: {"lt:toast": {"text": "…", "kind": "error"}}` from the server, or an event from a script.
document.addEventListener("lt:toast", (event) => {
  const { text, kind = "info" } = event.detail;
  const pattern = document.getElementById("lt-toast-pattern");
  const region = document.getElementById("lt-toasts");
  if (!pattern || !region || !text) return;
  const toast = pattern.content.firstElementChild.cloneNode(true);
  toast.classList.toggle("lt-toast--error", kind === "error");
  toast.querySelector("[data-text]").textContent = text;
  if (kind !== "error") toast.querySelector(".lt-toast__shape")?.remove();
  region.append(toast);
  window.htmx.process(toast);
  document.dispatchEvent(new CustomEvent("htmx:load", { detail: { elt: toast } }));
});
