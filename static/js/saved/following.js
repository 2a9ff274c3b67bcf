// The newest articles of all that is followed, from the first page of each in the JSON mirror.
const AT_ONCE = 6;
const SOURCES = 60;
const ARTICLES = 200;
const loaded = new Map(); // path → articles

const load = async ({ path }) => {
  const response = await fetch(`${home}api/${path.slice(home.length)}index.json`);
  const { value } = await response.json();
  loaded.set(path, value.map(({ id, title, publishedDateTime: time, provider, locale: lang }) => ({
    path: `${home}news/${encodeURIComponent(id)}/`, title: `${title}`, time: `${time}`, provider: provider.name, lang,
  })));
};

const names = (list) => list.join(pgettext("between the names of a list", ", "));

/** Load what is missing; returns the names of what could not be loaded. */
const loadAll = async (sources) => {
  const queue = sources.filter(({ path }) => !loaded.has(path));
  const failed = [];
  const next = async () => {
    for (let source = queue.shift(); source; source = queue.shift()) {
      await load(source).catch(() => failed.push(source.title));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
  return failed;
};

/** Articles from new to old, each with the names of what it is followed for. */
const mergeAll = (sources) => {
  const articles = new Map();
  for (const { path, title } of sources) {
    for (const article of loaded.get(path) ?? []) {
      if (!articles.has(article.path)) articles.set(article.path, { ...article, why: [] });
      articles.get(article.path).why.push(title);
    }
  }
  const age = ({ time }) => Date.parse(time) || 0;
  return [...articles.values()].sort((one, other) => age(other) - age(one)).slice(0, ARTICLES);
};

const drawDays = (articles) => {
  const days = part("days");
  let list;
  days.replaceChildren();
  for (const article of articles) {
    const [day] = when(article.time, "yMMMMd");
    if (!day) continue;
    day.className = "";
    if (day.textContent !== days.lastChild?.dataset.day) {
      list = element("ol", "card-list");
      days.append(element("section", "day-group", element("h2", "day-group__day", day), list));
      days.lastChild.dataset.day = day.textContent;
    }
    list.append(card(article, when(article.time), element("p", "saved__why", names(article.why))));
  }
};

const showFollowed = async () => {
  const sources = read("followed");
  part("empty").hidden = sources.length;
  part("followed").hidden = !sources.length;
  part("sources").replaceChildren(...sources.map((source) => {
    const link = element("a", "", source.title);
    link.href = source.path;
    return element("li", "", link, " ", remover("followed", pgettext("button", "Unfollow"), source));
  }));
  const asked = sources.slice(0, SOURCES);
  drawDays(mergeAll(asked));
  note(gettext("Loading…"));
  const failed = await loadAll(asked);
  part("failed").hidden = !failed.length;
  part("failed").firstChild.textContent = gettext("Could not be loaded: %(names)s.", { names: names(failed) });
  drawDays(mergeAll(asked));
  note(sources.length > SOURCES ? gettext("Only the %(number)s that you followed last are shown.", { number: SOURCES }) : "");
};
