// Fields of indexes: hide the entries that do not contain what is typed, and say how many do.
(() => {
  "use strict";

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
  const hide = (element, isHidden) => element.classList.toggle("filtered-out", isHidden);

  for (const box of document.querySelectorAll(".filter-field")) {
    const field = box.querySelector("input");
    const status = box.querySelector("[role=status]");
    let items;

    const filter = () => {
      items ??= [...document.querySelectorAll(box.dataset.items)].map((item) => [item, fold(item.textContent)]);
      const words = fold(field.value).split(/\s+/);
      let matches = 0;
      for (const [item, text] of items) {
        const isMatch = words.every((word) => text.includes(word));
        hide(item, !isMatch);
        matches += Number(isMatch);
      }
      for (const group of document.querySelectorAll(box.dataset.groups)) {
        hide(group, !group.querySelector(`:is(${box.dataset.items}):not(.filtered-out)`));
      }
      for (const other of document.querySelectorAll(".unfiltered")) hide(other, words[0] !== "");
      status.textContent = words[0] && `${matches || "None"} of ${items.length} match`;
    };

    field.addEventListener("input", filter);
    if (field.value) filter(); // the browser has kept it
  }
})();
