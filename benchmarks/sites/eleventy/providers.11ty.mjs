/** All outlets. */
import { frame } from "./_includes/base.mjs";
import { facts } from "./_includes/directory.mjs";
import { TITLE } from "./_includes/newsroom.mjs";
import { monogram, outlet } from "./_includes/parts.mjs";

export const data = { permalink: "/providers/index.html", eleventyExcludeFromCollections: true };

const row = ([name, all]) =>
  `<li class="outlet-group__item"><div class="outlet-row">${monogram(all[0], "medium")}<div class="outlet-row__text"><p class="outlet-row__name">${outlet(name, "outlet-row__link")}</p><p class="outlet-row__domain">${all[0].domain}</p>${facts(all)}</div></div></li>`;

export function render({ lists }) {
  return frame({
    title: "Providers", description: `All that ${TITLE} follows.`, path: "/providers/", type: "website",
    section: "providers", crumbs: [["Providers"]],
    main: `<header class="page-head"><h1 class="page-head__title">Providers</h1></header><div class="outlet-index"><ul class="outlet-group__list">${lists.providers.map(row).join("")}</ul></div>`,
  });
}
