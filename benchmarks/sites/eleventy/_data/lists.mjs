/** Topics and outlets with their articles, newest first, cut into pages of 20. */
import { articles, outletPath, topicPath } from "../_includes/newsroom.mjs";

const SIZE = 20;

function gather(names) {
  const found = new Map();
  for (const article of articles) {
    for (const name of names(article)) {
      if (!found.has(name)) found.set(name, []);
      found.get(name).push(article);
    }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1));
}

function cut(kind, path, found) {
  return found.flatMap(([name, all]) => {
    const pages = Math.ceil(all.length / SIZE);
    return Array.from({ length: pages }, (_, place) => {
      const address = (page) => (page === 1 ? path(name) : `${path(name)}page/${page}/`);
      return {
        kind, name, pages, all, number: place + 1, address: address(place + 1),
        newer: place ? address(place) : "",
        older: place + 1 < pages ? address(place + 2) : "",
        articles: all.slice(place * SIZE, (place + 1) * SIZE),
      };
    });
  });
}

export default function () {
  const topics = gather((article) => article.topics);
  const providers = gather((article) => [article.outlet]);
  return {
    topics,
    providers,
    pages: [...cut("topics", topicPath, topics), ...cut("providers", outletPath, providers)],
  };
}
