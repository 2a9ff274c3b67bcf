// Fields of indexes: hide the entries that do not contain what is typed, and say how many do. The
// entries of an index that is split are loaded from its pages when something is typed.
(() => {
  "use strict";

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
  const hide = (element, isHidden) => element.classList.toggle("filtered-out", isHidden);

  const found = (number, total) =>
    number
      ? ngettext("%(number)s of %(total)s match", "%(number)s of %(total)s match", number, { total })
      : gettext("None of %(total)s match", { total });

  // The lists on the pages that these links lead to, in the order of the links.
  const load = async (links, lists) => {
    const pages = await Promise.all([...links].map(async (link) => (await fetch(link.href)).text()));
    return pages.flatMap((page) => {
      const parsed = new DOMParser().parseFromString(page, "text/html");
      return [...parsed.querySelectorAll(lists)];
    });
  };

  for (const box of document.querySelectorAll(".filter-field")) {
    const { items, groups, lists } = box.dataset;
    const field = box.querySelector("input");
    const status = box.querySelector("[role=status]");
    const added = [];
    let entries;

    const collect = async () => {
      if (lists) {
        added.push(...(await load(document.querySelectorAll(".letters a"), lists)));
        document.querySelector("main").append(...added);
      }
      return [...document.querySelectorAll(items)]
        .filter((item) => !item.closest(".unfiltered"))
        .map((item) => [item, fold(item.textContent)]);
    };

    const filter = async () => {
      if (!entries) {
        if (!field.value.trim()) return;
        if (lists) status.textContent = gettext("Loading…");
        entries = collect();
      }
      let all;
      try {
        all = await entries;
      } catch {
        status.textContent = gettext("They could not be loaded. Choose a letter.");
        entries = undefined;
        return;
      }
      const words = fold(field.value).split(/\s+/);
      let matches = 0;
      for (const [item, text] of all) {
        const isMatch = words.every((word) => text.includes(word));
        hide(item, !isMatch);
        matches += Number(isMatch);
      }
      for (const group of document.querySelectorAll(groups)) {
        hide(group, words[0] !== "" && !group.querySelector(`:is(${items}):not(.filtered-out)`));
      }
      for (const list of added) hide(list, words[0] === "");
      for (const other of document.querySelectorAll(".unfiltered")) hide(other, words[0] !== "");
      status.textContent = words[0] && found(matches, all.length);
    };

    field.addEventListener("input", filter);
    if (field.value) filter(); // the browser has kept it
  }
})();
