/* Finds actors and topics by any of their names, from small files that follow the first letters of the words in a name. */
const root = new URL("../", import.meta.url);
const files = new Map();
const TOPIC = "Topic";
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
  ({ whole, first }) => ({ whole: new Set(whole.split(" ")), first: new Set(first.split(" ")) }),
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

/** The beginning under which a word is filed, and whether its file holds all names of it. */
const filed = async (word) => {
  const { whole, first } = await known();
  const letters = [...word];
  for (let length = letters.length; length; length -= 1) {
    const beginning = letters.slice(0, length).join("");
    if (whole.has(beginning)) return { beginning, whole: true, depth: length };
    if (length === letters.length && first.has(beginning)) return { beginning, whole: false, depth: length };
  }
  return null;
};

const joined = (parts) => parts.join("");

const bare = (text) => text.trim().toLowerCase();

/** How well a name fits what was typed: 0 not at all, 3 it is the name but for signs, 4 it is the name, as "OPEC+" is not "OPEC". */
const fit = (whole, text, wanted, parts) => {
  if (bare(whole) === bare(text)) return 4;
  const typed = joined(wanted);
  const name = joined(parts);
  if (name === typed) return 3;
  if (name.startsWith(typed)) return 2;
  return wanted.every((word) => parts.some((part) => part.startsWith(word))) ? 1 : 0;
};

/** A text without the article that it may begin with: what is meant by "the IDF" is the IDF. */
export const withoutArticle = (text) => text.replace(/^\s*(?:the|an?)\s+(?=\S)/i, "");

/** The actors and topics that bear a name with all words of a text, the last perhaps unfinished; best first. */
export const find = async (text, accepts = () => true) => {
  const owner = text.replace(/['’ʼ‘`]s(?!\p{L})/gu, ""); // "Israel's"
  const ways = new Set([text, owner, withoutArticle(owner)]); // "the IDF", but also "The Elders"
  const found = (await Promise.all([...ways].map((way) => findAs(way, accepts)))).flat().sort(better);
  return found.filter(({ url }, index) => found.findIndex((each) => each.url === url) === index);
};

/** Of an actor and a topic that fit alike, the actor comes first: a name typed is mostly somebody's. */
const better = (one, two) => two.fit - one.fit || (one.kind === TOPIC) - (two.kind === TOPIC) || two.count - one.count || (one.text < two.text ? -1 : 1);

const findAs = async (text, accepts) => {
  const wanted = words(text);
  if (!wanted.length) return [];
  const places = (await Promise.all(wanted.map(filed))).filter(Boolean);
  if (!places.length) return [];
  const place = places.sort((one, two) => two.whole - one.whole || two.depth - one.depth)[0];
  const found = [];
  for (const each of await fileOf(place.beginning)) {
    if (!accepts(each)) continue;
    const fits = each.parts.map((parts, index) => fit(each.names[index], text, wanted, parts));
    const best = Math.max(...fits);
    if (best) found.push({ ...each, fit: best, by: each.names[fits.indexOf(best)] });
  }
  return found;
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

/** The actors and topics whose names are spelt most like a text, from the files of names with its first letter. */
export const nearest = async (text) => {
  const wanted = words(text);
  const { whole } = await known();
  const letters = new Set(wanted.filter((word) => word.length > 2).map((word) => [...word][0]));
  const near = [...whole].filter((each) => letters.has([...each][0]));
  const alike = near.filter((each) => wanted.some((word) => word.startsWith([...each].slice(0, 2).join(""))));
  const some = [...new Set([...alike, ...near])].slice(0, 24);
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
