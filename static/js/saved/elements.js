// Elements of the pages of saved articles and of what is followed.
const { home, isOurs, frontOf, read, write, tell, toggle } = globalThis.siteSaved;
const page = document.querySelector(".saved");
const part = (name) => page.querySelector(`.saved__${name}`);
const note = (...texts) => part("note").replaceChildren(...texts.flatMap((text) => [element("bdi", "", text), " "]));

const dates = siteDates.site ?? siteDates.inZone();
const utc = siteDates.inZone("UTC");
const MIDNIGHT = utc.clock(new Date(0)); // the hour of articles of which only the day is known

const element = (name, kind, ...children) => {
  const node = document.createElement(name);
  if (kind) node.className = kind;
  node.append(...children);
  return node;
};

/** A time as text, if it is one: form is that of a day, or empty for the hour. */
const when = (time, form) => {
  const date = new Date(time);
  if (Number.isNaN(date.valueOf())) return [];
  const zone = time.includes("T") ? dates : utc;
  const text = form ? zone.day(date, form) : zone.clock(date);
  if (text === MIDNIGHT) return [];
  const node = element("time", "card__when", text);
  node.dateTime = time;
  return [node];
};

/** A card of one line. */
const card = ({ path, title, provider = "", lang = "" }, time, ...others) => {
  const link = element("a", "card__link", title);
  const heading = element("h2", "card__title", link);
  link.href = path;
  heading.dir = "auto";
  if (lang) heading.lang = lang;
  return element("li", "card card--line", ...time, heading, element("p", "card__provider", element("bdi", "", provider)), ...others);
};

/** A button that takes an entry off a list, and leaves the focus at the next one. */
const remover = (list, word, entry) => {
  const button = element("button", "saved__remove", word);
  button.type = "button";
  button.setAttribute("aria-label", gettext("%(word)s: %(title)s", { word, title: entry.title }));
  button.onclick = () => {
    const before = [...page.querySelectorAll(".saved__remove")];
    toggle(list, entry);
    show();
    const after = page.querySelectorAll(".saved__remove");
    (after[before.indexOf(button)] ?? after[after.length - 1] ?? document.querySelector("main a"))?.focus();
  };
  return button;
};
