// Light or dark pages, as the reader has chosen. This runs before a page is drawn, so that none
// appears in the other colours first.
(() => {
  "use strict";

  const KEY = "scheme";
  const root = document.documentElement;

  /** "light" or "dark"; empty if the reader leaves it to the system, or nothing can be stored. */
  const stored = () => {
    try {
      const scheme = localStorage.getItem(KEY);
      return scheme === "light" || scheme === "dark" ? scheme : "";
    } catch {
      return "";
    }
  };

  const store = (scheme) => {
    try {
      if (scheme) localStorage.setItem(KEY, scheme);
      else localStorage.removeItem(KEY);
    } catch {
      // The choice holds for this page only.
    }
  };

  /** Set the colours of the page and of the browser's frame, and show which button is pressed. */
  const apply = (scheme) => {
    if (scheme) root.dataset.scheme = scheme;
    else delete root.dataset.scheme;
    for (const meta of document.querySelectorAll("meta[name=theme-color]")) {
      meta.dataset.scheme ??= meta.media.includes("dark") ? "dark" : "light";
      const own = `(prefers-color-scheme: ${meta.dataset.scheme})`;
      meta.media = !scheme ? own : scheme === meta.dataset.scheme ? "all" : "not all";
    }
    for (const button of document.querySelectorAll("[data-set-scheme]")) {
      button.setAttribute("aria-pressed", String(button.dataset.setScheme === scheme));
    }
  };

  root.classList.add("scripted"); // The styles show the switch.
  apply(stored());
  document.addEventListener("DOMContentLoaded", () => {
    for (const part of document.querySelectorAll(".theme-switch")) part.hidden = false;
    apply(stored());
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-set-scheme]");
    if (!button) return;
    store(button.dataset.setScheme);
    apply(button.dataset.setScheme);
  });
  addEventListener("storage", (event) => {
    if (event.key === KEY || event.key === null) apply(stored());
  });
})();
