// Pagefind, with all parts of the index.
let loading;

const load = async () => {
  const { createInstance } = await import(`${bundle}pagefind.js`);
  const options = (part) => ({ baseUrl: base, metaCacheTag: tag, mergeFilter: { part } });
  // Not in a worker: that would load the program a second time, and no preloaded file.
  const engine = createInstance({ basePath: bundle, noWorker: true, ...options(parts[0]) });
  await engine.init();
  const merged = parts.slice(1).map((name) => engine.mergeIndex(folder(name), options(name)));
  // Merging waits for a program that cannot be loaded; a search reports it.
  await Promise.all([engine.search(""), ...merged]);
  return engine;
};

const engine = () => {
  loading ??= load();
  return loading;
};
