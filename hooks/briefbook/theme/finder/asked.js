/* What is typed, as Pagefind can be asked for it. Its index has of each word between blanks the letters and digits alone, and
   counts a sign that stands alone as a word, which nothing finds. */

const SPOKEN = /[^\p{Alphabetic}\p{M}\p{N}\s]+/gu;
const QUOTED = /(?<![^\s([{])"([^"]*)"(?![\p{L}\p{N}])/gu; // no mark within a word, as in <a href="/">
const ABBREVIATION = /^(?:\p{Lu}\.?){2,3}$/u;

/** The letters and digits of a word, or of several with blanks between. */
const lettersOf = (text) => text.replace(SPOKEN, "").toLowerCase();

/**
 * A query as it is meant: the quotation marks of phones and of word processors are plain ones, and an article before all
 * is none.
 */
const asked = (query) => withoutArticle(query.replace(/[“”„‟＂]|«\s*|\s*»/g, '"'));

/** A phrase as runs of words, each with the place where it begins; between two stand signs, which take places. */
const runsOf = (phrase) => {
  const runs = [];
  let follows = false;
  for (const [at, each] of phrase.trim().split(/\s+/).entries()) {
    const word = lettersOf(each);
    if (word && follows) runs.at(-1).words.push(word);
    else if (word) runs.push({ at, words: [word] });
    follows = Boolean(word);
  }
  return runs;
};

/**
 * The phrases and the words of a query; what follows a mark that is left open is words. `loose` is what stands outside of
 * quotation marks, and `short` tells an abbreviation alone, which is meant as it stands: "UK" is no beginning of "Ukraine".
 */
const parsed = (query) => {
  const text = asked(query);
  const phrases = [...text.matchAll(QUOTED)].map(([, phrase]) => runsOf(phrase)).filter((runs) => runs.length);
  const loose = text.replace(QUOTED, " ").trim();
  const short = !phrases.length && ABBREVIATION.test(loose);
  return { phrases, loose, words: lettersOf(loose).split(/\s+/).filter(Boolean), short };
};

const phraseOf = (run) => `"${run.words.join(" ")}"`;
