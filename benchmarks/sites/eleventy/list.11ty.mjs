/** Pages of the lists of topics and outlets. */
import { frame } from "./_includes/base.mjs";
import { BASE, articlePath } from "./_includes/newsroom.mjs";
import { card, monogram } from "./_includes/parts.mjs";
import { escape, longDay, plural } from "./_includes/text.mjs";

export const data = {
  pagination: { data: "lists.pages", size: 1, alias: "list", addAllPagesToCollections: false },
  permalink: ({ list }) => `${list.address}index.html`,
  eleventyExcludeFromCollections: true,
};

function days(articles) {
  const found = new Map();
  for (const article of articles) {
    const day = article.date.slice(0, 10);
    found.set(day, (found.get(day) ?? "") + card(article));
  }
  return [...found].map(
    ([day, cards]) =>
      `<section class="day-group"><h2 class="day-group__day"><time datetime="${day}">${longDay(day)}</time></h2>
<ol class="card-list">${cards}</ol></section>`,
  );
}

function pager(list) {
  if (list.pages === 1) return "";
  const newer = list.newer ? `<li><a rel="prev" href="${list.newer}">Newer</a></li>` : "";
  const older = list.older ? `<li><a rel="next" href="${list.older}">Older</a></li>` : "";
  return `<nav class="pagination" aria-label="Pages"><ul class="pagination__list">${newer}<li><span aria-current="page">Page ${list.number} of ${list.pages}</span></li>${older}</ul></nav>`;
}

function structured(list) {
  const itemListElement = list.articles.map((article, place) => ({
    "@type": "ListItem", position: place + 1, url: BASE + articlePath(article),
  }));
  return {
    "@context": "https://schema.org", "@type": "CollectionPage", name: list.name,
    url: BASE + list.address, mainEntity: { "@type": "ItemList", itemListElement },
  };
}

export function render({ list }) {
  const topic = list.kind === "topics";
  const { domain } = list.all[0];
  const head = topic
    ? '<div class="topic-head">'
    : `<div class="outlet-head">${monogram(list.all[0], "large")}`;
  const site = topic
    ? ""
    : `<p class="outlet-head__site"><a class="out-link" href="https://${domain}/" rel="noopener nofollow">${domain}</a></p>`;
  return frame({
    title: list.number > 1 ? `${list.name}, page ${list.number}` : list.name,
    description: `News about ${list.name}, from every outlet we follow.`,
    path: list.address, type: "website", section: list.kind, data: structured(list),
    crumbs: [[topic ? "Topics" : "Providers", `/${list.kind}/`], [list.name]],
    main: `${head}<header class="page-head"><p class="page-head__label">${topic ? "Topic" : "Provider"}</p><h1 class="page-head__title">${escape(list.name)}</h1><p class="page-head__count"><bdi>${plural(list.all.length)}</bdi></p>${site}</header></div><div class="day-list">${days(list.articles).join("\n")}</div>${pager(list)}`,
  });
}
