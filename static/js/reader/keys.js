// Keyboard shortcuts: through the stories of a page, to the search and to other pages. The dialog
// that lists them turns them off, as some readers press such keys by accident or speak to a machine.
(() => {
  "use strict";

  const { home } = document.documentElement.dataset;
  const find = (selector, part = document) => part.querySelector(selector);
  const make = (name, content, properties) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...content);
    return element;
  };

  let off;
  try {
    off = localStorage.getItem("keys");
  } catch {}
  const turn = ({ target }) => {
    off = target.checked ? "" : "off";
    try {
      localStorage.setItem("keys", off);
    } catch {} // it holds for this page
  };

  const linkIn = (part) => part && find(".card__link", part);
  const card = () => document.activeElement?.closest(".card");
  const move = (step) => {
    const all = document.querySelectorAll(".card__link");
    const links = [...all].filter((link) => link.checkVisibility());
    const at = links.indexOf(linkIn(card()));
    const below = links.find((link) => link.getBoundingClientRect().top > 0);
    const next = at < 0 ? below : links[at + step];
    next?.focus({ preventScroll: true });
    next?.closest(".card").scrollIntoView({ block: "nearest" });
  };
  const search = () => {
    const field = find(".search__input, .search-form__input");
    if (field) field.focus();
    else find(".masthead__search")?.click();
  };
  const show = () => {
    const rows = Object.entries(actions).map(([key, [label]]) => [label, key]);
    for (const key in pages) {
      const label = linkTo(key)?.textContent;
      if (label) rows.push([label, "g", key]);
    }
    const lines = rows.map(([label, ...keys]) => [
      make("dt", keys.map((key) => make("kbd", key))),
      make("dd", [label]),
    ]);
    const box = { type: "checkbox", role: "switch", checked: !off, onchange: turn };
    const close = make("button", [gettext("Close")], { onclick: () => dialog.close() });
    const content = [
      make("h2", [title]),
      make("dl", lines.flat()),
      make("label", [make("input", "", box), gettext("Use these keys")]),
      close,
    ];
    const properties = { className: "keys", ariaLabel: title, onclose: () => dialog.remove() };
    const dialog = make("dialog", content, properties);
    document.body.append(dialog);
    dialog.showModal();
    close.focus();
  };

  const actions = {
    j: [gettext("Next story"), () => move(1)],
    k: [gettext("Previous story"), () => move(-1)],
    o: [gettext("Open the story"), () => linkIn(card())?.click()],
    s: [
      gettext("Save the story, or remove it"),
      () => find(".reader-saved, .saved__remove", card() ?? find(".article") ?? make("p", ""))?.click(),
    ],
    "/": [gettext("Search"), search],
    "?": [gettext("Show these keys"), show],
  };
  const pages = { h: "", l: "latest/", t: "topics/", s: "saved/", f: "following/" };
  const linkTo = (key) => find(`:is(.masthead__sections, .footer) a[href="${home + pages[key]}"]`);
  const title = gettext("Keyboard shortcuts");
  find(".footer__keys")?.addEventListener("click", show);

  let isGoing;
  addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (off || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (target.isContentEditable || find("dialog[open]")) return;
    if (event.repeat && !/[jk]/.test(key)) return; // or a key that is held saves and removes
    if (target.matches?.("input, select, textarea") || event.defaultPrevented) return;
    const link = isGoing && key in pages && linkTo(key);
    const act = isGoing ? link && (() => link.click()) : actions[key]?.[1];
    isGoing = !isGoing && key === "g";
    if (!act) return;
    event.preventDefault();
    act();
  });
})();
