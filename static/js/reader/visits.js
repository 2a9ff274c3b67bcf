// Stories that are new or have grown since the reader's last visit, and articles that were read. The
// script in head/ marks their cards; this one says how many there are, and remembers what is shown.
(() => {
  "use strict";

  const LIMIT = 2000; // articles
  const { forget, keyOf, show, touch } = globalThis.siteVisits ?? {};
  if (!show) return; // nothing can be stored
  const all = (selector) => [...document.querySelectorAll(selector)];
  const words = {
    // Translators: the reader has read this article.
    read: pgettext("article", "Read"),
    new: pgettext("story", "New"),
    grown: gettext("More coverage"),
  };

  const make = (name, part, text) => {
    const element = document.createElement(name);
    element.className = `visits${part}`;
    element.textContent = text;
    return element;
  };

  const remember = (state) => {
    const { outlets, read, was } = state;
    for (const { dateTime } of all(".main time")) {
      const time = Date.parse(dateTime);
      if (time > state.newest && time <= state.at) state.newest = time;
    }
    for (const link of all(":is(.front-page, .day-list, .ranked) .card__link")) {
      const key = keyOf(link);
      const number = Math.max(outlets[key] ?? 1, link.closest(".card").dataset.outlets ?? 1);
      delete outlets[key]; // those shown last are at the end
      outlets[key] = number;
    }
    state.outlets = Object.fromEntries(Object.entries(outlets).slice(-LIMIT));
    if (!document.querySelector(".article-page")) return;
    const here = keyOf(location);
    state.read = [...new Set(read).add(here)].slice(-LIMIT);
    if (outlets[here]) was[here] = outlets[here]; // the reader sees what has been added
  };

  /** How many articles have a mark. */
  const count = (mark) => new Set(all(`[data-mark=${mark}] .card__link`).map(keyOf)).size;

  const summary = () => {
    const fresh = count("new");
    const grown = count("grown");
    return fresh && grown
      ? // Translators: the numbers are those of stories.
        ngettext(
          "%(number)s new, %(grown)s with more coverage since your last visit",
          "%(number)s new, %(grown)s with more coverage since your last visit",
          fresh, { grown },
        )
      : fresh
        ? // Translators: the number is that of stories.
          ngettext("%(number)s new since your last visit",
            "%(number)s new since your last visit", fresh)
        : grown
          ? // Translators: the number is that of stories.
            ngettext("%(number)s with more coverage since your last visit",
              "%(number)s with more coverage since your last visit", grown)
          : gettext("Nothing new since your last visit");
  };

  const button = (text, act) => {
    const element = make("button", "__button", text);
    element.addEventListener("click", act);
    return element;
  };
  const line = make("div", "");
  const status = make("p", "__status");
  const hide = button(gettext("Hide read"), () => {
    render((state) => { state.hide = !state.hide; });
  });
  const clear = button(gettext("Forget what I have read"), () => {
    forget();
    render();
    status.focus();
  });

  const render = (change) => {
    const state = show(change) ?? show();
    // After the headline is the meaning of its mark, for those who do not see it.
    for (const old of all(".visits__mark")) old.remove();
    for (const mark in words) {
      for (const title of all(`[data-mark=${mark}] .card__title`)) {
        title.after(make("span", "__mark", words[mark]));
      }
    }
    hide.setAttribute("aria-pressed", state.hide);
    status.textContent = state.since ? summary() : gettext("What you have read is forgotten.");
    if (!state.since) line.replaceChildren(status);
  };

  globalThis.siteVisits.render = render; // for scripts that add cards
  render(remember);
  if (document.querySelector(".visits-line")) {
    status.setAttribute("role", "status");
    status.tabIndex = -1;
    line.append(status, hide, clear);
    document.querySelector("main").prepend(line);
  }
  addEventListener("storage", () => render());
  addEventListener("pageshow", ({ persisted }) => persisted && render(touch));
})();
