/** Beside an article: related coverage, and who had it when. */
import { outLink, outlet, picture } from "./parts.mjs";
import { after, escape, plural, shortTime, truncate } from "./text.mjs";

const title = (entry) => `<h3 class="related-item__title">${outLink(entry, entry.title)}</h3>`;

const full = (entry) =>
  `<li class="related-item"><p class="byline">${outlet(entry.outlet)} <time datetime="${entry.date}">${shortTime(entry.date)}</time></p>${title(entry)}
<p class="related-item__excerpt">${escape(truncate(entry.excerpt, 120))}</p>${entry.image ? picture(entry) : ""}</li>\n`;

const brief = (entry) =>
  `<li class="related-item"><p class="byline"><bdi>${escape(entry.outlet)}</bdi></p>${title(entry)}</li>\n`;

export function related(entries) {
  const rest = entries.slice(3);
  const more = rest.length
    ? `<ol class="sidebar__list sidebar__list--brief" start="4">${rest.map(brief).join("")}</ol>`
    : "";
  return `<div class="article-page__aside"><section class="sidebar" id="related"><div class="sidebar__head"><h2 class="sidebar__title">Related coverage</h2><p class="sidebar__count"><bdi>${plural(entries.length)}</bdi></p></div><ol class="sidebar__list">${entries.slice(0, 3).map(full).join("")}</ol>${more}</section></div>`;
}

export function timeline(article) {
  const beats = article.related.map(
    (entry) =>
      `<li class="beat"><time datetime="${entry.date}">${after(article.date, entry.date)}</time> <bdi>${escape(entry.outlet)}</bdi></li>\n`,
  );
  return `<div class="article-page__course"><section class="timeline"><h2 class="section-head">Who had it when</h2><p class="timeline__summary"><bdi>${beats.length + 1} outlets</bdi></p><ol class="timeline__list"><li class="beat beat--here"><time datetime="${article.date}">First</time> <span class="beat__outlet"><bdi>${escape(article.outlet)}</bdi> <em class="beat__here">this article</em></span></li>
${beats.join("")}</ol></section></div>`;
}
