// The newest articles of all that is followed: those on the first page of each in the JSON mirror.
const AT_ONCE = 6;
const SOURCES = 60;
const ARTICLES = 200;
const loaded = {}; // path of a topic or outlet → its articles

/** Load what is missing; returns what could not be loaded. */
const loadAll = async (sources) => {
  const queue = sources.filter(({ path }) => !loaded[path]);
  const failed = [];
  const load = async (source) => {
    try {
      const answer = await fetch(`${home}api/${source.path.slice(home.length)}index.json`);
      const { value } = await answer.json();
      loaded[source.path] = value.map(({ id, title, publishedDateTime: time, provider: { name: provider }, locale: lang }) =>
        ({ path: `${home}news/${encodeURIComponent(id)}/`, title, time, provider, lang }));
    } catch {
      failed.push(source);
    }
  };
  while (queue.length) await Promise.all(queue.splice(0, AT_ONCE).map(load));
  return failed;
};

const names = (entries) =>
  entries.map(({ title }) => title).join(pgettext("between the names of a list", ", "));

const drawDays = (sources) => {
  const articles = {};
  for (const source of sources) {
    for (const article of loaded[source.path] ?? []) {
      (articles[article.path] ??= { ...article, why: [] }).why.push(source);
    }
  }
  const days = [];
  for (const article of Object.values(articles).sort(newestFirst("time")).slice(0, ARTICLES)) {
    const text = when(article.time, "yMMMMd");
    if (days.at(-1)?.firstElementChild.textContent !== text) {
      days.push(copyOf("day"));
      days.at(-1).firstElementChild.textContent = text;
    }
    const line = row("row", article, when(article.time));
    line.querySelector(".saved__why").textContent = names(article.why);
    days.at(-1).lastElementChild.append(line);
  }
  part("days").replaceChildren(...days);
  addStars(part("days"));
};

const showFollowed = async () => {
  const sources = read("followed");
  const asked = sources.slice(0, SOURCES);
  part("empty").hidden = sources.length;
  part("sources").replaceChildren(...sources.map((source) => row("source", source, "", "followed")));
  drawDays(asked);
  say(gettext("Loading…"));
  const failed = await loadAll(asked);
  drawDays(asked);
  part("again").hidden = !failed.length;
  say(failed.length ? gettext("Could not be loaded: %(names)s.", { names: names(failed) }) : "");
};
