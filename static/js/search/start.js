// The search: what happens when a reader types, chooses, or comes back. The last of these files.
let current = 0; // number of the search whose results are shown
let rest; // results that are not shown yet
let ahead = []; // the next of them
const stories = new Map(); // story → its hit

/** The next results. */
const next = async (wanted) => {
  while (ahead.length <= wanted) {
    const { done, value } = await rest.next();
    if (done) break;
    ahead.push(value);
  }
  return ahead.splice(0, wanted);
};

/** New hits, and the others of each story; null if there is another search meanwhile. */
const take = async (wanted) => {
  const mine = current;
  const nodes = [];
  while (nodes.length < wanted) {
    const some = await Promise.all((await next(wanted - nodes.length)).map((one) => one.data()));
    if (mine !== current) return null;
    if (!some.length) break;
    for (const found of some) {
      const { story } = extras(found);
      if (story && stories.has(story)) {
        fold(stories.get(story), [found]);
        continue;
      }
      const node = hit(found);
      if (story) stories.set(story, node);
      nodes.push(node);
    }
  }
  return nodes;
};

const failed = (error) => {
  console.warn(error);
  occurs.clear();
  say(TEXT.failed());
  onward.hidden = false;
};

const showNothing = () => {
  hits.replaceChildren();
  more.hidden = meant.hidden = true;
  onward.hidden = false;
};

/** Offer near spellings as links. */
const suggest = (offered) => {
  meant.hidden = !offered.length;
  if (meant.hidden) return;
  const links = offered.map((text) => {
    const link = element("a", "", text);
    link.href = `?${new URLSearchParams({ ...chosenFilters(), q: text })}`;
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      form.q.value = text;
      form.q.focus();
      search();
    });
    return link;
  });
  const list = links.flatMap((link, index) => (index ? [TEXT.between(), link] : [link]));
  const [before, after] = TEXT.meant();
  meant.dir = "auto";
  meant.replaceChildren(before, ...list, after);
};

/** Say and show what was found. */
const show = async (pagefind, text, filters, found, place) => {
  const mine = current;
  const order = { newest: "desc", oldest: "asc" }[form.sort.value] ?? (text ? "" : "desc");
  rest = order ? byDate(pagefind, text, found.asked, order) : found.results.values();
  ahead = [];
  stories.clear();
  const number = found.results.length;
  const nodes = await take(Math.max(PAGE, place?.shown ?? 0));
  if (!nodes) return;
  const isFiltered = Object.keys(filters).length > 0;
  const offered = text && number < LITTLE ? suggestions(pagefind, text, filters, number) : [];
  if (!number) await offered; // hits come at once, and what else was meant after them
  if (mine !== current) return;
  hits.replaceChildren(...nodes);
  more.hidden = !ahead.length;
  onward.hidden = number > 0;
  say(number ? TEXT.found(number, text) : TEXT.nothing(text, isFiltered));
  if (place) returnTo(place);
  const texts = await offered;
  if (mine === current) suggest(texts);
};

/** Load the choices of the filters, once there is time for it. */
const countChoices = async (pagefind, text, filters, found) => {
  const mine = current;
  const isNew = !totals;
  totals ??= await pagefind.filters();
  if (mine !== current) return;
  if (found && isNew) found = await find(pagefind, text, filters); // with counts
  if (mine !== current) return;
  fillFor(found ?? { filters: totals }, found ? filters : {});
};

const search = async (place) => {
  const mine = ++current;
  const text = withQuotes(form.q.value.trim());
  const filters = chosenFilters();
  const idle = !text && !Object.keys(filters).length;
  remember(place);
  help.hidden = !idle;
  say(idle ? "" : TEXT.searching());
  hits.setAttribute("aria-busy", !idle);
  try {
    if (idle) showNothing();
    else onward.hidden = meant.hidden = true;
    const pagefind = await engine();
    const found = idle ? null : await find(pagefind, text, filters);
    if (mine !== current) return;
    if (found) await show(pagefind, text, filters, found, place);
    await countChoices(pagefind, text, filters, found);
  } catch (error) {
    loading = undefined;
    if (mine === current && !idle) failed(error);
  } finally {
    if (mine === current) hits.setAttribute("aria-busy", "false");
  }
};

let timer;
const soon = (wait) => {
  clearTimeout(timer);
  timer = setTimeout(() => search(), wait);
};

/** Whether the last word is a single letter: it begins so many words that a search is slow, and
    another letter is likely to come. */
const begins = (text) => /(^|\s)[^\s\d]$/u.test(text) && !isUnspaced(text);

const showMore = async () => {
  const nodes = await take(PAGE);
  if (!nodes) return;
  hits.append(...nodes);
  nodes[0]?.querySelector("a").focus();
  more.hidden = !ahead.length;
};

/** Arrow keys go through the hits, Escape goes back to the field. */
const onKey = (event) => {
  const links = [...hits.querySelectorAll("a")].filter((one) => !one.closest("details:not([open])"));
  const at = links.indexOf(event.target);
  if (event.key === "Escape" && at >= 0) form.q.focus();
  else if (event.key === "ArrowDown" && (at >= 0 || event.target === form.q)) links[at + 1]?.focus();
  else if (event.key === "ArrowUp" && at >= 0) (links[at - 1] ?? form.q).focus();
  else return;
  event.preventDefault();
};

/** Take the search from the address, as it was left. */
const start = () => {
  const asked = new URLSearchParams(location.search);
  form.q.value = asked.get("q") ?? "";
  form.sort.value = asked.get("sort") ?? "";
  if (form.sort.selectedIndex < 0) form.sort.value = "";
  for (const name of FILTERS) {
    if (asked.get(name)) fill(name, {}, asked.get(name));
  }
  if (!location.search) form.q.focus({ preventScroll: true });
  const place = location.search ? history.state : null;
  place?.broken.forEach((src) => broken.add(src));
  search(place);
};

history.scrollRestoration = "manual"; // the hits are not there yet when a browser scrolls
form.addEventListener("submit", (event) => {
  event.preventDefault();
  soon(0);
});
form.q.addEventListener("input", () => soon(begins(form.q.value) ? 700 : 200));
for (const name of [...FILTERS, "sort"]) form[name].addEventListener("change", () => soon(0));
more.addEventListener("click", () => showMore().catch(failed));
form.addEventListener("keydown", onKey);
addEventListener("pagehide", keepPlace);
start();
