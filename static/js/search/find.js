// Finding records: in which parts of the index, and in which order.
const TRIES = 5; // results that are looked at
const NOTHING = { results: [], filters: {}, totalFilters: {} };
const occurs = new Map(); // word → the parts it occurs in

/** What only hits show of a record; the index keeps it as the id of the last element. */
const extras = ({ anchors }) => JSON.parse(anchors.at(-1).id);

/** What Pagefind finds by words that a record shows. */
const shown = (term, { results }) => (term ? results.filter((one) => one.words.length) : results);

/** Whether one of the records has the term, however program and browser divide it into words. */
const holds = async (term, found) => {
  const records = await Promise.all(found.map((one) => one.data()));
  return records.some(({ raw_content: text }) => plain(text).includes(term));
};

/** Whether a word of the first record that Pagefind finds in a part is what was looked for. */
const isMeant = async (pagefind, term, part) => {
  const found = shown(term, await pagefind.search(divided(term), { filters: { part } }));
  if (isUnspaced(term)) return holds(term, found.slice(0, TRIES));
  if (!found.length) return false;
  const { raw_content: text, locations } = await found[0].data();
  const [words] = split(text);
  return locations.some((place) => plain(words[place] ?? "").includes(term));
};

/** The parts in which a word occurs, in any of its forms, or begins one that does.
    In a part without it Pagefind takes ever shorter beginnings of it, and finds every “a”
    for “archive”: https://github.com/Pagefind/pagefind/issues/780 */
const partsWith = async (pagefind, term) => {
  const exact = await pagefind.search(`"${divided(term)}"`, { filters: { part: { any: parts } } });
  const known = exact.filters.part ?? {};
  const is = await Promise.all(parts.map((name) => known[name] || isMeant(pagefind, term, name)));
  return parts.filter((_, index) => is[index]);
};

/** The words of a search as the index has them. */
const terms = (text) => text.split(/\s+/).map(plain).filter(Boolean);

/** The parts in which all words of a search occur. */
const partsToSearch = async (pagefind, text) => {
  if (!text || text.search(QUOTES) >= 0) return parts;
  const found = await Promise.all(terms(text).map((term) => {
    if (!occurs.has(term)) occurs.set(term, partsWith(pagefind, term));
    return occurs.get(term);
  }));
  return parts.filter((name) => found.every((some) => some.includes(name)));
};

/** What Pagefind finds for a text, under these filters. */
const find = async (pagefind, text, filters) => {
  const within = await partsToSearch(pagefind, text);
  const part = { any: within.filter((name) => !filters.year || name.startsWith(filters.year)) };
  const all = { ...filters, part };
  const found = part.any.length ? await pagefind.search(text ? divided(text) : null, { filters: all }) : NOTHING;
  return { ...found, results: shown(text, found), asked: all };
};

/** Results by date. Pagefind orders each part by itself, so one time follows another. */
async function* byDate(pagefind, text, filters, order) {
  const words = text ? divided(text) : null;
  const time = (name) => name.split(".")[0];
  const times = [...new Set(filters.part.any.map(time))].sort();
  if (order === "desc") times.reverse();
  for (const one of times) {
    const names = filters.part.any.filter((name) => time(name) === one);
    const found = await Promise.all(names.map((part) =>
      pagefind.search(words, { filters: { ...filters, part }, sort: { date: order } })));
    yield* merged(found.map((some) => shown(text, some)), order);
  }
}

/** Results of the parts of one time, each of them in order, in order. */
async function* merged(lists, order) {
  const left = lists.map((list) => [...list]).filter((list) => list.length);
  while (left.length > 1) {
    const dates = await Promise.all(left.map(async ([first]) => extras(await first.data()).at));
    const next = [...dates].sort()[order === "asc" ? 0 : dates.length - 1];
    const list = left[dates.indexOf(next)];
    yield list.shift();
    if (!list.length) left.splice(left.indexOf(list), 1);
  }
  yield* left[0] ?? [];
}
