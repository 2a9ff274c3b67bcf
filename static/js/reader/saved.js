// Stars that save articles, and buttons that follow topics and outlets. All is kept in the reader's
// browser: two lists of entries, the newest first, each a table of texts with a path and a title.
(() => {
  "use strict";

  const MOST = 1000; // entries of a list
  const { home } = document.documentElement.dataset;
  const main = document.querySelector("main");
  const words = {
    saved: [pgettext("button", "Save"), pgettext("button", "Saved")],
    followed: [pgettext("button", "Follow"), pgettext("button", "Following")],
  };
  const buttons = [];

  const make = (tag, kind, place) => {
    const node = document.createElement(tag);
    node.className = kind;
    place.append(node);
    return node;
  };
  const textOf = (node) => node?.textContent.trim() ?? "";
  const say = (text) => { status.textContent = text; };

  /** Whether this is an entry: a table of texts that leads to a page of this site. */
  const isOurs = (entry) => {
    try {
      return Object.values(entry).every((value) => value === `${value}`) && entry.title &&
        entry.path.startsWith(home) && new URL(entry.path, location).href.startsWith(location.origin + home);
    } catch {
      return false;
    }
  };

  /** The front of the topic or outlet that has a page at this path, or null. */
  const frontOf = (path) => {
    const found = /^(topics|providers)\/[^/?#]+\//.exec(path.slice(home.length));
    return found && path.startsWith(home) && home + found[0];
  };

  /** The list "saved" or "followed". Throws if the browser keeps nothing, or something else. */
  const read = (name) => {
    const list = JSON.parse(localStorage.getItem(home + name) ?? "[]");
    if (!list.every(isOurs)) throw name;
    return list;
  };

  const write = (name, list) => {
    localStorage.setItem(home + name, JSON.stringify(list.slice(0, MOST)));
    draw();
  };

  const tell = (path, saved) =>
    document.dispatchEvent(new CustomEvent("sitegen:saved", { detail: { path, saved } }));

  const toggle = (name, entry) => {
    try {
      const list = read(name);
      const rest = list.filter(({ path }) => path !== entry.path);
      const isNew = rest.length === list.length;
      write(name, isNew ? [{ ...entry, at: new Date().toISOString() }, ...rest] : rest);
      say(isNew ? words[name][1] : gettext("Removed"));
      if (name === "saved") tell(entry.path, isNew);
    } catch {
      say(gettext("This browser cannot keep it."));
    }
  };

  const draw = () => {
    for (const name in words) {
      const paths = read(name).map(({ path }) => path);
      for (const { button, list, entry: { path, title } } of buttons) {
        if (list !== name) continue;
        const isOn = paths.includes(path);
        const label = words[name][Number(isOn)];
        button.setAttribute("aria-pressed", isOn);
        button.title = label;
        if (name === "saved") button.setAttribute("aria-label", gettext("%(label)s: %(title)s", { label, title }));
        else button.textContent = label;
      }
    }
  };

  const add = (list, entry, place) => {
    const button = make("button", `reader-${list}`, place);
    button.type = "button";
    button.onclick = () => toggle(list, entry);
    buttons.push({ button, list, entry });
  };

  const addStar = (root, title, path, outlet, place) =>
    add("saved", {
      path,
      title: textOf(title),
      provider: textOf(root.querySelector(outlet) ?? main.querySelector(".provider-head h1")),
      time: root.querySelector("time")?.dateTime ?? "",
      lang: title.closest("[lang]").lang,
    }, place);

  const addStars = (root) => {
    for (const link of root.querySelectorAll(".card .card__link")) {
      const card = link.closest(".card");
      const line = card.querySelector(".byline, .card__meta, p.card__provider") ?? card;
      const outlet = ".byline > :first-child, :not(p).card__provider, .card__provider > bdi";
      if (link.host === location.host) {
        addStar(card, link, link.pathname, outlet, make("span", "reader-place", line));
      }
    }
    draw();
  };

  const addButtons = () => {
    const here = new URL(document.querySelector("[rel=canonical]").href).pathname;
    const title = main.querySelector("h1");
    const facts = main.querySelector(".article-head__facts");
    const head = main.querySelector(":is(.topic-head, .provider-head) > .page-head");
    const isFollowing = document.querySelector(`[href="${home}following/"]`);
    if (facts) addStar(facts.parentNode, title, here, ".article-head__action bdi > bdi", facts);
    if (head && isFollowing) add("followed", { path: frontOf(here), title: textOf(title) }, head);
    addStars(main);
  };

  globalThis.siteSaved = { home, isOurs, frontOf, read, write, tell, toggle, addStars };
  const status = make("p", "reader-status", main);
  status.setAttribute("role", "status");
  try {
    localStorage.setItem(home, "");
    localStorage.removeItem(home);
    read("saved");
    read("followed");
    addButtons();
    addEventListener("storage", draw);
    addEventListener("pageshow", draw);
  } catch {
    // Nothing is shown that does not work. The page of saved articles says why.
  }
})();
