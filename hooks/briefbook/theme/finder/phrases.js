/* Phrases: Pagefind finds one that is a whole query, without signs; of others the parts, which have to be held together. */

const UNSURE = 24; // texts that are loaded to see whether their titles have a phrase

/** The results that have a phrase, given as its runs; `search` gives what a query finds. */
const holding = async (search, runs) => {
  const [first, ...others] = await Promise.all(runs.map((run) => search(phraseOf(run))));
  if (!others.length) return first;
  const held = others.map((results) => new Set(results.map((each) => each.id)));
  let left = first.filter(({ id }) => held.every((ids) => ids.has(id)));
  for (const [index, run] of runs.slice(1).entries()) {
    if (!left.length) return left;
    const before = runs[index];
    const last = before.at + before.words.length - 1;
    const [ones, twos] = await Promise.all([before.words.at(-1), run.words[0]].map((word) => search(word)));
    left = await joined({ left, ones, twos, off: run.at - last, runs });
  }
  return left;
};

/** Those in which two words stand as far apart as in the phrase; of words in titles no place is told, so these are looked at. */
const joined = async ({ left, ones, twos, off, runs }) => {
  const [one, two] = [ones, twos].map((results) => new Map(results.map((each) => [each.id, each])));
  const sure = new Set();
  const unsure = [];
  for (const each of left) {
    const [before, after] = [one.get(each.id), two.get(each.id)];
    const places = new Set(after?.words);
    if (before?.words.some((place) => places.has(place + off))) sure.add(each.id);
    else if ([before, after].every((found) => found?.matchedMetaFields?.includes("title"))) unsure.push(each);
  }
  await Promise.all(unsure.slice(0, UNSURE).map(async (each) => {
    if (entitled((await each.data()).meta.title, runs)) sure.add(each.id);
  }));
  return left.filter(({ id }) => sure.has(id));
};

/** Whether a title has a phrase, but for the endings of its words. */
const entitled = (title, runs) => {
  const words = title.trim().split(/\s+/).map(lettersOf);
  const stands = (start) => runs.every((run) => run.words.every((word, index) => {
    const there = words[start + run.at + index];
    return there === word || (there && kin(there, word));
  }));
  return words.some((_, start) => stands(start - runs[0].at));
};
