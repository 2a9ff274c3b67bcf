// What the reader has read, and when the last visit ended. This runs before a page is drawn, so that
// from the beginning cards have their marks, and the line above them has its room.
(() => {
  "use strict";

  const BREAK = 18e5; // milliseconds: half an hour without a page, and a new visit begins
  const DAY = 864e5;
  const root = document.documentElement;
  const { home } = root.dataset;
  const KEY = home + "visits"; // sites in folders of one host have each their own

  /** What is stored; as on the first visit if that is nothing, or broken.
      at: the last activity. since: what is later is new; 0 on the first visit. newest: the newest
      time that was shown. read: keys of articles, the latest at the end. outlets: the numbers of
      outlets that were shown, by the keys of articles; was: those at the end of the last visit.
      hide: whether articles that were read are hidden. */
  const load = () => {
    const state = { at: 0, since: 0, newest: 0, read: [], outlets: {}, was: {}, hide: false };
    try {
      const found = JSON.parse(localStorage.getItem(KEY));
      for (const name in state) {
        if (found[name].constructor === state[name].constructor) state[name] = found[name];
      }
    } catch {}
    return state;
  };

  /** The reader is here. Pages are not built at once: what is newer than all that the last visit
      showed was not there then, even if it was published before the visit ended. The limit of a day
      is for visits that saw no list of articles. */
  const touch = (state) => {
    const now = Date.now();
    const at = Math.min(state.at, now); // the clock may have been wrong
    state.at = now;
    if (!at || now - at < BREAK) return;
    state.since = Math.min(at, Math.max(state.newest, at - DAY));
    state.was = state.outlets;
  };

  const keyOf = ({ pathname }) => {
    let hash = 0;
    for (const char of pathname) hash = (hash * 31 + char.charCodeAt()) % 1e14;
    return hash.toString(36);
  };

  let state;

  /** Mark the cards. One that was read counts as unread when its story has grown. */
  const paint = () => {
    const { since, was, hide } = state;
    const read = new Set(state.read);
    root.classList.toggle("visits-hide", hide);
    for (const link of document.querySelectorAll(".card .card__link")) {
      const card = link.closest(".card");
      const time = link.closest(".card:has(time), .day-group")?.querySelector("time");
      const key = keyOf(link);
      const isGrown = card.dataset.outlets > was[key];
      const isNew = Date.parse(time?.dateTime) > since;
      const mark = isNew ? "new" : isGrown ? "grown" : "";
      card.dataset.mark = !since ? "" : read.has(key) && !isGrown ? "read" : mark;
    }
  };

  /** Show what is stored, after a change of it, if there is one. Returns it, or undefined if the
      change cannot be stored. */
  const show = (change) => {
    const now = load();
    try {
      if (change) {
        change(now);
        localStorage.setItem(KEY, JSON.stringify(now));
      }
    } catch {
      return;
    }
    state = now;
    paint();
    return now;
  };

  if (!show(touch)) return;
  if (state.since) {
    // Not by the location: a page that says that something is missing may be anywhere.
    const { pathname } = new URL(document.querySelector("[rel=canonical]").href);
    const isList = /^(latest\/|topics\/.|$)/.test(pathname.replace(home, ""));
    root.classList.toggle("visits-line", isList);
    new MutationObserver(paint).observe(document, { childList: true, subtree: true });
  }
  globalThis.siteVisits = { keyOf, show, touch, forget: () => localStorage.removeItem(KEY) };
})();
