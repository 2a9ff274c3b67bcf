// The elements of the search page, and what the page says of its index.
const form = document.querySelector(".search");
const { bundle, base, tag } = form.dataset;
const parts = form.dataset.parts.split(" "); // of the index, newest first

const [tools, help, status, hits, more, meant, onward] = [
  "tools", "help", "status", "hits", "more", "meant", "onward",
].map((name) => form.querySelector(`.search__${name}`));

const FILTERS = ["topic", "provider", "type", "year"];
const FIELDS = ["q", ...FILTERS, "sort"];

/** The folder of an index part: the newest one is where the program is. */
const folder = (name) => (name === parts[0] ? bundle : `${bundle}${name}/`);

/** Tell what the search does; in its own direction, as texts may be in another script. */
const say = (text) => status.replaceChildren(element("bdi", "", text));

const element = (name, kind, ...children) => {
  const node = document.createElement(name);
  if (kind) node.className = kind;
  node.append(...children);
  return node;
};
