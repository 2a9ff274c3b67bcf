// Files that take what is kept to another browser: JSON has all, OPML the feeds of what is followed.
const LARGEST = 5e6; // bytes of a file
const TOLD = 50; // articles of a file of which other scripts are told, as they may load them
const { origin } = new URL(document.querySelector("[rel=canonical]").href);

const download = (name, text) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text]));
  link.download = name;
  link.click();
};

const asJson = () => JSON.stringify({ saved: read("saved"), followed: read("followed") });

/** A text in XML, which has no place for control characters and half characters. */
const inXml = (text) =>
  text.replace(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, " ").replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt()};`);

const asOpml = () => {
  const { topicFeed, providerFeed } = page.dataset;
  const outlines = read("followed").map(({ path, title }) => {
    const feed = path.startsWith(`${home}topics/`) ? topicFeed : providerFeed;
    const address = inXml(origin + path);
    const link = feed && `type="rss" xmlUrl="${address}${feed}" `;
    return `<outline text="${inXml(title)}" ${link}htmlUrl="${address}"/>\n`;
  });
  return `<opml version="2.0"><head><title>${inXml(document.title)}</title></head><body>\n${outlines.join("")}</body></opml>`;
};

/** The topic or outlet that an outline names by its feed or its page. */
const fromOutline = (outline) => {
  for (const name of ["xmlUrl", "htmlUrl"]) {
    const address = outline.getAttribute(name) ?? "";
    const site = [origin, location.origin].find((each) => address.startsWith(`${each}/`));
    const path = site && frontOf(address.slice(site.length));
    if (path) return { path, title: outline.getAttribute("text") || path, at: "" };
  }
  return {};
};

const fromOpml = (text) => {
  const opml = new DOMParser().parseFromString(text, "text/xml");
  if (opml.querySelector("parsererror") || !opml.querySelector("opml")) throw text;
  return { followed: [...opml.querySelectorAll("[xmlUrl], [htmlUrl]")].map(fromOutline) };
};

/** Add the entries of a file that lead to this site; returns how many are new, and how many do not
    lead to it. */
const merge = (name, entries = []) => {
  const list = read(name);
  const paths = new Set(list.map(({ path }) => path));
  const good = entries.filter((entry) => isOurs(entry) && (name === "saved" || frontOf(entry.path) === entry.path));
  const added = good.filter(({ path }) => !paths.has(path) && paths.add(path));
  write(name, [...list, ...added].sort(newestFirst("at")));
  if (name === "saved") for (const { path } of added.slice(0, TOLD)) tell(path, true);
  return [added.length, entries.length - good.length];
};

const importFile = async ({ target }) => {
  const [file] = target.files;
  try {
    if (file.size > LARGEST) throw file;
    const text = await file.text();
    const lists = /^\s*</.test(text) ? fromOpml(text) : JSON.parse(text);
    if (!lists.saved && !lists.followed) throw text;
    const [[saved, strange], [followed, unknown]] = LISTS.map((name) => merge(name, lists[name]));
    say(gettext("Added: %(added)s. Not of this site: %(unknown)s.", { added: saved + followed, unknown: strange + unknown }));
  } catch {
    say(gettext("This file cannot be imported."));
  }
  target.value = "";
  show();
};
