// The choices of the filters. They come after the first hits, as they are much to load.
const CHOICES = 500; // of a filter, the most frequent
let totals; // filter → value → count, of everything

const chosenFilters = () =>
  Object.fromEntries(FILTERS.map((name) => [name, form[name].value]).filter(([, value]) => value));

const fill = (name, counts, keep) => {
  const select = form[name];
  const chosen = select.value || keep || "";
  const sorted = Object.entries(counts ?? {}).filter(([, number]) => number);
  sorted.sort(name === "year" ? ([a], [b]) => b - a : ([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  const values = sorted.slice(0, CHOICES);
  if (chosen && !values.some(([value]) => value === chosen)) values.unshift([chosen, 0]);
  select.length = 1;
  for (const [value, number] of values) {
    select.add(new Option(number ? TEXT.choice(value, number) : value, value));
  }
  select.value = chosen;
};

/** Fill the filters with what a search found: each as if it were not set itself. */
const fillFor = ({ filters, totalFilters }, chosen) => {
  for (const name of FILTERS) fill(name, (name in chosen ? totalFilters : filters)[name]);
};
