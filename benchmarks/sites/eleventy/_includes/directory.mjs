/** The rows of an index of lists. */
import { plural, shortDay } from "./text.mjs";

export const facts = (all) =>
  `<p class="index-row__facts"><span class="index-row__count">${plural(all.length)}</span>, <span class="index-row__latest">latest <time datetime="${all[0].date}">${shortDay(all[0].date)}</time></span></p>`;
