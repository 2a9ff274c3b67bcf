// The page for readers without a network lists the articles that their browser keeps.
(() => {
  "use strict";

  const section = document.querySelector("[data-kept]");
  const { home } = document.documentElement.dataset;

  const add = async (request, response) => {
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const { textContent, lang, dir } = page.querySelector("h1");
    const link = document.createElement("a");
    Object.assign(link, { textContent, lang, dir, href: request.url });
    const item = document.createElement("li");
    item.append(link);
    section.querySelector("ul").append(item);
    section.hidden = false;
  };

  const list = async () => {
    const shown = new Set();
    for (const name of await caches.keys()) {
      if (!name.startsWith(`sitegen ${home} `)) continue;
      const cache = await caches.open(name);
      for (const request of (await cache.keys()).reverse()) {
        const { pathname } = new URL(request.url);
        if (!pathname.startsWith(`${home}news/`) || shown.has(pathname)) continue;
        shown.add(pathname);
        await add(request, await cache.match(request));
      }
    }
  };
  if (section && window.caches) list().catch(() => {}); // a browser may refuse to store anything
})();
