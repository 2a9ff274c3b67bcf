// Shows times in the reader's time zone, and those of the last day as "3h ago", in the language and
// the form of the page. The exact time in the site's zone is in the title. Days stay as they are.
(() => {
  "use strict";

  const DAY = 86_400_000;
  const MINUTE = 60_000;
  const FORMS = ["yMMMd", "yMMMMd", "MMMd"]; // MMMd is a part of the others
  const SHORT_ZONE = /^(UTC|GMT|[^\p{Ll}]+$)/u;

  const { locale, timeZone, dateTime } = siteLanguage;
  const { site, inZone, withTime } = siteDates;
  if (!site) return;
  const reader = inZone();
  const relative = new Intl.RelativeTimeFormat(locale, { style: "narrow" });
  const glue = dateTime.replace(/\{\d\}/g, "").trim();

  /** A text with "{0}" for its clock, "{1}" for its date and "{2}" for its zone, and the form of the
      date, if any; null for what is not a time. English has "18 Sep, 05:33" or "05:33 UTC". */
  const read = (text, date) => {
    const form = FORMS.find((each) => text.includes(site.day(date, each))) ?? "";
    let pattern = form ? text.replace(site.day(date, form), "{1}") : text;
    const clock = site.clock(date);
    if (!pattern.includes(clock)) return null;
    pattern = pattern.replace(clock, "{0}");
    const rest = pattern.replace(/\{\d\}/g, "").replace(glue, "");
    const zone = rest.replace(/^[\s\p{P}\p{Cf}]+|[\s\p{P}\p{Cf}]+$/gu, "");
    if (!zone) return { form, pattern };
    return SHORT_ZONE.test(zone) ? { form, pattern: pattern.replace(zone, "{2}") } : null;
  };

  const ago = (age) => {
    const minutes = Math.floor(age / MINUTE);
    return minutes < 60
      ? relative.format(-minutes, "minute")
      : relative.format(-Math.floor(minutes / 60), "hour");
  };

  const zone = (timeZoneName, name, date) =>
    new Intl.DateTimeFormat(locale, { timeZoneName, timeZone: name })
      .formatToParts(date)
      .find((part) => part.type === "timeZoneName").value;

  const shown = ({ date, form, pattern }) => {
    let clock = reader.clock(date);
    if (!form) {
      // The heading has the day of the site; where the reader's is another one, the time says so.
      const mine = reader.day(date, "MMMd");
      if (mine !== site.day(date, "MMMd")) clock = withTime(mine, clock);
    }
    const age = Date.now() - date;
    if (form === "MMMd" && age >= 0 && age < DAY) return ago(age);
    const parts = [() => clock, () => reader.day(date, form), () => zone("short", undefined, date)];
    return pattern.replace(/\{(\d)\}/g, (_, part) => parts[part]());
  };

  const exact = (date) =>
    `${withTime(site.day(date, "yMMMMd"), site.clock(date))} ${zone("short", timeZone, date)}`;

  const times = [];
  const seen = new WeakSet(); // an element that moves within the page is added to it again
  const add = (element) => {
    if (seen.has(element)) return;
    const date = new Date(element.dateTime);
    const found = read(element.textContent.trim(), date);
    if (!found) return;
    seen.add(element);
    const time = { ...found, date, element };
    element.title = exact(date);
    element.textContent = shown(time);
    times.push(time);
  };
  const addAll = (root) => root.querySelectorAll('time[datetime*="T"]').forEach(add);

  const nameZones = () => {
    // "longGeneric" is the same in summer and winter. Older browsers do not have it, and UTC has none:
    // it would be "GMT+00:00".
    const name = (zoneName) => {
      try {
        const generic = zone("longGeneric", zoneName);
        if (!/\p{Nd}|^GMT$/u.test(generic)) return generic;
      } catch {}
      return zone("long", zoneName);
    };
    const mine = name();
    if (mine === name(timeZone)) return;
    for (const element of document.querySelectorAll(".time-zone abbr")) {
      element.textContent = mine;
      element.title = Intl.DateTimeFormat().resolvedOptions().timeZone;
    }
  };

  nameZones();
  addAll(document);
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes)
      for (const node of addedNodes) if (node.querySelectorAll) addAll(node);
  }).observe(document.body, { childList: true, subtree: true });
  setInterval(() => {
    for (const time of times) if (time.form) time.element.textContent = shown(time);
  }, MINUTE);
})();
