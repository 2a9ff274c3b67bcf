// Parts of the pages of saved articles and of what is followed.
const { home, isOurs, frontOf, read, write, tell, toggle, addStars } = siteSaved;
const LISTS = ["saved", "followed"];
const page = document.querySelector(".saved");
const part = (name) => page.querySelector(`.saved__${name}`);
const copyOf = (name) => part(name).content.firstElementChild.cloneNode(true);
const newestFirst = (key) => (one, other) => (other[key] > one[key]) - (other[key] < one[key]);
const say = (text) => { part("note").textContent = text; };

const dates = siteDates.site ?? siteDates.inZone();
const utc = siteDates.inZone("UTC");
const MIDNIGHT = utc.clock(new Date(0)); // the hour of articles of which only the day is known

/** A time as text: in this form of a day, or without one its hour. Empty if there is none. */
const when = (time, form) => {
  const date = new Date(time);
  if (Number.isNaN(+date)) return "";
  const zone = time.includes("T") ? dates : utc;
  const text = form ? zone.day(date, form) : zone.clock(date);
  return text === MIDNIGHT ? "" : text;
};

/** Fill a row. Its button, if it has one, takes the entry off a list. */
const row = (name, entry, text, list) => {
  const node = copyOf(name);
  const [link, time, outlet, button] = ["a", "time", "bdi", "button"].map((tag) => node.querySelector(tag));
  link.href = entry.path;
  link.textContent = entry.title;
  if (entry.lang) link.lang = entry.lang;
  if (outlet) outlet.textContent = entry.provider;
  if (text) {
    time.dateTime = entry.time;
    time.textContent = text;
  } else time?.remove();
  button?.setAttribute("aria-label", gettext("%(label)s: %(title)s", { label: button.textContent, title: entry.title }));
  button?.addEventListener("click", () => {
    const place = node.parentNode;
    const index = [...place.children].indexOf(node);
    toggle(list, entry);
    show();
    const next = place.children[index] ?? place.lastElementChild;
    (next?.lastElementChild ?? document.querySelector(".main a")).focus();
  });
  return node;
};
