// All texts of the search page that are not in its template.
const { site: siteFormats, inZone, withTime } = siteDates;
const plainNumber = new Intl.NumberFormat(siteLanguage.locale, { useGrouping: false });
const TEXT = {
  searching: () => gettext("Searching…"),
  failed: () => gettext("The search could not be loaded. Try again later."),
  found: (number, words) =>
    words
      ? ngettext(
        "%(number)s article for “%(words)s”", "%(number)s articles for “%(words)s”", number, { words },
      )
      : ngettext("%(number)s article", "%(number)s articles", number),
  nothing: (words, isFiltered) => {
    if (!words) return gettext("Nothing found. Try fewer filters.");
    return isFiltered
      ? gettext("Nothing found for “%(words)s”. Try fewer or other words, or fewer filters.", { words })
      : gettext("Nothing found for “%(words)s”. Try fewer or other words.", { words });
  },
  /** The texts before and after the words. */
  meant: () => gettext("Did you mean %(words)s?").split("%(words)s"),
  between: () => pgettext("between the names of a list", ", "),
  outlets: (number) => ngettext("%(number)s outlet", "%(number)s outlets", number),
  others: (number) =>
    ngettext("%(number)s more hit of this story", "%(number)s more hits of this story", number),
  // Translators: a choice of a search filter, and how many articles it leaves: “Harbours (12)”.
  choice: (choice, number) => gettext("%(choice)s (%(number)s)", { choice, number }),
  year: (year) => plainNumber.format(year),
  day: (date) => inZone("UTC").day(date, "yMMMd"),
  time: (date) => {
    const formats = siteFormats ?? inZone();
    return withTime(formats.day(date, "yMMMd"), formats.clock(date));
  },
};
