// Near spellings among the words of the site, for a search that finds little.
const LITTLE = 3; // hits
const SUGGESTIONS = 3;
let listing;

/** The words of all parts, each with its plain form and its rank, and all plain forms. Each part
    has a list of words, the most frequent first. */
const siteWords = async () => {
  const texts = await Promise.all(parts.map(async (name) => {
    const answer = await fetch(`${folder(name)}words.txt?ts=${tag}`);
    return answer.ok ? answer.text() : "";
  }));
  const words = new Map();
  for (const text of texts) {
    text.split("\n").forEach((word, rank) => {
      if (!word || words.get(word)?.[1] <= rank) return;
      words.set(word, [/^[a-z]+$/.test(word) ? word : plain(word), rank]); // plain takes its time
    });
  }
  return { words, forms: new Set([...words.values()].map(([form]) => form)) };
};

/** How many letters must be changed, added, left out or swapped; more than `most` is `most + 1`. */
const distance = (from, to, most) => {
  if (Math.abs(from.length - to.length) > most) return most + 1;
  let [before, last] = [[], Array.from({ length: to.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const cost = from[i - 1] === to[j - 1] ? 0 : 1;
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost);
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      if (swapped) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    if (Math.min(...row) > most) return most + 1;
    [before, last] = [last, row];
  }
  return last[to.length];
};

/** Words of the site near to a term, the nearest first. */
const nearTo = (term, words) => {
  const letters = [...term];
  if (letters.length < 3) return [];
  const most = letters.length > 5 && !isUnspaced(term) ? 2 : 1;
  const near = [];
  for (const [word, [form, rank]] of words) {
    if (Math.abs(form.length - term.length) > 2 * most) continue; // a letter has one unit or two
    const theirs = [...form];
    if (theirs.filter((letter) => !letters.includes(letter)).length > most) continue;
    const far = distance(letters, theirs, most);
    if (far > 0 && far <= most) near.push([far, form[0] === term[0] ? 0 : 1, rank, word]);
  }
  near.sort((one, two) => one[0] - two[0] || one[1] - two[1] || one[2] - two[2]);
  return near.slice(0, SUGGESTIONS).map(([, , , word]) => word);
};

/** Texts that find more than `least`: words that the site does not have, as it spells others. */
const suggestions = async (pagefind, text, filters, least) => {
  listing ??= siteWords();
  const { words, forms } = await listing;
  const typed = withQuotes(text).replaceAll('"', " ").split(/\s+/).filter(Boolean);
  const instead = typed.map((word) => (forms.has(plain(word)) ? [] : nearTo(plain(word), words)));
  if (!instead.some((some) => some.length)) return [];
  const better = [];
  for (let index = 0; index < SUGGESTIONS; index++) {
    const offered = typed.map((word, place) => instead[place][index] ?? instead[place][0] ?? word).join(" ");
    if (better.includes(offered)) continue;
    const { results } = await find(pagefind, offered, filters);
    if (results.length > least) better.push(offered);
  }
  return better;
};
