// Words: as Pagefind keeps them, as readers type them.

// Letters of scripts without spaces between words, as in site_gen/search/words.py.
const UNSPACED = /[\u0e01-\u0e4e\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]+/gu;
const isUnspaced = (text) => text.search(UNSPACED) >= 0;
const segmenter = Intl.Segmenter && new Intl.Segmenter("zh", { granularity: "word" });

/** Pagefind's text of a record, as words: Chinese, Japanese and Thai have no spaces. */
const split = (text) => {
  const joiner = text.includes("\u200b") ? "\u200b" : " ";
  const words = text.split(joiner).map((word) => word.replaceAll("&lt;", "<").replaceAll("&gt;", ">"));
  return [words, joiner];
};

/** A word as Pagefind looks for it: without accents, but with the vowel signs of other scripts. */
const plain = (word) =>
  word.normalize("NFD").toLowerCase().replace(/[\u0300-\u036f]|[^\p{L}\p{M}\p{N}+#]/gu, "").normalize("NFC");

/** What was typed with blanks between words, where its script has none. */
const divided = (text) => {
  if (!segmenter || !isUnspaced(text)) return text;
  const words = (run) => [...segmenter.segment(run)].map(({ segment }) => segment).join(" ");
  const spaced = text.replace(UNSPACED, (run) => ` ${words(run)} `).trim();
  return spaced.replace(/\s+/g, " ").replace(/^" | "$/g, '"');
};

/** A text whose quotation marks of any language are those of the search: „words“ → "words". */
const withQuotes = (text) => text.replace(/[“”„‟«»「」『』＂]/g, '"');
