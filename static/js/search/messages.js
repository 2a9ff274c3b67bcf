// All texts of the search page that are not in its template.
const LOCALE = "en-GB";
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const count = (number) => number.toLocaleString(LOCALE);
const TEXT = {
  searching: "Searching…",
  failed: "The search could not be loaded. Try again later.",
  found: (number, about) => `${count(number)} ${number === 1 ? "article" : "articles"}${about}`,
  about: (words) => ` for “${words}”`,
  nothing: (about, filtered) =>
    `Nothing found${about}. Try fewer or other words${filtered ? ", or fewer filters" : ""}.`,
  meant: "Did you mean",
  outlets: (number) => `${count(number)} outlets`,
  others: (number) =>
    number === 1 ? "1 more hit of this story" : `${count(number)} more hits of this story`,
  choice: (value, number) => `${value} (${count(number)})`,
  day: (date) => `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`,
  time: (date) => `${TEXT.day(date)}, ${date.toISOString().slice(11, 16)}`,
  zone: (time) => `${time} UTC`,
};
