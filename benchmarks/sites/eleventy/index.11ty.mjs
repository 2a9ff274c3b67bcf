/** The front page. */
import { frame } from "./_includes/base.mjs";
import { TITLE, articlePath, articles } from "./_includes/newsroom.mjs";
import { outLink, outlet, picture } from "./_includes/parts.mjs";
import { escape, shortDay, shortTime, truncate } from "./_includes/text.mjs";

export const data = { permalink: "/index.html", eleventyExcludeFromCollections: true };

const headline = (article) =>
  `<h3 class="card__title"><a class="card__link" href="${articlePath(article)}">${escape(article.title)}</a></h3>`;

function coverage(article) {
  if (!article.related.length) return "";
  const links = article.related.slice(0, 3).map((each) => outLink(each, each.outlet, "out-link"));
  const more = article.related.length - 3;
  const rest = more > 0 ? ` and <a class="story__more" href="${articlePath(article)}#related">${more} more</a>` : "";
  return `<p class="story__coverage"><span class="story__label">Also covered by</span> ${links.join(", ")}${rest}</p>`;
}

const story = (article) =>
  `<li class="card-list__item"><div class="story story--standard"><article class="card card--standard"><div class="card__text">${headline(article)}
<p class="card__excerpt">${escape(truncate(article.excerpt, 150))}</p><p class="byline">${outlet(article.outlet)} <time datetime="${article.date}">${shortDay(article.date)}</time></p></div><div class="card__picture">${picture(article)}</div></article>
${coverage(article)}</div></li>`;

const latest = (article) =>
  `<li class="card-list__item"><article class="card card--compact card--text"><p class="card__meta"><time class="card__when" datetime="${article.date}">${shortTime(article.date)}</time> <span class="card__outlet">${escape(article.outlet)}</span></p>${headline(article)}</article></li>`;

export function render() {
  return frame({
    title: TITLE, description: `All that ${TITLE} follows.`, path: "/", type: "website",
    main: `<section class="more"><h2 class="section-head">Top stories</h2>
<ol class="card-list card-list--standard">${articles.slice(0, 30).map(story).join("")}</ol></section><section class="front__latest"><h2 class="section-head">Latest</h2>
<ol class="card-list card-list--compact">${articles.slice(0, 12).map(latest).join("")}</ol></section>`,
  });
}
