// The buttons that share an article, and copy its address or a citation.
(() => {
  "use strict";

  const status = document.querySelector(".share__status");
  status?.parentElement.addEventListener("click", async ({ target }) => {
    const { text } = target.dataset;
    status.textContent = "";
    try {
      if (target.matches(".share__share"))
        await navigator.share({
          title: document.querySelector("h1").textContent,
          url: target.nextElementSibling.dataset.text,
        });
      if (!text) return;
      await navigator.clipboard.writeText(text);
      status.textContent = gettext("Copied");
    } catch {
      if (text) status.textContent = gettext("It could not be copied.");
    }
  });
})();
