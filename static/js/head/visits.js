// What the reader has read, and when the last visit ended. This runs before a page is drawn, so that
// from the beginning cards have their marks, and the line above them has its room.
(() => {
  "use strict";

  const BREAK = 1_800_000; // milliseconds: half an hour without a page, and a new visit begins
  const DAY = 86_400_000;
  const root = document.documentElement;
  const { home } = root.dataset;
  const KEY = `${home}visits`; // sites in folders of one host have each their own

  /** What is stored; as on the first visit if that is nothing, or broken.
      at: the last activity. since: what is later is new; 0 on the first visit. newest: the newest
      time that was shown. read: keys of articles, the latest at the end. outlets: the numbers of
      outlets that were shown, by the keys of articles; was: those at the end of the last visit.
      hide: whether articles that were read are hidden. */
  const load = () => {
    const state = {
      at: 0, since: 0, newest: 0, read: [], outlets: {}, was: {}, hide: false,
    };
    try {
      const found = JSON.parse(localStorage.getItem(KEY));
      for (const name in state) {
        if (found[name].constructor === state[name].constructor) state[name] = found[name];
      }
    } catch {}
    return state;
  };

  /** Change what is stored. Returns it, or undefined if nothing can be stored. */
  const update = (change) => {
    const state = load();
    change(state);
    try {
      localStorage.setItem(KEY, JSON.stringify(state));
      return state;
    } catch {}
  };

  /** The reader is here. Pages are not built at once: what is newer than all that the last visit
      showed was not there then, even if it was published before the visit ended. The limit of a day
      is for visits that saw no list of articles. */
  const touch = () =>
    update((state) => {
      const now = Date.now();
      const at = Math.min(state.at, now); // the clock may have been wrong
      state.at = now;
      if (!at || now - at < BREAK) return;
      state.since = Math.min(at, Math.max(state.newest, at - DAY));
      state.was = state.outlets;
    });

  const keyOf = ({ pathname }) => {
    let hash = 0;
    for (const char of pathname) hash = (hash * 31 + char.charCodeAt()) % 2 ** 47;
    return hash.toString(36);
  };

  let state = touch();
  if (!state) return;

  /** Mark the cards. One that was read counts as unread when its story has grown. */
  const paint = () => {
    const { since, was, hide } = state;
    const read = new Set(state.read);
    root.classList.toggle("visits-hide", hide && root.matches(".visits-line"));
    for (const link of document.querySelectorAll(".card__link")) {
      const card = link.closest(".card");
      const time = card.querySelector("time") ?? card.closest(".day-group")?.querySelector("time");
      const key = keyOf(link);
      const isGrown = since && card.dataset.outlets > was[key];
      const isRead = since && !isGrown && read.has(key);
      const isNew = since && !isRead && Date.parse(time?.dateTime) > since;
      const mark = (name, isOn) => card.classList.toggle(`card--${name}`, isOn);
      mark("read", isRead);
      mark("new", isNew);
      mark("grown", isGrown && !isNew);
    }
  };

  if (state.since) {
    // The address that the page has for itself: that of 404.html is not the one in the location.
    const { pathname } = new URL(document.querySelector("link[rel=canonical]")?.href ?? location);
    if (/^(latest\/.*|topics\/.+)?$/.test(pathname.replace(home, ""))) {
      root.classList.add("visits-line");
    }
    new MutationObserver(paint).observe(document, { childList: true, subtree: true });
  }

  globalThis.siteVisits = {
    keyOf, touch, update,
    forget: () => localStorage.removeItem(KEY),
    show: (now = load()) => {
      state = now;
      paint();
      return now;
    },
  };
})();
