/* What a query finds in all parts of the archive, as one index would, with the counts of the facets. */

const FEW = 60; // results of several phrases whose texts are loaded to count their facets, once one is open
const PHRASE = 3; // so many words that stand in one text as they are typed were meant so

/** What Pagefind is asked for: a phrase alone as it is, else all words. */
const termOf = ({ phrases, words }, every) => {
  if (alone({ phrases, words })) return phraseOf(phrases[0][0]);
  return [...words, ...phrases.flat().flatMap((run) => run.words)].join(" ") || every; // asked for no word, Pagefind 1.5 loads all of the index
};

const alone = ({ phrases, words }) => !words.length && phrases.length === 1 && phrases[0].length === 1;

/**
 * `results` are those that hold, the best or the newest first; `like` says how far they have what was typed. `counts` gives the
 * numbers of the values of facets, for a key; `counted` is false where only which values there are can be told, as Pagefind
 * counts words and not several phrases. `undated` is how many actors and topics an order by date leaves out.
 */
const answer = async (pagefind, wanted, { every, places, facets, chosen, sort }) => {
  const asking = { every, places, facets, chosen, sort, search: once(async (term) => (await pagefind.search(term)).results) };
  asking.ask = (term, without, parts) => pagefind.search(term, {
    filters: { ...facets.filters(chosen, without), ...(parts && { [PART]: { any: parts.map(valueOf) } }) },
  });
  if (!wanted.short) return answered(wanted, asking);
  const phrases = [runsOf(wanted.loose)];
  const stands = (await asking.search(phraseOf(phrases[0][0]))).length;
  if (stands) return answered({ ...wanted, phrases, words: [] }, asking);
  const made = await answered(wanted, asking);
  return { ...made, like: made.like === "all" ? "some" : made.like };
};

const once = (does) => {
  const done = new Map();
  return (asked) => {
    if (!done.has(asked)) done.set(asked, does(asked));
    return done.get(asked);
  };
};

const answered = async (wanted, asking) => {
  const { places, chosen, sort, search } = asking;
  const time = sort ? await inTime(places) : null;
  const phrases = alone(wanted) ? [] : await Promise.all(wanted.phrases.map((runs) => holding(search, runs)));
  const held = { ids: phrases.map((results) => new Set(results.map((each) => each.id))), time };
  const keys = [...chosen.keys()];
  const [all, ...others] = await Promise.all([undefined, ...keys].map((without) => narrowed(wanted, without, held, asking)));
  return {
    like: all.like,
    results: marked(time ? byDate(all.results, sort, time) : await led(all.results, wanted, search), wanted, phrases),
    undated: all.undated,
    counted: [all, ...others].every((each) => each.whole),
    counts: (key) => (keys.includes(key) ? others[keys.indexOf(key)] : all).filters,
  };
};

/** What is found with the filters but for those of one key: as Pagefind has it, without the parts of the archive that do not count. */
const narrowed = async (wanted, without, { ids, time }, { every, places, facets, search, ask }) => {
  const term = termOf(wanted, every);
  const found = await ask(term, without);
  const there = [...byPart(found.results, places).keys()];
  const { like, parts } = alone(wanted) || !wanted.words.length ? { like: "all", parts: there } : await judged(wanted.words, found.results, { places, search });
  const left = time ? parts.filter((part) => time.dated.has(part)) : parts;
  const counted = left.length === there.length ? found : left.length ? await ask(term, without, left) : { results: [], filters: {} };
  const holds = ({ id }) => ids.every((each) => each.has(id));
  const results = counted.results.filter(holds);
  const undated = left.length === parts.length ? 0 : found.results.filter((each) => parts.includes(partOf(each, places)) && holds(each)).length - results.length;
  if (results.length === counted.results.length) return { like, results, undated, filters: results.length ? counted.filters : {}, whole: true };
  const few = results.length <= FEW;
  return { like, results, undated, filters: few && facets.open ? await tally(results) : counted.filters, whole: few && facets.open };
};

/** How many of some results have each value of the facets, by their texts. */
const tally = async (results) => {
  const counts = {};
  for (const { filters } of await Promise.all(results.map((each) => each.data()))) {
    for (const [name, values] of Object.entries(filters)) {
      counts[name] ??= {};
      for (const value of values) counts[name][value] = (counts[name][value] ?? 0) + 1;
    }
  }
  return counts;
};

/** Results whose texts are shown where they have the longest phrase, rather than where each of its words stands by itself. */
const marked = (results, wanted, phrases) => {
  const whole = phrases.map((found, index) => ({ found, runs: wanted.phrases[index] })).filter(({ runs }) => runs.length === 1);
  const [longest] = whole.sort((one, two) => two.runs[0].words.length - one.runs[0].words.length);
  const places = new Map(longest?.found.filter((each) => each.words.length).map((each) => [each.id, each]));
  return results.map((each) => places.get(each.id) ?? each);
};

/** Results with those first that have what was typed as it stands: a title typed in whole, the number of a report. */
const led = async (results, { phrases, loose, words }, search) => {
  if (alone({ phrases, words })) { // all that have a phrase are alike to Pagefind
    const place = new Map((await search(phrases[0][0].words.join(" "))).map(({ id }, index) => [id, index]));
    return [...results].sort((one, two) => (place.get(one.id) ?? Infinity) - (place.get(two.id) ?? Infinity));
  }
  const numbered = NUMBER.test(loose);
  if (phrases.length || !words.length || (words.length < 2 && !numbered)) return results;
  const whole = numbered || words.length >= PHRASE ? 1 : 0;
  const rank = new Map((await holding(search, runsOf(loose))).map(({ id, matchedMetaFields: fields }) => [id, fields?.includes("title") ? 2 : whole]));
  return [...results].sort((one, two) => (rank.get(two.id) ?? 0) - (rank.get(one.id) ?? 0));
};

/** The one of the first texts that is called as was typed before all others. */
const titledFirst = (results, texts, query) => {
  const typed = words(query).join(" ");
  const at = texts.findIndex(({ meta }) => words(meta.title).join(" ") === typed);
  const lifted = (list) => (at > 0 ? [list[at], ...list.slice(0, at), ...list.slice(at + 1)] : list);
  return [lifted(results), lifted(texts)];
};
