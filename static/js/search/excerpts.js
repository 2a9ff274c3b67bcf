// Headline and excerpt of a hit, with the words that were looked for marked.
const EXCERPT = matchMedia("(max-width: 47.99rem)").matches ? 24 : 36; // words
const LEAD = 6; // words of it before the first hit

/** The words from one place to another as nodes; those that were looked for are marked. */
const marked = (words, locations, start, end, joiner = " ") =>
  words.slice(start, end).flatMap((word, index) => {
    const node = locations.has(start + index) ? element("mark", "", word) : word;
    return index ? [joiner, node] : [node];
  });

/** Where an excerpt of the words from `first` to `last` shows the most hits. */
const best = (locations, first, last) => {
  const within = [...locations].filter((one) => one >= first && one < last);
  const near = (one) => within.filter((other) => other >= one && other < one + EXCERPT - LEAD).length;
  const chosen = within.reduce((some, one) => (near(one) > near(some) ? one : some), within[0] ?? first);
  return Math.max(first, Math.min(chosen - LEAD, last - EXCERPT));
};

/** Headline and excerpt as nodes. Pagefind's text begins with the title and ends with the names
    of outlet and tags (`names` counts them), neither of which is worth a second look. */
const told = ({ raw_content: text, locations, meta }, { names }) => {
  const [words, joiner] = split(text);
  const own = meta.title.split(" ");
  const places = new Set(locations);
  if (joiner !== " ") return [[meta.title], marked(words, places, 0, EXCERPT, "")];
  const last = words.length - names;
  const start = best(places, own.length, last);
  const end = Math.min(start + EXCERPT, last);
  return [
    marked(own, places, 0, own.length),
    [start > own.length ? "… " : "", ...marked(words, places, start, end), end < last ? " …" : ""],
  ];
};
