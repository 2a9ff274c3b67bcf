/** The frame of every page. */
import { BASE, TITLE } from "./newsroom.mjs";
import { escape } from "./text.mjs";

const SECTIONS = { topics: "Topics", providers: "Providers" };

const link = (section, here) =>
  `<li><a href="/${section}/"${section === here ? ' aria-current="true"' : ""}>${SECTIONS[section]}</a></li>`;

const masthead = (here) =>
  `<header class="masthead"><div class="masthead__plate"><p class="masthead__title"><a class="masthead__home" href="/">${TITLE}</a></p></div><nav class="masthead__nav" aria-label="Sections"><ul class="masthead__sections">${link("topics", here)}${link("providers", here)}</ul></nav></header>`;

const FOOTER = `<footer class="footer"><div class="footer__inner"><div class="footer__about"><p class="footer__title"><a class="footer__home" href="/">${TITLE}</a></p><p class="footer__note">Headlines and summaries link to the outlets that published them, and belong to those outlets.</p></div></div></footer>`;

/** `data` is structured data, if there is any; `crumbs` are pairs of name and address. */
export function frame({ title, description, path, type, image, section, data, crumbs, main }) {
  const name = escape(title);
  return `<!DOCTYPE html><html lang="en" dir="ltr" class="accent-red"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: http: data:; font-src 'self'; connect-src 'self'; frame-src https://www.youtube-nocookie.com https://player.vimeo.com; form-action 'self'; base-uri 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${name} – ${TITLE}</title>
<meta name="description" property="og:description" content="${escape(description)}">
<link rel="canonical" href="${BASE}${path}">
<meta property="og:url" content="${BASE}${path}">
<meta property="og:site_name" content="${TITLE}">
<meta property="og:title" content="${name}">
<meta property="og:type" content="${type}">
<meta property="og:image" content="${escape(image ?? `${BASE}/img/preview.png`)}">
<meta name="twitter:card" content="summary_large_image">
<link rel="icon" href="/img/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/site.css">
<script src="/assets/site.js" defer></script>
<meta name="color-scheme" content="light dark">
${data ? `<script type="application/ld+json">${JSON.stringify(data).replaceAll("<", "\\u003c")}</script>\n` : ""}</head><body><a class="skip-link" href="#content">Skip to the content</a>
${masthead(section)}
${crumbs ? breadcrumbs(crumbs) : ""}<main class="main" id="content">${main}</main>${FOOTER}</body></html>`;
}

function breadcrumbs(crumbs) {
  const items = [[TITLE, "/"], ...crumbs].map(([name, path]) =>
    path
      ? `<li><a href="${path}">${escape(name)}</a></li>`
      : `<li><span class="breadcrumbs__here" aria-current="page">${escape(name)}</span></li>`,
  );
  return `<nav class="breadcrumbs" aria-label="Breadcrumbs"><ol class="breadcrumbs__list">${items.join("")}</ol></nav>`;
}
