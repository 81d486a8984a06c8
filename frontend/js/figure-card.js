// A figure opens a card after 300 ms of hover or focus; a tap opens it as a bottom sheet.
import { each } from "./dom.js";

const DELAY = 300;
const card = document.createElement("div");
card.className = "lt-card";
card.hidden = true;
card.id = "lt-card";

let owner = null;
let timer = 0;

each("a[data-card]", (figure) => {
  figure.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && later(figure));
  figure.addEventListener("pointerleave", () => leave());
  figure.addEventListener("focus", () => figure.matches(":focus-visible") && later(figure));
  figure.addEventListener("click", (event) => {
    if (!matchMedia("(hover: none)").matches || owner === figure) return;
    event.preventDefault();
    show(figure);
  });
});

card.addEventListener("pointerenter", () => clearTimeout(timer));
card.addEventListener("pointerleave", () => leave());
card.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  button.textContent = button.dataset.copied;
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && owner) hide();
});
document.addEventListener("focusin", (event) => {
  if (owner && event.target !== owner && !card.contains(event.target)) hide();
});
document.addEventListener("pointerdown", (event) => {
  if (owner && !owner.contains(event.target) && !card.contains(event.target)) hide();
});
addEventListener("scroll", () => owner && place(), { passive: true, capture: true });

function later(figure) {
  clearTimeout(timer);
  timer = setTimeout(() => show(figure), DELAY);
}

function leave() {
  clearTimeout(timer);
  timer = setTimeout(() => !card.contains(document.activeElement) && hide(), DELAY);
}

async function show(figure) {
  if (owner === figure) return;
  const answer = await fetch(figure.dataset.card, { headers: { "HX-Request": "true" } });
  if (!answer.ok) return;
  hide();
  card.innerHTML = await answer.text();
  owner = figure;
  // Right after the figure, so that Tab goes from the number into its card.
  figure.after(card);
  figure.setAttribute("aria-describedby", card.id);
  card.hidden = false;
  place();
}

function hide() {
  clearTimeout(timer);
  owner?.removeAttribute("aria-describedby");
  owner = null;
  card.hidden = true;
}

function place() {
  card.style.removeProperty("left");
  card.style.removeProperty("top");
  if (matchMedia("(max-width: 640px)").matches) return;
  const at = owner.getBoundingClientRect();
  const left = Math.max(8, Math.min(at.left - 16, innerWidth - card.offsetWidth - 8));
  const below = at.bottom + 8;
  const fits = below + card.offsetHeight < innerHeight;
  card.classList.toggle("lt-card--above", !fits);
  card.style.setProperty("--lt-notch", `${at.left - left + Math.min(at.width, 48) / 2 - 6}px`);
  card.style.left = `${left}px`;
  card.style.top = `${fits ? below : Math.max(8, at.top - card.offsetHeight - 8)}px`;
}
