// Results as elements of the page; those of one story are one hit, with the others in a fold.
const policies = Object.entries(JSON.parse(form.dataset.referrerPolicies));

/** When a record was published; of some only the day is known. */
const moment = (at) => {
  const hasTime = at.includes("T");
  const text = (hasTime ? TEXT.time : TEXT.day)(new Date(at));
  const node = element("time", "", text); // times.js changes it to the reader's zone
  node.dateTime = at;
  node.dir = "auto";
  return node;
};

/** Outlet, topic, time and size of the story, with points between them. */
const line = ({ filters }, { at, outlets }, ...kinds) => {
  const all = {
    provider: () => element("bdi", "search-hit__provider", filters.provider[0]),
    topic: () => filters.topic && element("bdi", "", filters.topic[0]),
    time: () => moment(at),
    story: () => outlets && element("bdi", "search-hit__outlets", TEXT.outlets(outlets)),
  };
  const nodes = kinds.map((kind) => all[kind]()).filter(Boolean);
  return element("p", "search-hit__meta", ...nodes.flatMap((node, index) => (index ? [" · ", node] : [node])));
};

const broken = new Set(); // pictures that did not load

/** The address of a picture, which a record may have relative to the site. */
const resource = (address) =>
  (/^([a-z][a-z+.-]*:|\/\/)/i.test(address) ? address : base + address.replace(/^\/+/, ""));

const referrerPolicy = (address) => {
  const { host } = new URL(address, location.href);
  const own = policies.find(([domain]) => host === domain || host.endsWith(`.${domain}`));
  return own ? own[1] : form.dataset.referrerPolicy;
};

/** The picture of a hit. Without it the hit is text; where the reader sees it, its room is kept, so
    that no line moves. */
const picture = (src, row) => {
  const node = element("img", "search-hit__picture");
  Object.assign(node, { alt: "", width: 120, height: 80, loading: "lazy", decoding: "async" });
  node.referrerPolicy = referrerPolicy(src);
  node.addEventListener("error", () => {
    broken.add(src);
    const { top, bottom } = row.getBoundingClientRect();
    row.classList.toggle("search-hit__row--kept", top < innerHeight && bottom > 0);
    node.remove();
  });
  node.src = src;
  return node;
};

const linked = (url, ...children) => {
  const link = element("a", "search-hit__link", ...children);
  link.href = url;
  return link;
};

const hit = (found) => {
  const extra = extras(found);
  const [heading, excerpt] = told(found, extra);
  const title = element("h2", "search-hit__title", linked(found.url, ...heading));
  const words = element("p", "search-hit__excerpt", ...excerpt);
  for (const node of [title, words]) {
    node.dir = "auto";
    if (extra.lang) node.lang = extra.lang;
  }
  const row = element("div", "search-hit__row", words);
  const src = extra.picture && resource(extra.picture);
  if (src && !broken.has(src)) row.append(picture(src, row));
  return element("li", "search-hit", line(found, extra, "provider", "topic", "time", "story"), title, row);
};

/** Another hit of a story, as a line of its fold. */
const other = (found) => {
  const extra = extras(found);
  const title = element("p", "search-hit__other", linked(found.url, found.meta.title));
  title.dir = "auto";
  if (extra.lang) title.lang = extra.lang;
  return element("li", "", title, line(found, extra, "provider", "time"));
};

/** Add hits of its story to the fold of a hit. */
const fold = (node, found) => {
  let box = node.querySelector("details");
  if (!box) {
    box = element("details", "search-hit__fold", element("summary", "", element("bdi")), element("ul", "search-hit__others"));
    node.append(box);
  }
  box.lastChild.append(...found.map(other));
  box.firstChild.firstChild.textContent = TEXT.others(box.lastChild.children.length);
};
