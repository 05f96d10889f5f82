/* What else may have been meant. Where nothing has a word, Pagefind finds what has its first letters: "hezbolah" finds "he". */

const ENDING = /^(?:|e?[sdr]|e|ers|l?y|al|[ae]?n|ic|i|ies|ied|ings?|ments?|(?:at|t)?ions?|ive|ity|ness|[ai]bl[ey]|[ai]bility|[ae]nces?|ians?|ists?)$/;

const UNDIVIDED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u; // written without blanks

/** Whether two words differ in their endings alone. */
const kin = (one, two) => {
  let same = 0;
  while (same < one.length && one[same] === two[same]) same += 1;
  return same > 2 && ENDING.test(one.slice(same)) && ENDING.test(two.slice(same));
};

/** How far a text has some words: "all" of them, or what differs in its ending; "some", or what is spelt nearly so; or "none". */
const likeness = (typed, { content, meta, excerpt: around, sub_results: parts }) => {
  const text = `${meta.title} ${content}`;
  const held = [...new Set([...words(text), ...text.split(/\s+/).map((each) => words(each).join(""))])]; // "S/RES/2735" is a word too
  const fits = (word) => (each) => each.startsWith(word) || kin(word, each) || (UNDIVIDED.test(word) && each.includes(word));
  const missing = typed.filter((word) => !held.some(fits(word)));
  if (missing.length < typed.length) return missing.length ? "some" : "all";
  const marked = [around, ...parts.map((each) => each.excerpt)].flatMap((each) => [...each.matchAll(/<mark>(.*?)<\/mark>/g)]).flatMap((found) => words(found[1]));
  return missing.some((word) => marked.some((mark) => distance(word, mark, slips(word)) <= slips(word))) ? "some" : "none";
};

/** Whether a word tells anything: two letters begin too many. */
const tells = (word) => [...word].length > 2 || UNDIVIDED.test(word);

/** The parts of the archive in which some results lie: the names of their pages begin with the first of its months. */
const partOf = ({ id }, places) => places.find((place) => place && id.startsWith(place.split("-")[0])) ?? "";

/** Results by the part of the archive in which they lie, the best first. */
const byPart = (results, places) => {
  const parts = new Map();
  for (const each of results) {
    const part = partOf(each, places);
    if (parts.has(part)) parts.get(part).push(each);
    else parts.set(part, [each]);
  }
  return parts;
};

/**
 * The parts of the archive that have a word, or one that begins with it. A part that has neither finds the longest word with
 * which this one begins, as it does with any sign after it; "+" is in no word and comes before all letters, so that no further
 * file of the index is loaded.
 */
const having = async (word, { places, search }) => {
  const exactly = byPart(await search(`"${word}"`), places);
  return { word, parts: new Set(exactly.keys()), extend: async () => {
    const [found, less] = (await Promise.all([search(word), search(`${word}+`)])).map((results) => byPart(results, places));
    const told = (results) => results?.map(({ id, words }) => `${id} ${words}`).sort().join();
    return new Set([...exactly.keys(), ...[...found].filter(([part, results]) => told(results) !== told(less.get(part))).map(([part]) => part)]);
  } };
};

/**
 * In which parts of the archive the results have what was typed, and how far, as if it were one index. Parts without a word
 * that another part has are left out. Where no part has it, the first result of each tells: the word may have another ending.
 */
const judged = async (words, found, { places, search }) => {
  const first = byPart(found, places);
  const all = [...first.keys()];
  if (!all.length) return { like: "all", parts: all };
  const held = await Promise.all([...new Set(words)].map((word) => having(word, { places, search })));
  for (const each of held) if (all.some((part) => !each.parts.has(part))) each.parts = await each.extend();
  const kept = all.filter((part) => held.every(({ parts }) => !parts.size || parts.has(part)));
  const missing = held.filter(({ word, parts }) => !parts.size && tells(word)).map(({ word }) => word);
  const telling = held.filter(({ word }) => tells(word)).length;
  if (!kept.length) return { like: "none", parts: [] };
  if (!missing.length) return { like: "all", parts: kept };
  const told = new Map(await Promise.all(kept.map(async (part) => {
    const like = likeness(missing, await first.get(part)[0].data());
    return [part, like === "none" && missing.length < telling ? "some" : like];
  })));
  const like = ["all", "some"].find((each) => [...told.values()].includes(each)) ?? "none";
  return { like, parts: like === "none" ? [] : kept.filter((part) => told.get(part) === like) };
};

/** Words that a dash or a slash joins, as words of their own; but not in quotation marks, nor in the number of a document. */
const parted = (query) => (asked(query).includes('"') ? query : query.replace(/\S+/g, (each) => (NUMBER.test(each) ? each : each.replace(/(?<=[\p{L}.])[-‐‑–—/](?=\p{L})/gu, " "))));

/** The names spelt most like a query; of one that is no name at all, those most like each of its longer words. */
const nearestOf = async (query) => {
  const near = await nearest(query);
  const typed = words(query);
  if (near.length || typed.length < 2) return near;
  const each = await Promise.all(typed.filter((word) => word.length > 3).slice(0, NAMES).map((word) => nearest(word)));
  const best = each.flatMap(([first]) => first ?? []);
  return best.filter(({ url }, index) => best.findIndex((other) => other.url === url) === index).slice(0, 3);
};

/** The ways on for who found nothing, each as text and what it changes. */
const waysOn = ({ q, sort, chosen }) => {
  const typed = words(q);
  const made = [];
  if (sort) made.push(["Sort by relevance, with actors and topics", { sort: "" }]); // by date there are briefs alone
  if (chosen.size) made.push(["Search without filters", { chosen: new Map() }]);
  if (parsed(q).phrases.length) made.push(["Search without quotation marks", { q: asked(q).replaceAll('"', "").trim() }]);
  else if (typed.length > 1) for (const each of new Set(typed.filter((word) => word.length > 2).slice(0, 5))) made.push([`Search for “${each}” alone`, { q: each }]);
  return made;
};
