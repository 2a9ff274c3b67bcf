/** What several pages show. */
import { articlePath, outletPath } from "./newsroom.mjs";
import { clock, escape, truncate } from "./text.mjs";

export const picture = (entry) =>
  `<span class="picture hue-${entry.hue}" data-initials="${entry.initials}"><img src="${escape(entry.image)}" width="1600" height="900" alt="" data-initials="${entry.initials}" loading="lazy" decoding="async" referrerpolicy="no-referrer"></span>`;

export const monogram = (entry, size) =>
  `<span class="monogram monogram--${size} hue-${entry.hue}" data-initials="${entry.initials}" aria-hidden="true"></span>`;

export function outlet(name, style = "byline__outlet") {
  const path = outletPath(name);
  return path
    ? `<a class="${style}" href="${path}">${escape(name)}</a>`
    : `<bdi>${escape(name)}</bdi>`;
}

export const outLink = (entry, text, style = "") =>
  `<a${style ? ` class="${style}"` : ""} href="${escape(entry.url)}" rel="noopener nofollow">${escape(text)}</a>`;

function coverage(related) {
  if (!related.length) return "";
  const names = related.slice(0, 3).map((each) => `<bdi>${escape(each.outlet)}</bdi>`);
  const more = related.length > 3 ? ` and ${related.length - 3} more` : "";
  return `<p class="card__coverage">Also covered by ${names.join(", ")}${more}</p>`;
}

export const card = (article) =>
  `<li class="card card--row"><p class="card__meta"><time class="card__when" datetime="${article.date}">${clock(article.date)}</time> ${outlet(article.outlet, "card__outlet")}</p><h3 class="card__title"><a class="card__link" href="${articlePath(article)}">${escape(article.title)}</a></h3>
<p class="card__excerpt">${escape(truncate(article.excerpt, 150))}</p>${coverage(article.related)}${picture(article)}</li>`;
