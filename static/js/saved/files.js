// Files that take what is kept to another browser: JSON has all, OPML the feeds of what is followed.
const LARGEST = 5e6; // bytes of a file
const site = new URL(document.querySelector("[rel=canonical]").href);

const download = (name, type, text) => {
  const link = element("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
};

const asJson = () => JSON.stringify({ saved: read("saved"), followed: read("followed") }, null, 1);

const asOpml = () => {
  const opml = document.implementation.createDocument("", "opml");
  const add = (parent, name, values) => {
    const node = parent.appendChild(opml.createElement(name));
    // XML has no place for control characters and half characters.
    for (const key in values) node.setAttribute(key, values[key].replace(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, " "));
    return node;
  };
  opml.documentElement.setAttribute("version", "2.0");
  add(add(opml.documentElement, "head"), "title").textContent = document.title;
  const body = add(opml.documentElement, "body");
  for (const { path, title } of read("followed")) {
    const { topicFeed, providerFeed } = page.dataset;
    const feed = path.startsWith(`${home}topics/`) ? topicFeed : providerFeed;
    const htmlUrl = new URL(path, site).href;
    add(body, "outline", { text: title, htmlUrl, ...(feed && { type: "rss", xmlUrl: htmlUrl + feed }) });
  }
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(opml)}`;
};

/** The topic or outlet at an address of this site, or null. */
const frontAt = (address) => {
  try {
    const { host, pathname } = new URL(address);
    return [site.host, location.host].includes(host) && frontOf(pathname);
  } catch {
    return null;
  }
};

/** What an OPML file follows here. null stands for an outline that is not of this site. */
const fromOpml = (text) => {
  const opml = new DOMParser().parseFromString(text, "text/xml");
  if (opml.documentElement.nodeName !== "opml") throw text;
  return [...opml.querySelectorAll("outline")].flatMap((outline) => {
    const addresses = ["xmlUrl", "htmlUrl", "url"].flatMap((name) => outline.getAttribute(name) ?? []);
    if (!addresses.length) return [];
    const path = addresses.map(frontAt).find(Boolean);
    return [path ? { path, title: outline.getAttribute("text") || outline.getAttribute("title") || path } : null];
  });
};

const isFine = (entry) => {
  try {
    return isOurs(entry);
  } catch {
    return false;
  }
};

/** Add entries to a list; returns how many are new. */
const merge = (name, entries) => {
  const list = read(name);
  const known = new Set(list.map(({ path }) => path));
  const added = entries.filter(({ path }) => !known.has(path) && known.add(path));
  const age = ({ at = "" }) => at;
  write(name, [...added, ...list].sort((one, other) => (age(one) < age(other) ? 1 : -1)));
  if (name === "saved") for (const { path } of added) tell(path, true);
  return added.length;
};

const take = (text) => {
  const isXml = /^\s*</.test(text);
  const { saved = [], followed = [] } = isXml ? { followed: fromOpml(text) } : JSON.parse(text);
  const good = [saved.filter(isFine), followed.filter((each) => isFine(each) && frontOf(each.path) === each.path)];
  const unknown = saved.length + followed.length - good.flat().length;
  const added = merge("saved", good[0]) + merge("followed", good[1]);
  note(
    ngettext("%(number)s entry was added.", "%(number)s entries were added.", added),
    unknown ? ngettext("%(number)s is not of this site.", "%(number)s are not of this site.", unknown) : "",
  );
};

const importFile = async ({ target }) => {
  const [file] = target.files;
  target.value = "";
  try {
    if (file.size > LARGEST) throw file;
    take(await file.text());
  } catch {
    note(gettext("This file cannot be imported: it is no list of this page and no OPML, or too large."));
  }
  show();
};
