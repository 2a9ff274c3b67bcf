// Registers the service worker, and tells it which page is read and which articles are saved.
(() => {
  "use strict";

  const { home } = document.documentElement.dataset;
  const { serviceWorker, connection } = navigator;
  if (!home || !serviceWorker) return;
  const loaded = new Promise((resolve) => addEventListener("load", resolve));
  const ready = loaded
    .then(() => serviceWorker.register(`${home}sw.js`))
    .then(() => serviceWorker.ready);
  const post = (message) => ready.then(({ active }) => active.postMessage(message)).catch(() => {});

  document.addEventListener("sitegen:saved", ({ detail }) => post(detail));
  const idle = window.requestIdleCallback ?? setTimeout;
  ready.then(
    () => idle(() => post({ read: location.href, edition: !connection?.saveData })),
    () => {},
  );
})();
