/* What else may have been meant. Where nothing has a word, Pagefind finds what has its first letters: "hezbolah" finds "he". */

const ENDING = /^(?:|e?[sdr]|e|ers|l?y|al|[ae]?n|ic|i|ies|ied|ings?|ments?|(?:at|t)?ions?|ive|ity|ness|[ai]bl[ey]|[ai]bility|[ae]nces?|ians?|ists?)$/;
const QUOTED = /^\s*".+"\s*$/;

const UNDIVIDED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u; // written without blanks

/** Whether two words differ in their endings alone. */
const kin = (one, two) => {
  let same = 0;
  while (same < one.length && one[same] === two[same]) same += 1;
  return same > 2 && ENDING.test(one.slice(same)) && ENDING.test(two.slice(same));
};

/** The words of a query as Pagefind takes them, from blank to blank; two letters begin too many words to tell anything. */
const telling = (query) => query.split(/[\s"]+/).map((each) => words(each).join("")).filter((word) => word.length > 2);

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

/** The part of the archive in which a result lies: the names of its pages begin with the first of its months. */
const partOf = ({ id }, places) => places.find((place) => place && id.startsWith(place.split("-")[0])) ?? "";

/**
 * The results that have what was typed, and how far. A part of the archive that has a word nowhere gives what has its first
 * letters. So each part is asked for the word alone and exactly; where it has none, its first result tells: the word may
 * be unfinished, or stand in a title.
 */
const judged = async (query, found, texts, { places, exactly }) => {
  const typed = telling(query);
  if (!typed.length || QUOTED.test(query) || texts.every((each) => likeness(typed, each) === "all")) return { like: "all", found };
  const having = await Promise.all(typed.map(async (word) => new Set((await exactly(word)).map((each) => partOf(each, places)))));
  const first = new Map();
  for (const each of found) if (!first.has(partOf(each, places))) first.set(partOf(each, places), each);
  const told = new Map(await Promise.all([...first].map(async ([part, each]) => {
    const missing = typed.filter((_, index) => !having[index].has(part));
    if (!missing.length) return [part, "all"];
    const like = likeness(missing, await each.data());
    return [part, like === "none" && missing.length < typed.length ? "some" : like];
  })));
  const like = ["all", "some"].find((each) => [...told.values()].includes(each)) ?? "none";
  return { like, found: like === "none" ? [] : found.filter((each) => told.get(partOf(each, places)) === like) };
};

/** Words that a dash or a slash joins, as words of their own; but not in quotation marks, nor in the number of a document. */
const parted = (query) => (NUMBER.test(query) || asked(query).includes('"') ? query : query.replace(/(?<=\p{L})[-‐‑–—/](?=\p{L})/gu, " "));

/** The ways on for who found nothing, each as text and what it changes. */
const waysOn = ({ q, sort, chosen }) => {
  const typed = words(q);
  const made = [];
  if (sort) made.push(["Sort by relevance, with actors and topics", { sort: "" }]); // by date there are briefs alone
  if (chosen.size) made.push(["Search without filters", { chosen: new Map() }]);
  if (QUOTED.test(asked(q))) made.push(["Search without quotation marks", { q: asked(q).replaceAll('"', "").trim() }]);
  else if (typed.length > 1) for (const each of new Set(typed.filter((word) => word.length > 2).slice(0, 5))) made.push([`Search for “${each}” alone`, { q: each }]);
  return made;
};
