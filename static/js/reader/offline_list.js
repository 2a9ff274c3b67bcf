// The page for readers without a network lists the articles that their browser keeps.
(async () => {
  "use strict";

  const section = document.querySelector("[data-kept]");
  if (!section || !window.caches) return;
  const { home } = document.documentElement.dataset;
  const shown = new Set();
  const names = (await caches.keys()).filter((name) => name.startsWith(`sitegen ${home} `));
  for (const name of names) {
    const cache = await caches.open(name);
    for (const request of (await cache.keys()).reverse()) {
      const { pathname } = new URL(request.url);
      if (!pathname.startsWith(`${home}news/`) || shown.has(pathname)) continue;
      shown.add(pathname);
      const text = await (await cache.match(request)).text();
      const title = new DOMParser().parseFromString(text, "text/html").querySelector("h1");
      if (!title) continue;
      const link = document.createElement("a");
      link.href = pathname;
      link.lang = title.lang;
      link.dir = title.dir;
      link.textContent = title.textContent;
      const item = document.createElement("li");
      item.append(link);
      section.querySelector("ul").append(item);
      section.hidden = false;
    }
  }
})();
