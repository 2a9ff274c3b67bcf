// Dates and times in the forms of the pages. siteLanguage has the patterns that the site was built
// with, as those of browsers differ from version to version, and by the calendar of the reader.
(() => {
  "use strict";

  const { locale, timeZone: siteZone, hours, days, firstDay, dateTime } = siteLanguage;
  const digits = new Intl.NumberFormat(locale, { useGrouping: false });
  const twoDigits = new Intl.NumberFormat(locale, { useGrouping: false, minimumIntegerDigits: 2 });
  const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  /** Formats for a time zone, without a name for the reader's. Throws if there is no such zone. */
  const inZone = (timeZone) => {
    const parts = Object.fromEntries(
      ["year", "month", "day", "hour", "minute"].map((name) => [name, "numeric"]),
    );
    const format = new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", {
      ...parts, hourCycle: "h23", timeZone,
    });
    const read = (date) =>
      Object.fromEntries(format.formatToParts(date).map(({ type, value }) => [type, Number(value)]));
    return {
      clock: (date) => {
        const { hour, minute } = read(date);
        return fill(hours[hour], { m: digits.format(minute), mm: twoDigits.format(minute) });
      },
      /** form: "yMMMMd" (16 June 2021), "yMMMd" (16 Jun 2021) or "MMMd" (16 Jun). */
      day: (date, form) => {
        const { year, month, day } = read(date);
        const first = day === 1 ? firstDay : "";
        const values = {
          y: digits.format(year),
          d: first || digits.format(day),
          dd: first || twoDigits.format(day),
        };
        return fill(days[form][month - 1], values);
      },
    };
  };

  /** The formats in the zone of the site; none if the browser is older than the zone's name. */
  const inSiteZone = () => {
    try {
      return inZone(siteZone);
    } catch {
      return undefined;
    }
  };

  globalThis.siteDates = {
    inZone,
    site: inSiteZone(),
    withTime: (day, clock) => fill(dateTime, { 1: day, 0: clock }),
  };
})();
