// The search page over Pagefind's index.
(() => {
  "use strict";

  const form = document.querySelector("form[data-bundle]");
  if (!form) return;

  const { bundle, base } = form.dataset;
  const parts = form.dataset.parts.split(" "); // of the index: a year, or a month of the newest
  const FILTERS = ["topic", "provider", "type", "year"];
  const FIELDS = ["q", ...FILTERS, "sort"];
  const PAGE = 20;
  const EXCERPT = 36; // words
  const LEAD = 6; // words of it before the first hit
  const NOTHING = { results: [], filters: {}, totalFilters: {} };
  // Letters of scripts without spaces between words, as in site_gen/search/words.py.
  const UNSPACED = /[\u0e01-\u0e4e\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]+/gu;
  const isUnspaced = (text) => text.search(UNSPACED) >= 0;
  const segmenter = Intl.Segmenter && new Intl.Segmenter("zh", { granularity: "word" });
  const TRIES = 5; // results that are looked at
  const CHOICES = 500; // of a filter, the most frequent
  const part = (name) => form.querySelector(`.search__${name}`);
  const [tools, narrow, help, status, hits, more, onward] = [
    "tools", "narrow", "help", "status", "hits", "more", "onward",
  ].map(part);
  const date = new Intl.DateTimeFormat("en-GB", {
    day: "numeric", month: "long", year: "numeric", timeZone: "UTC",
  });

  const occurs = new Map(); // word → the parts it occurs in
  let loading;
  let totals; // filter → value → count, of everything; once the reader wants to filter
  let current = 0; // number of the search whose results are shown
  let rest; // results that are not shown yet

  const load = async () => {
    const engine = await import(`${bundle}pagefind.js`);
    await engine.options({ baseUrl: base });
    await engine.init();
    const older = parts.slice(1);
    await Promise.all(older.map((name) => engine.mergeIndex(`${bundle}${name}/`, { baseUrl: base })));
    return engine;
  };

  const engine = () => {
    loading ??= load();
    return loading;
  };

  const element = (name, kind, ...children) => {
    const node = document.createElement(name);
    if (kind) node.className = `search__${kind}`;
    node.append(...children);
    return node;
  };

  /** Pagefind's text of a record, as words: Chinese, Japanese and Thai have no spaces. */
  const split = (text) => {
    const joiner = text.includes("\u200b") ? "\u200b" : " ";
    const words = text.split(joiner).map((word) => word.replaceAll("&lt;", "<").replaceAll("&gt;", ">"));
    return [words, joiner];
  };

  /** A word as Pagefind looks for it: without accents, but with the vowel signs of other scripts. */
  const plain = (word) =>
    word.normalize("NFD").toLowerCase().replace(/[\u0300-\u036f]|[^\p{L}\p{M}\p{N}+#]/gu, "").normalize("NFC");

  /** What was typed with blanks between words, where its script has none. */
  const divided = (text) => {
    if (!segmenter || !isUnspaced(text)) return text;
    const words = (run) => [...segmenter.segment(run)].map(({ segment }) => segment).join(" ");
    const spaced = text.replace(UNSPACED, (run) => ` ${words(run)} `).trim();
    return spaced.replace(/\s+/g, " ").replace(/^" | "$/g, '"');
  };

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

  /** Heading and excerpt of a hit. Pagefind's text begins with the title and ends with the names
      of outlet and tags (`names` counts them), neither of which is worth a second look. */
  const told = ({ raw_content: text, locations, meta }) => {
    const [words, joiner] = split(text);
    const own = meta.title.split(" ");
    const hits = new Set(locations);
    if (joiner !== " ") return [[meta.title], marked(words, hits, 0, EXCERPT, "")];
    const last = words.length - Number(meta.names);
    const start = best(hits, own.length, last);
    const end = Math.min(start + EXCERPT, last);
    const excerpt = marked(words, hits, start, end);
    return [
      marked(own, hits, 0, own.length),
      [start > own.length ? "… " : "", ...excerpt, end < last ? " …" : ""],
    ];
  };

  const hit = (found) => {
    const { url, meta } = found;
    const [heading, excerpt] = told(found);
    const link = element("a", "link", ...heading);
    link.href = url;
    const time = element("time", "", date.format(new Date(meta.date)));
    time.dateTime = meta.date;
    const title = element("h2", "title", link);
    const words = element("p", "excerpt", ...excerpt);
    for (const node of [title, words]) {
      node.dir = "auto";
      if (meta.locale) node.lang = meta.locale.replaceAll("_", "-");
    }
    return element("li", "hit", title, element("p", "meta", meta.provider, " · ", time), words);
  };

  /** What Pagefind finds by words that a record shows, not by those that tell the page of it. */
  const shown = (term, { results }) => (term ? results.filter((one) => one.words.length) : results);

  /** Whether a word of the first record that Pagefind finds in a part is what was looked for. */
  const isMeant = async (pagefind, term, part) => {
    const found = shown(term, await pagefind.search(divided(term), { filters: { part } }));
    if (isUnspaced(term)) return holds(term, found.slice(0, TRIES));
    if (!found.length) return false;
    const { raw_content: text, locations } = await found[0].data();
    const [words] = split(text);
    return locations.some((place) => plain(words[place] ?? "").includes(term));
  };

  /** Whether one of the records has the term, however program and browser divide it into words. */
  const holds = async (term, found) => {
    const records = await Promise.all(found.map((one) => one.data()));
    return records.some(({ raw_content: text }) => plain(text).includes(term));
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

  /** The parts in which all words of a search occur. */
  const partsToSearch = async (pagefind, words) => {
    if (!words || words.includes('"')) return parts;
    const found = [];
    for (const term of words.split(/\s+/).map(plain).filter(Boolean)) {
      if (!occurs.has(term)) occurs.set(term, partsWith(pagefind, term));
      found.push(await occurs.get(term));
    }
    return parts.filter((name) => found.every((some) => some.includes(name)));
  };

  /** Results by date. Pagefind orders each part by itself, so one time follows another. */
  async function* byDate(pagefind, term, filters, order) {
    const time = (name) => name.split(".")[0];
    const times = [...new Set(filters.part.any.map(time))].sort();
    if (order === "desc") times.reverse();
    for (const one of times) {
      const names = filters.part.any.filter((name) => time(name) === one);
      const found = await Promise.all(names.map((part) =>
        pagefind.search(term, { filters: { ...filters, part }, sort: { date: order } })));
      yield* merged(found.map((some) => shown(term, some)), order);
    }
  }

  /** Results of the parts of one time, each of them in order, in order. */
  async function* merged(lists, order) {
    const left = lists.map((list) => [...list]).filter((list) => list.length);
    while (left.length > 1) {
      const dates = await Promise.all(left.map(async ([first]) => (await first.data()).meta.date));
      const next = [...dates].sort()[order === "asc" ? 0 : dates.length - 1];
      const list = left[dates.indexOf(next)];
      yield list.shift();
      if (!list.length) left.splice(left.indexOf(list), 1);
    }
    yield* left[0] ?? [];
  }

  const showMore = async () => {
    const mine = current;
    const found = [];
    let next;
    while (found.length < PAGE && !(next = await rest.next()).done) found.push(next.value);
    const nodes = (await Promise.all(found.map((one) => one.data()))).map(hit);
    if (mine !== current) return null;
    hits.append(...nodes);
    return nodes;
  };

  const fill = (name, counts, keep) => {
    const select = form[name];
    const chosen = select.value || keep || "";
    const sorted = Object.entries(counts ?? {}).filter(([, count]) => count);
    sorted.sort(name === "year" ? ([a], [b]) => b - a : ([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
    const values = sorted.slice(0, CHOICES);
    if (chosen && !values.some(([value]) => value === chosen)) values.unshift([chosen, 0]);
    select.length = 1;
    for (const [value, count] of values) {
      select.add(new Option(totals ? `${value} (${count})` : value, value));
    }
    select.value = chosen;
  };

  const say = (text) => {
    status.textContent = text;
  };

  const failed = (error) => {
    console.warn(error);
    loading = undefined;
    occurs.clear();
    say("The search could not be loaded. Try again later.");
    onward.hidden = false;
  };

  const remember = () => {
    const kept = FIELDS.filter((name) => form[name].value.trim());
    const query = new URLSearchParams(kept.map((name) => [name, form[name].value.trim()]));
    history.replaceState(null, "", query.size === 0 ? location.pathname : `?${query}`);
  };

  const search = async () => {
    const mine = ++current;
    const term = form.q.value.trim();
    const chosen = FILTERS.filter((name) => form[name].value);
    const filters = Object.fromEntries(chosen.map((name) => [name, form[name].value]));
    remember();
    more.hidden = onward.hidden = true;
    const idle = !term && !chosen.length;
    help.hidden = !idle;
    if (idle) {
      hits.replaceChildren();
      say("");
      onward.hidden = false;
      if (totals) for (const name of FILTERS) fill(name, totals[name]);
      return;
    }
    try {
      const words = term ? divided(term) : null;
      const pagefind = await engine();
      if (narrow.open || chosen.length) totals ??= await pagefind.filters();
      const within = await partsToSearch(pagefind, term);
      filters.part = { any: within.filter((name) => !filters.year || name.startsWith(filters.year)) };
      const found = filters.part.any.length ? await pagefind.search(words, { filters }) : NOTHING;
      if (mine !== current) return;
      const results = shown(term, found);
      const count = results.length;
      const order = { newest: "desc", oldest: "asc" }[form.sort.value] ?? (term ? "" : "desc");
      rest = order ? byDate(pagefind, words, filters, order) : results.values();
      if (totals) {
        for (const name of FILTERS) fill(name, (chosen.includes(name) ? found.totalFilters : found.filters)[name]);
      }
      hits.replaceChildren();
      const nodes = await showMore();
      if (!nodes) return;
      more.hidden = count <= nodes.length;
      onward.hidden = count > 0;
      const about = term ? ` for “${term}”` : "";
      say(count ? `${count.toLocaleString("en")} ${count === 1 ? "article" : "articles"}${about}` :
        `Nothing found${about}. Try fewer or other words${chosen.length ? ", or fewer filters" : ""}.`);
    } catch (error) {
      if (mine === current) failed(error);
    }
  };

  let timer;
  const soon = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(search, wait);
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    soon(0);
  });
  form.q.addEventListener("input", () => soon(200));
  form.q.addEventListener("focus", () => engine().catch(() => {}), { once: true });
  tools.addEventListener("change", () => soon(0));
  narrow.addEventListener("toggle", async () => {
    if (!narrow.open || totals) return;
    try {
      totals = await (await engine()).filters();
      await search();
    } catch (error) {
      failed(error);
    }
  });
  more.addEventListener("click", async () => {
    const before = hits.children.length;
    await showMore();
    const next = hits.children[before]?.querySelector("a");
    next?.focus();
    const total = Number(status.textContent.replace(/\D.*/s, "")) || 0;
    more.hidden = !next || hits.children.length - before < PAGE || hits.children.length === total;
  });
  form.addEventListener("keydown", (event) => {
    const links = [...hits.querySelectorAll("a")];
    const at = links.indexOf(event.target);
    if (event.key === "Escape" && at >= 0) form.q.focus();
    else if (event.key === "ArrowDown" && (at >= 0 || event.target === form.q)) links[at + 1]?.focus();
    else if (event.key === "ArrowUp" && at >= 0) (links[at - 1] ?? form.q).focus();
    else return;
    event.preventDefault();
  });

  const asked = new URLSearchParams(location.search);
  tools.hidden = false;
  form.q.value = asked.get("q") ?? "";
  form.sort.value = asked.get("sort") ?? "";
  if (form.sort.selectedIndex < 0) form.sort.value = "";
  for (const name of FILTERS) {
    if (asked.get(name)) fill(name, {}, asked.get(name));
  }
  narrow.open = FILTERS.some((name) => asked.get(name));
  if (!location.search) form.q.focus({ preventScroll: true });
  search();
})();
