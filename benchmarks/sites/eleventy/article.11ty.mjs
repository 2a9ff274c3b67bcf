/** A page for each article. */
import markdownIt from "markdown-it";
import { frame } from "./_includes/base.mjs";
import { BASE, articlePath, articles, topicPath } from "./_includes/newsroom.mjs";
import { monogram, outLink, outlet, picture } from "./_includes/parts.mjs";
import { related, timeline } from "./_includes/sidebar.mjs";
import { escape, longTime, truncate } from "./_includes/text.mjs";

const markdown = markdownIt();

export const data = {
  articles,
  pagination: { data: "articles", size: 1, alias: "article", addAllPagesToCollections: false },
  permalink: ({ article }) => `${articlePath(article)}index.html`,
  eleventyExcludeFromCollections: true,
};

function structured(article) {
  const organization = { "@type": "Organization", name: article.outlet, url: `https://${article.domain}/` };
  return {
    "@context": "https://schema.org", "@type": "WebPage", url: BASE + articlePath(article),
    mainEntity: {
      "@type": "NewsArticle", headline: article.title, url: article.url,
      datePublished: article.date, image: article.image,
      author: organization, publisher: organization,
    },
  };
}

const topic = (name, style) => `<a class="${style}" href="${topicPath(name)}">${escape(name)}</a>`;

export function render({ article }) {
  const first = article.topics[0];
  const text = article.body ? `<div class="article__text">${markdown.render(article.body)}</div>` : "";
  const filed = article.topics.map((name) => `<li>${topic(name, "topic-tag")}</li>`).join("");
  const beside = article.related.length ? related(article.related) + timeline(article) : "";
  const main = `<div class="article-page"><article class="article"><header class="article-head"><p class="article-head__kicker">${article.video ? '<span class="card__kind">Video</span> ' : ""}${topic(first, "article-head__topic")}</p><h1 class="article-head__title">${escape(article.title)}</h1><p class="article-head__standfirst">${escape(article.excerpt)}</p><div class="article-head__bar">${monogram(article, "medium")}<div class="article-head__facts"><p class="article-head__outlet">${outlet(article.outlet)}</p><p class="article-head__times"><time datetime="${article.date}">${longTime(article.date)}</time></p></div><p class="article-head__action">${outLink(article, `Read it at ${article.outlet}`, "action out-link")}</p></div></header>
<figure class="figure">${picture(article)}</figure>
${text}<footer class="article__filed"><h2 class="article__label">Filed under</h2><ul class="topic-list">${filed}</ul></footer></article>${beside}</div>`;
  return frame({
    title: article.title, description: truncate(article.excerpt, 150), path: articlePath(article),
    type: "article", image: article.image, data: structured(article),
    crumbs: [[first, topicPath(first)]], main,
  });
}
