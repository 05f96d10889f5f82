/* The index of texts: Pagefind over all parts of the archive. */

let engine;
const load = (places) => {
  engine ??= (async () => {
    const [first, ...others] = places.map((place) => new URL(place ? `pagefind/${place}/` : "pagefind/", root).href);
    const pagefind = await import(new URL("pagefind.js", first));
    try {
      await pagefind.options({ excerptLength: 28 });
      await pagefind.init();
      await Promise.all(others.map((place) => pagefind.mergeIndex(place)));
    } catch (error) {
      await pagefind.destroy(); // else the next try meets what is left of this one
      throw error;
    }
    return pagefind;
  })();
  engine.catch(() => { engine = undefined; });
  return engine;
};

/** Begin anew with the next search: Pagefind keeps a file that could not be loaded as one that holds nothing. */
const forget = () => {
  engine?.then((pagefind) => pagefind.destroy()).catch(() => {});
  engine = undefined;
};

/** Raise where the index is out of reach: Pagefind finds nothing then, as it does where there is nothing. */
const reach = async () => {
  const answer = await fetch(new URL("pagefind/pagefind-entry.json", root), { cache: "no-store" });
  if (!answer.ok) throw new Error(`pagefind/: ${answer.status}`);
};

/**
 * A query as Pagefind is asked: the quotation marks of phones and of word processors are plain ones, an article is none,
 * and no sign of money or plus begins a word, which Pagefind would not find.
 */
const asked = (query) => withoutArticle(query.replace(/[“”„‟＂]|«\s*|\s*»/g, '"').replace(/(?<![\p{L}\p{N}])[\p{Sc}\p{Sm}]+(?=[\p{L}\p{N}])/gu, ""));

let order;
/** Where each brief stands in time, by its id in the index; the parts of the archive follow each other. */
const inTime = (places) => {
  order ??= orderOf(places);
  order.catch(() => { order = undefined; });
  return order;
};

const orderOf = async (places) => {
  const lists = await Promise.all(places.map(async (place) => {
    const answer = await fetch(new URL(place ? `pagefind/${place}/order.json` : "pagefind/order.json", root), { cache: "no-cache" });
    if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
    return answer.json();
  }));
  return new Map(lists.flat().map((id, index) => [id, index]));
};

/** What was found, sorted as the reader asks; by date only briefs can be. */
const sorted = async (results, sort, places) => {
  if (!sort) return results;
  const spans = places.filter((place) => place);
  const when = await inTime(spans.length ? spans : places);
  const way = sort === "newest" ? -1 : 1;
  return results.filter(({ id }) => when.has(id)).sort((one, two) => way * (when.get(one.id) - when.get(two.id)));
};
