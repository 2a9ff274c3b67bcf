// Messages in the language of the site, by the functions of gettext. This comes before scripts that
// use them; siteLanguage has the translations. Numbers among the values get the language's digits.
(() => {
  "use strict";

  const { locale, plurals } = siteLanguage;
  const numbers = new Intl.NumberFormat(locale);
  const shown = (value) => (typeof value === "number" ? numbers.format(value) : value);

  const fill = (text, values = {}) =>
    text.replace(/%\((\w+)\)s/g, (place, name) => (name in values ? shown(values[name]) : place));

  const keyOf = (context, message) => (context ? `${context}\u0004${message}` : message);

  const form = (context, singular, plural, number) => {
    const found = siteLanguage.messages[keyOf(context, singular)];
    if (!found) return number === 1 ? singular : plural;
    const [which, ...forms] = found; // catalogues may count in different ways
    return forms[Number(plurals[which](number))] ?? forms.at(-1);
  };

  const pgettext = (context, message, values) =>
    fill(siteLanguage.messages[keyOf(context, message)] ?? message, values);
  const npgettext = (context, singular, plural, number, values) =>
    fill(form(context, singular, plural, number), { number, ...values });

  Object.assign(globalThis, {
    pgettext,
    npgettext,
    gettext: (message, values) => pgettext("", message, values),
    ngettext: (singular, plural, number, values) => npgettext("", singular, plural, number, values),
  });
})();
