/* The index of texts: Pagefind over all parts of the archive. */

/** The facet that says in which part of the archive something lies; no reader sees it. */
const PART = "part";
const valueOf = (place) => place || "top";
const optionsOf = (place) => ({ excerptLength: 28, mergeFilter: { [PART]: valueOf(place) } });

let engine;
let lost = 0;
/** Load Pagefind: a browser that could not load a module never asks for it again by the same address. */
const program = async (first) => {
  try {
    return await import(new URL(lost ? `pagefind.js?again=${lost}` : "pagefind.js", first));
  } catch (error) {
    lost += 1;
    throw error;
  }
};
const load = (places) => {
  engine ??= (async () => {
    const [first, ...others] = places.map((place) => new URL(place ? `pagefind/${place}/` : "pagefind/", root).href);
    const pagefind = await program(first);
    try {
      await pagefind.options(optionsOf(""));
      await pagefind.init();
      await Promise.all(others.map((place, index) => pagefind.mergeIndex(place, optionsOf(places[index + 1]))));
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

let order;
/** Where each brief stands in time, by its id in the index, as the parts of the archive follow each other; and which of them have briefs. */
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
  return { when: new Map(lists.flat().map((id, index) => [id, index])), dated: new Set(places.filter((_, index) => lists[index].length)) };
};

/** Results in the order of their dates; only briefs have one. */
const byDate = (results, sort, { when }) => {
  const way = sort === "newest" ? -1 : 1;
  return results.filter(({ id }) => when.has(id)).sort((one, two) => way * (when.get(one.id) - when.get(two.id)));
};
