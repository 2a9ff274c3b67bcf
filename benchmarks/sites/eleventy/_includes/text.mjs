/** Text in HTML: escaped, cut, and times in words. */
const CODES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const DAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");
const MONTHS = ("January February March April May June July August September October November " +
  "December").split(" ");

export const escape = (text) => text.replace(/[&<>"']/g, (sign) => CODES[sign]);

export function truncate(text, length) {
  if (text.length <= length) return text;
  return `${text.slice(0, text.lastIndexOf(" ", length))}…`;
}

export const plural = (count) => `${count} article${count === 1 ? "" : "s"}`;

/** Parts of an instant such as 2026-10-01T07:12:00Z. */
function parts(when) {
  const [year, month, day] = when.slice(0, 10).split("-").map(Number);
  return { year, day, month: MONTHS[month - 1], clock: `${when.slice(11, 16)} UTC` };
}

export const clock = (when) => parts(when).clock;

export function shortDay(when) {
  const { year, month, day } = parts(when);
  return `${day} ${month.slice(0, 3)} ${year}`;
}

export const shortTime = (when) => `${shortDay(when)}, ${clock(when)}`;

export function longTime(when) {
  const { year, month, day } = parts(when);
  return `${day} ${month} ${year}, ${clock(when)}`;
}

export function longDay(when) {
  const { year, month, day } = parts(when);
  return `${DAYS[new Date(when).getUTCDay()]}, ${day} ${month} ${year}`;
}

export function after(start, when) {
  const minutes = (Date.parse(when) - Date.parse(start)) / 60000;
  const hours = Math.floor(minutes / 60);
  return `+${hours ? `${hours} h ` : ""}${minutes % 60} min`;
}
