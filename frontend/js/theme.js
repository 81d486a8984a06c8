// The theme is a cookie that the server reads; here it only changes without a new page.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-theme-form]")) return;
  event.preventDefault();
  const theme = event.submitter.value;
  const media = { dark: "screen", light: "not all", "": "screen and (prefers-color-scheme: dark)" };
  document.getElementById("lt-dark").media = media[theme];
  document.documentElement.dataset.theme = theme || "auto";
  form.querySelectorAll("button").forEach((button) => {
    button.toggleAttribute("aria-current", button === event.submitter);
  });
  fetch(form.action, { method: "POST", body: new FormData(form, event.submitter) });
  form.closest("details").open = false;
});
