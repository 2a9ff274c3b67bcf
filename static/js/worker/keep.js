// The service worker keeps pages for use without a network: those that were read, those that were
// saved, and the newest edition. A page is kept after the files that it names, whose names change
// with their content. So no page gets the styles of another version, and a new worker can take over
// at once. `site` comes before this: the paths of the site, of its files, of its offline page, and
// of pages that every edition has.
const OWN = `sitegen ${site.base} `;
const [PAGES, EDITION, FILES] = ["pages", "edition", "files"].map((name) => `${OWN}1 ${name}`);
const SAVED = `${OWN}saved`; // lasts; the number of the others changes with their format
const PLACES = [PAGES, EDITION, SAVED];
const MOST = { [PAGES]: 60, [SAVED]: 300, [FILES]: 120 };
const ARTICLES = 40; // of the edition
const PATIENCE = 4e3; // milliseconds until a copy is shown
const FRESH = 9e5; // milliseconds until the front page is fetched again
const HASHED = /\/assets\/[a-z]+-[0-9a-f]{10}\.(css|js)$/;

const keyOf = (url) => new URL(url, location).href.replace(/[?#].*/, "");
const [base, files, offline] = [site.base, site.files, site.offline].map(keyOf);
const isOurs = (url) => url.startsWith(files) && !/^(api|pagefind)\//.test(url.replace(base, ""));
const isGood = ({ status, redirected }) => status === 200 && !redirected;
const linksIn = (text) =>
  [...text.matchAll(/ (?:href|src)=["']?(\/[^"'\s>?#]+)/g)].map(([, path]) => keyOf(path));
const filesIn = (text) =>
  linksIn(text).filter((url) => isOurs(url) && /\.(css|js|woff2?)$/.test(url));

const stored = (cacheName, key) => caches.match(key, { cacheName });
const copyOf = async (key) =>
  (await stored(PAGES, key)) ?? (await stored(EDITION, key)) ?? stored(SAVED, key);
const remove = async (name, key) => (await caches.open(name)).delete(key);
const entries = async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url);

/** Add to a cache as its newest entry, and remove its oldest; but no file of a kept page. */
const put = async (name, key, response) => {
  await remove(name, key);
  await (await caches.open(name)).put(key, response);
  let keys = await entries(name);
  if (name === FILES && keys.length > MOST[FILES]) {
    const named = [];
    for (const place of PLACES)
      for (const page of await (await caches.open(place)).matchAll())
        named.push(...filesIn(await page.text()));
    keys = keys.filter((each) => !named.includes(each));
  }
  for (const old of keys.slice(0, -MOST[name])) await remove(name, old);
};

/** Keep a page, after its files, wherever there is a copy of it; unless it is another site's. */
const keep = async (name, key, page) => {
  if (/404|410/.test(page.status)) await Promise.all([remove(PAGES, key), remove(EDITION, key)]);
  const text = isGood(page) ? await page.clone().text() : "";
  if (/ data-home=["']?([^"'\s>]+)/.exec(text)?.[1] !== site.base) return;
  for (const file of filesIn(text)) {
    if (await stored(FILES, file)) continue;
    const found = await fetch(file);
    if (isGood(found)) await put(FILES, file, found);
    else if (HASHED.test(file)) return;
  }
  for (const place of PLACES)
    if (place === name || (await stored(place, key))) await put(place, key, page.clone());
};
const fetchPage = (name, key) =>
  fetch(key).catch(() => copyOf(key)).then((page) => keep(name, key, page)).catch(() => {});

const keepEdition = async () => {
  const edition = [...site.pages.map(keyOf), offline];
  for (const key of edition) {
    const date = (await stored(EDITION, key))?.headers.get("date");
    if (!(Date.now() - Date.parse(date) < FRESH)) await fetchPage(EDITION, key);
  }
  const links = linksIn(await (await stored(EDITION, base)).text());
  const articles = links.filter((url) => url.startsWith(`${base}news/`));
  edition.push(...[...new Set(articles)].slice(0, ARTICLES));
  for (const key of edition) if (!(await stored(EDITION, key))) await fetchPage(EDITION, key);
  for (const key of await entries(EDITION)) if (!edition.includes(key)) await remove(EDITION, key);
};

/** The response of the network; a copy, if there is one, when that fails or takes long. */
const respond = async (event, isPage) => {
  const key = isPage ? keyOf(event.request.url) : event.request.url;
  const copy = isPage ? await copyOf(key) : await stored(FILES, key);
  if (copy && HASHED.test(key)) return copy;
  const fresh = (async () => (await event.preloadResponse) ?? fetch(event.request))();
  const use = (response) =>
    isPage ? keep(PAGES, key, response) : isGood(response) && put(FILES, key, response);
  event.waitUntil(fresh.then((response) => response.clone()).then(use).catch(() => {}));
  const late = new Promise((resolve) => copy && setTimeout(resolve, PATIENCE, copy));
  const got = fresh.then((response) => (copy && response.status > 499 ? copy : response));
  const lost = async () => copy ?? ((isPage && (await copyOf(offline))) || Response.error());
  return Promise.race([late, got]).catch(lost);
};

addEventListener("fetch", (event) => {
  const { method, mode, url, destination, headers } = event.request;
  if (method !== "GET" || headers.has("range") || !isOurs(url)) return;
  const isPage = mode === "navigate";
  if (isPage || /style|script|font|image|manifest/.test(destination))
    event.respondWith(respond(event, isPage));
});
addEventListener("message", (event) => {
  const { path, saved, read, edition } = event.data;
  const act = async () => {
    if (path) await (saved ? fetchPage : remove)(SAVED, keyOf(path));
    if (read && !(await stored(PAGES, keyOf(read)))) await fetchPage(PAGES, keyOf(read));
    if (edition) await keepEdition();
  };
  event.waitUntil(act());
});
addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(fetchPage(EDITION, offline));
});
addEventListener("activate", (event) => {
  const begin = async () => {
    for (const name of await caches.keys())
      if (name.startsWith(OWN) && ![...PLACES, FILES].includes(name)) await caches.delete(name);
    await registration.navigationPreload?.enable();
    await clients.claim();
  };
  event.waitUntil(begin());
});
