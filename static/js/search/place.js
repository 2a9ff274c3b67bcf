// The place of a reader: the search in the address, the rest in the history, for the way back.
const PAGE = 10;

/** Put the search into the address. */
const remember = (state = null) => {
  const kept = FIELDS.filter((name) => form[name].value.trim());
  const query = new URLSearchParams(kept.map((name) => [name, form[name].value.trim()]));
  history.replaceState(state, "", query.size === 0 ? location.pathname : `?${query}`);
};

/** Put into the history how many hits are shown, which are unfolded, and where the reader is: at
    the hit that was followed, or the first in view. Heights differ after pictures that failed. */
const keepPlace = () => {
  const all = [...hits.children];
  const open = all.flatMap((node, index) => (node.querySelector("details")?.open ? [index] : []));
  const focus = [...hits.querySelectorAll("a")].indexOf(document.activeElement);
  const followed = all.indexOf(document.activeElement.closest(".search-hit"));
  const at = followed >= 0 ? followed : all.findIndex((node) => node.getBoundingClientRect().bottom > 0);
  const top = all[at]?.getBoundingClientRect().top;
  const place = { shown: all.length, open, focus, at: scrollY ? at : -1, top, broken: [...broken] };
  history.replaceState(place, "");
};

/** Return to a place in the history. */
const returnTo = ({ open, focus, at, top }) => {
  for (const index of open) {
    const box = hits.children[index]?.querySelector("details");
    if (box) box.open = true;
  }
  hits.querySelectorAll("a")[focus]?.focus({ preventScroll: true });
  const node = hits.children[at];
  if (node) scrollBy({ top: node.getBoundingClientRect().top - top, behavior: "instant" });
};
