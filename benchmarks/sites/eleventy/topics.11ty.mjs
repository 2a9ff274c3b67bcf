/** All topics. */
import { frame } from "./_includes/base.mjs";
import { facts } from "./_includes/directory.mjs";
import { TITLE, topicPath } from "./_includes/newsroom.mjs";
import { escape } from "./_includes/text.mjs";

export const data = { permalink: "/topics/index.html", eleventyExcludeFromCollections: true };

const row = ([name, all]) =>
  `<li class="directory__item"><div class="index-row"><h2 class="index-row__title"><a class="index-row__link" href="${topicPath(name)}">${escape(name)}</a></h2>${facts(all)}</div></li>`;

export function render({ lists }) {
  return frame({
    title: "Topics", description: `All that ${TITLE} follows.`, path: "/topics/", type: "website",
    section: "topics", crumbs: [["Topics"]],
    main: `<header class="page-head"><h1 class="page-head__title">Topics</h1></header><ul class="directory">${lists.topics.map(row).join("")}</ul>`,
  });
}
