// Shows times in the reader's time zone, and those of the last day as "3h ago". The exact time in
// UTC is in the title. Times without an hour stay as they are.
(() => {
  "use strict";

  const DAY = 86_400_000;
  const MINUTE = 60_000;
  // "05:33", "05:33 UTC", "18 Sep, 05:33", "18 Sep 2026, 05:33" or "18 September 2026, 05:33"
  const PATTERN = /^(?:\d+ (\p{L}+)( \d+)?, )?\d\d:\d\d( UTC)?$/u;

  /** The first of the values with which Intl can do something. */
  const usable = (values, use) =>
    values.find((value) => {
      try {
        return use(value);
      } catch {
        return false;
      }
    });

  const page = document.documentElement.lang || "en";
  const isEnglish = page.split("-")[0] === "en";
  const lang = usable([isEnglish ? "en" : page, "en"], (tag) => new Intl.Locale(tag));

  const formats = new Map();
  const text = (date, options) => {
    const key = JSON.stringify(options);
    if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(lang, options));
    return formats.get(key).format(date);
  };
  const relative = new Intl.RelativeTimeFormat(lang, { style: "narrow" });

  const clock = (date, timeZone) =>
    text(date, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone });

  /** "18 Sep", with the year if there is one to show; English has the day first, as in the page. */
  const day = (date, month, year, timeZone) => {
    const parts = { day: "numeric", month, ...(year && { year: "numeric" }) };
    if (!isEnglish) return text(date, { ...parts, timeZone });
    return Object.entries(parts).map(([name, value]) => text(date, { [name]: value, timeZone })).join(" ");
  };

  const ago = (age) => {
    const minutes = Math.floor(age / MINUTE);
    return minutes < 60
      ? relative.format(-minutes, "minute")
      : relative.format(-Math.floor(minutes / 60), "hour");
  };

  const shown = ({ date, month, year }) => {
    if (!month) {
      // The heading has the day in UTC; where the reader's is another one, the time says so.
      const mine = day(date, "short");
      return mine === day(date, "short", false, "UTC") ? clock(date) : `${mine}, ${clock(date)}`;
    }
    const age = Date.now() - date;
    if (!year && age >= 0 && age < DAY) return ago(age);
    return `${day(date, month.length > 3 ? "long" : "short", year)}, ${clock(date)}`;
  };

  const exact = (date) => `${day(date, "long", true, "UTC")}, ${clock(date, "UTC")} UTC`;

  const times = [];
  const seen = new WeakSet(); // an element that moves within the page is added to it again
  const add = (element) => {
    const found = !seen.has(element) && PATTERN.exec(element.textContent.trim());
    if (!found) return;
    seen.add(element);
    const time = { date: new Date(element.dateTime), month: found[1], year: found[2] };
    element.title = exact(time.date);
    element.textContent = shown(time) + (found[3] ? ` ${zone("short")}` : "");
    times.push({ ...time, element });
  };
  const addAll = (root) => root.querySelectorAll('time[datetime*="T"]').forEach(add);

  const zone = (timeZoneName, timeZone) =>
    new Intl.DateTimeFormat(lang, { timeZoneName, timeZone })
      .formatToParts()
      .find((part) => part.type === "timeZoneName").value;

  // Older browsers have no "longGeneric", which is the same in summer and winter.
  const style = usable(["longGeneric", "long"], (name) => zone(name));
  const mine = zone(style);
  if (mine !== zone(style, "UTC")) {
    for (const name of document.querySelectorAll(".time-zone abbr")) {
      name.textContent = mine;
      name.nextSibling?.replaceWith(name.nextSibling.cloneNode()); // a new full stop has not moved
      name.title = Intl.DateTimeFormat().resolvedOptions().timeZone;
    }
  }
  addAll(document);
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes)
      for (const node of addedNodes) if (node.querySelectorAll) addAll(node);
  }).observe(document.body, { childList: true, subtree: true });
  setInterval(() => {
    for (const time of times) if (time.month) time.element.textContent = shown(time);
  }, MINUTE);
})();
