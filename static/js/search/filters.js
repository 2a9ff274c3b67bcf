// The choices of the filters. They come after the first hits, as they are much to load.
const CHOICES = 500; // of a filter, the most frequent
const { compare } = new Intl.Collator(siteLanguage.locale, { numeric: true });
let totals; // filter → value → count, of everything

const chosenFilters = () =>
  Object.fromEntries(FILTERS.map((name) => [name, form[name].value]).filter(([, value]) => value));

/** What readers see of a filter's value. */
const labelOf = (name, value) => {
  if (name === "type") return typeLabel(value);
  return name === "year" ? TEXT.year(value) : value;
};

const fill = (name, counts, keep) => {
  const select = form[name];
  const chosen = select.value || keep || "";
  const found = Object.entries(counts ?? {}).filter(([, number]) => number);
  const sorted = found.map(([value, number]) => [value, number, labelOf(name, value)]);
  sorted.sort(name === "year" ? ([a], [b]) => b - a : ([, n, a], [, m, b]) => m - n || compare(a, b));
  const values = sorted.slice(0, CHOICES);
  if (chosen && !values.some(([value]) => value === chosen)) {
    values.unshift([chosen, 0, labelOf(name, chosen)]);
  }
  select.length = 1;
  for (const [value, number, label] of values) {
    select.add(new Option(number ? TEXT.choice(label, number) : label, value));
  }
  select.value = chosen;
};

/** Fill the filters with what a search found: each as if it were not set itself. */
const fillFor = ({ filters, totalFilters }, chosen) => {
  for (const name of FILTERS) fill(name, (name in chosen ? totalFilters : filters)[name]);
};
