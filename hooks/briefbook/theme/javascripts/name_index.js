/* Finds actors and topics by any of their names, from small files that follow the first letters of the words in a name. */
const root = new URL("../", import.meta.url);
const files = new Map();
const TOPIC = "Topic";
const WORDS = 3; // of a text of common words whose files are read
let beginnings;

/* Letters that no rule of Unicode takes apart; the files of names are told by the same, which stand in paths.py. */
const PLAIN = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", þ: "th", ł: "l", ı: "i" };

/** The words of a text as names are compared: without case, marks, points and apostrophes, in letters that all keyboards have. */
export const words = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[.'’ʼ‘`]/g, "").toLowerCase().replace(/[ßæœøđðþłı]/g, (letter) => PLAIN[letter]).match(/[\p{L}\p{N}]+/gu) ?? [];

const get = async (path, options) => {
  const answer = await fetch(new URL(path, root), options);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
};

const known = () => (beginnings ??= get("search/names.json", { cache: "no-cache" }).then(
  ({ whole, first }) => {
    const made = { whole: new Set(whole.split(" ")), first: new Set(first.split(" ")) };
    made.longest = Math.max(...[...made.whole, ...made.first].map((each) => [...each].length));
    return made;
  },
  (error) => { beginnings = undefined; throw error; },
));

const fileOf = (beginning) => {
  const name = `_${[...beginning].map((each) => (each < "\x80" ? each : `-${each.codePointAt(0).toString(16)}`)).join("")}`;
  if (!files.has(name)) {
    files.set(name, get(`search/names/${name}.json`).then((rows) => rows.map(([text, url, kind, count, others]) => {
      const names = [text, ...others];
      return { text, url, kind, count, names, parts: names.map(words) };
    }), (error) => { files.delete(name); throw error; }));
  }
  return files.get(name);
};

/** The longest beginning of some letters that has a file, and whether this holds all names of it. */
const filed = async (word) => {
  const { whole, first, longest } = await known();
  const letters = [...word];
  for (let depth = Math.min(letters.length, longest); depth; depth -= 1) {
    const beginning = letters.slice(0, depth).join("");
    if (whole.has(beginning) || first.has(beginning)) return { beginning, whole: whole.has(beginning), depth };
  }
  return null;
};

const joined = (parts) => parts.join("");

const bare = (text) => text.replace(/["“”„‟＂«»]/g, "").trim().toLowerCase();

/** How well a name fits what was typed: 0 not at all, 3 it is the name but for signs, 4 it is the name, as "OPEC+" is not "OPEC". */
const fit = (whole, text, wanted, parts) => {
  if (bare(whole) === bare(text)) return 4;
  const typed = joined(wanted);
  const name = joined(parts);
  if (name === typed) return 3;
  if (name.startsWith(typed)) return 2;
  if (wanted.every((word) => parts.some((part) => part.startsWith(word)))) return 1;
  return parts.some((_, index) => joined(parts.slice(index)).startsWith(typed)) ? 1 : 0; // "alqaeda" is al-Qaeda
};

/** A text without the article that it may begin with: what is meant by "the IDF" is the IDF. */
export const withoutArticle = (text) => text.replace(/^\s*(?:the|an?)\s+(?=\S)/i, "");

/** The actors and topics that bear a name with all words of a text, the last perhaps unfinished; best first. */
export const find = async (text, accepts) => (await findAll(text, accepts)).found;

/** The same, and whether these are all: of names that share all words that were typed there may be more. */
export const findAll = async (text, accepts = () => true) => {
  const owner = text.replace(/['’ʼ‘`]s(?!\p{L})/gu, ""); // "Israel's"
  const ways = new Set([text, owner, withoutArticle(owner)]); // "the IDF", but also "The Elders"
  const answers = await Promise.all([...ways].map((way) => findAs(way, accepts)));
  const found = answers.flatMap((each) => each.found).sort(better);
  return { found: found.filter(({ url }, index) => found.findIndex((each) => each.url === url) === index), all: answers.every((each) => each.all) };
};

/** Of an actor and a topic that fit alike, the actor comes first: a name typed is mostly somebody's. */
const better = (one, two) => two.fit - one.fit || (one.kind === TOPIC) - (two.kind === TOPIC) || two.count - one.count || (one.text < two.text ? -1 : 1);

/**
 * Where the names are that a text may mean. In one, as names are filed, its words lead to the name that they are and to
 * those that go on from them. Names that have the words otherwise are all in the file of a word that few begin with; where
 * all words are common, those that count most are in the files of each, and most others are filed the other way round.
 */
const placesOf = async (wanted) => {
  const [whole, ...each] = await Promise.all([joined(wanted), ...wanted].map(filed));
  const complete = each.filter((place) => place?.whole).sort((one, two) => (two.beginning === whole?.beginning) - (one.beginning === whole?.beginning) || two.depth - one.depth);
  const turned = complete.length || wanted.length < 2 ? null : await filed(joined([...wanted.slice(1), wanted[0]]));
  const places = [whole, ...complete.length ? complete.slice(0, 1) : [turned, ...each.slice(0, WORDS)]];
  return { beginnings: new Set(places.filter(Boolean).map(({ beginning }) => beginning)), all: Boolean(complete.length) };
};

const findAs = async (text, accepts) => {
  const wanted = words(text);
  if (!wanted.length) return { found: [], all: true };
  const { beginnings, all } = await placesOf(wanted);
  const found = [];
  for (const each of (await Promise.all([...beginnings].map(fileOf))).flat()) {
    if (!accepts(each)) continue;
    const fits = each.parts.map((parts, index) => fit(each.names[index], text, wanted, parts));
    const best = Math.max(...fits);
    if (best) found.push({ ...each, fit: best, by: each.names[fits.indexOf(best)] });
  }
  return { found, all: all || !beginnings.size };
};

/** How many slips of the pen a word may hold. */
export const slips = (word) => (word.length > 7 ? 3 : word.length > 4 ? 2 : 1);

/** The number of letters to put in, take out, change or let change places, up to a limit. */
export const distance = (one, two, limit) => {
  if (Math.abs(one.length - two.length) > limit) return limit + 1;
  let before = [];
  let row = Array.from({ length: two.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= two.length; j += 1) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (one[i - 1] !== two[j - 1]));
      if (i > 1 && j > 1 && one[i - 1] === two[j - 2] && one[i - 2] === two[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    if (Math.min(...next) > limit) return limit + 1;
    before = row;
    row = next;
  }
  return row[two.length];
};

const NEAR = 16; // files that are read for names spelt nearly so
const OFF = 3; // from which on beginnings are no more alike

/** The actors and topics whose names are spelt most like a text, from the files of names that begin most like it. */
export const nearest = async (text) => {
  const wanted = words(text);
  const { whole } = await known();
  const letters = new Set(wanted.filter((word) => word.length > 2).map((word) => [...word][0]));
  const typed = wanted.map((_, index) => joined([...wanted.slice(index), ...wanted.slice(0, index)]));
  const off = (beginning) => Math.min(...typed.map((each) => distance(beginning, each.slice(0, beginning.length), OFF)));
  const near = [...whole].filter((each) => letters.has([...each][0])).map((each) => ({ beginning: each, off: off(each) }));
  near.sort((one, two) => one.off - two.off || two.beginning.length - one.beginning.length || (one.beginning < two.beginning ? -1 : 1));
  const some = near.slice(0, NEAR).map(({ beginning }) => beginning);
  const found = new Map();
  for (const each of (await Promise.all(some.map(fileOf))).flat()) {
    for (const [index, parts] of each.parts.entries()) {
      const off = wanted.reduce((sum, word) => {
        const best = Math.min(...parts.map((part) => distance(word, part, slips(word))));
        return sum + (best > slips(word) ? Infinity : best);
      }, 0);
      const extra = Math.max(0, parts.length - wanted.length) * 0.5;
      if (off + extra < (found.get(each.url)?.off ?? Infinity) && Number.isFinite(off)) found.set(each.url, { ...each, by: each.names[index], off: off + extra });
    }
  }
  return [...found.values()].sort((one, two) => one.off - two.off || two.count - one.count).slice(0, 3);
};
