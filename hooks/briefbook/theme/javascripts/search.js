/* Search, on its page and in a dialog: names from their own small files, texts from Pagefind, facets when they are opened.
   What is found is put on the page as text, never as HTML. */
import { find, nearest, words } from "./name_index.js";

const root = new URL("../", import.meta.url);
const AT_ONCE = 5; // results whose texts are loaded with a search; the next ones follow when the reader pauses
const PAGE = 10;
const NAMES = 5;
const PAUSE = 50; // milliseconds without a key before a search begins
const LONG_PAUSE = 400; // before one begins for a word of fewer than four letters, and before further results are loaded
const VALUES = 12;

const wait = (time) => new Promise((done) => { setTimeout(done, time); });

const element = (tag, options = {}, ...children) => {
  const made = document.createElement(tag);
  const { data, ...properties } = options;
  Object.assign(made, properties);
  Object.assign(made.dataset, data);
  made.append(...children);
  return made;
};

const plural = (count, one, many = `${one}s`) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

/* The index: Pagefind over all parts of the archive. */

let engine;
const load = (places) => {
  engine ??= (async () => {
    const [first, ...others] = places.map((place) => new URL(place ? `pagefind/${place}/` : "pagefind/", root).href);
    const pagefind = await import(new URL("pagefind.js", first));
    await pagefind.options({ excerptLength: 28 });
    await pagefind.init();
    await Promise.all(others.map((place) => pagefind.mergeIndex(place)));
    return pagefind;
  })();
  engine.catch(() => { engine = undefined; });
  return engine;
};

let order;
/** Where each brief stands in time, by its id in the index; the parts of the archive follow each other. */
const inTime = (places) => (order ??= (async () => {
  const lists = await Promise.all(places.map(async (place) => {
    const answer = await fetch(new URL(place ? `pagefind/${place}/order.json` : "pagefind/order.json", root), { cache: "no-cache" });
    return answer.json();
  }));
  return new Map(lists.flat().map((id, index) => [id, index]));
})());

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

/** An excerpt as text with its marked words; Pagefind writes the one kind of tag and escapes < and > of the text. */
const excerpt = (html) => `${/^(<mark>)?[\p{Lu}\p{N}“"]/u.test(html) ? "" : "… "}${html}${/[.!?”"]$/.test(html) ? "" : " …"}`.split(/<\/?mark>/).map((part, index) => {
  const text = part.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
  return index % 2 ? element("mark", { textContent: text }) : document.createTextNode(text);
});

const nameOf = (value) => value.slice(value.indexOf(" ") + 1);
const idOf = (value) => value.slice(0, value.indexOf(" "));

class Search {
  constructor(box, { address }) {
    this.box = box;
    this.address = address; // whether the address of the page is to tell the state
    this.places = box.dataset.places.split(" ");
    this.state = { q: "", sort: "", chosen: new Map() };
    this.turn = 0;
    this.open = new Set();
    this.values = new Map();
    const one = (selector) => box.querySelector(selector);
    Object.assign(this, {
      form: one("form"), input: one("input"), status: one(".bb-search-status"), columns: one(".bb-search-columns"),
      names: one(".bb-search-names"), results: one(".bb-search-results"), none: one(".bb-search-none"),
      list: one(".bb-search-results ol"), more: one(".bb-search-more"), sort: one("select"),
      chosen: one(".bb-search-chosen"), browse: one(".bb-search-browse"),
      facets: [...box.querySelectorAll(".bb-facet")],
    });
    if (matchMedia("(max-width: 60rem)").matches) one(".bb-search-facets").open = false;
    one(".bb-search-scriptless").hidden = true;
    this.listen();
  }

  listen() {
    let typed;
    this.input.addEventListener("input", () => {
      clearTimeout(typed);
      const last = words(this.input.value).at(-1) ?? "";
      this.showNames(++this.typing);
      typed = setTimeout(() => this.change({ q: this.input.value }, "replace"), !last || last.length > 3 || /["\s]$/.test(this.input.value) ? PAUSE : LONG_PAUSE);
    });
    this.input.addEventListener("focus", () => load(this.places).catch(() => {}), { once: true });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(typed);
      if (this.address) this.change({ q: this.input.value }, "push");
      else location.href = this.url(this.input.value);
    });
    this.sort.addEventListener("change", () => this.change({ sort: this.sort.value }, "push"));
    this.more.addEventListener("click", () => this.showMore(true));
    for (const facet of this.facets) {
      facet.addEventListener("toggle", () => this.toggle(facet));
      facet.querySelector(".bb-facet-more").addEventListener("click", () => {
        facet.dataset.all = "";
        this.showFacet(facet);
      });
    }
    this.box.addEventListener("keydown", (event) => this.step(event));
  }

  typing = 0;

  /** Arrow keys go through what was found, from the box and back to it. */
  step(event) {
    const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [this.input, ...this.box.querySelectorAll(".bb-search-names a, .bb-search-results h3 a, .bb-search-none a")];
    const here = stops.indexOf(document.activeElement);
    if (!way || here < 0 || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (here + way < 0 || here + way >= stops.length) return;
    event.preventDefault();
    stops[here + way].focus();
  }

  /** Take the state from an address. */
  read(address) {
    const asked = new URL(address).searchParams;
    this.state = { q: asked.get("q") ?? "", sort: ["newest", "oldest"].includes(asked.get("sort")) ? asked.get("sort") : "", chosen: new Map() };
    for (const key of new Set(this.facets.map((facet) => facet.dataset.key))) {
      const ids = asked.getAll(key).filter((id) => /^[a-z0-9-]+$/.test(id));
      if (ids.length) this.state.chosen.set(key, new Set(ids));
    }
    this.input.value = this.state.q;
    this.sort.value = this.state.sort;
    return this.run();
  }

  url(q = this.state.q.trim()) {
    const made = new URL("search/", root);
    if (q.trim()) made.searchParams.set("q", q.trim());
    for (const [key, ids] of this.state.chosen) for (const id of ids) made.searchParams.append(key, id);
    if (this.state.sort) made.searchParams.set("sort", this.state.sort);
    return made;
  }

  change(what, way) {
    const before = this.url().href;
    Object.assign(this.state, what);
    if (this.address && this.url().href !== before) history[`${way}State`](null, "", this.url());
    return this.run();
  }

  choose(key, id, on) {
    const chosen = new Map([...this.state.chosen].map(([name, ids]) => [name, new Set(ids)]));
    const ids = chosen.get(key) ?? new Set();
    ids[on ? "add" : "delete"](id);
    if (ids.size) chosen.set(key, ids);
    else chosen.delete(key);
    this.change({ chosen }, "push");
  }

  /** Have the values of some facets; Pagefind loads a facet when a search first names it. */
  async values_of(pagefind, facets) {
    const wanted = facets.filter((name) => !this.values.has(name));
    if (!wanted.length) return;
    const filters = Object.fromEntries(wanted.map((name) => [name, "-"]));
    await pagefind.preload(null, { filters });
    const { filters: told } = await pagefind.search(null, { filters });
    for (const name of wanted) this.values.set(name, Object.keys(told[name] ?? {}));
  }

  /** What Pagefind is to be asked for the chosen values, but for those of one key. */
  filters(without) {
    const all = {};
    for (const [key, ids] of this.state.chosen) {
      if (key === without) continue;
      const ways = this.facets.filter((facet) => facet.dataset.key === key).map(({ dataset: { facet } }) => [
        facet, (this.values.get(facet) ?? []).filter((value) => ids.has(idOf(value))),
      ]);
      const held = ways.filter(([, values]) => values.length);
      const [name, values] = held[0] ?? [ways[0][0], ["-"]];
      if (held.length > 1) all.any = held.map(([each, any]) => ({ [each]: { any } }));
      else all[name] = { any: values };
    }
    return all;
  }

  /** Search for the state as it is, and show what is found. */
  async run() {
    const turn = ++this.turn;
    const { q } = this.state;
    const old = () => turn !== this.turn;
    const asked = Boolean(words(q).length || this.state.chosen.size);
    this.showNames(++this.typing);
    this.columns.hidden = !asked;
    this.browse.hidden = asked;
    if (!asked) {
      this.status.textContent = "";
      return;
    }
    this.box.setAttribute("aria-busy", "true");
    try {
      const pagefind = await load(this.places);
      const keys = [...this.state.chosen.keys()];
      const facets = this.facets.filter((each) => this.open.has(each.dataset.facet) || keys.includes(each.dataset.key));
      await this.values_of(pagefind, facets.map((each) => each.dataset.facet));
      if (old()) return;
      const term = words(q).length ? q : null;
      const [found, ...others] = await Promise.all([
        pagefind.search(term, { filters: this.filters() }),
        ...keys.map((key) => pagefind.search(term, { filters: this.filters(key) })),
      ]);
      if (old()) return;
      this.counts = (key) => (keys.includes(key) ? others[keys.indexOf(key)] : found).filters;
      this.found = await this.sorted(found.results);
      if (old()) return;
      this.shown = 0;
      await this.showResults(turn);
    } catch (error) {
      console.error(error);
      if (old()) return;
      this.status.textContent = "Search is not to be had just now. These lists lead to all that it finds.";
      this.columns.hidden = true;
      this.browse.hidden = false;
    } finally {
      if (!old()) this.box.removeAttribute("aria-busy");
    }
  }

  async sorted(results) {
    if (!this.state.sort) return results;
    const places = this.places.filter((place) => place);
    const when = await inTime(places.length < this.places.length && this.places.length === 1 ? this.places : places);
    const way = this.state.sort === "newest" ? -1 : 1;
    return results.filter(({ id }) => when.has(id)).sort((one, two) => way * (when.get(one.id) - when.get(two.id)));
  }

  async showNames(typing) {
    let found = [];
    try {
      found = await find(this.input.value);
    } catch { /* texts may be found all the same */ }
    if (typing !== this.typing) return;
    found = found.slice(0, NAMES);
    this.named = new Set(found.map((each) => new URL(each.url, root).href));
    this.names.hidden = !found.length;
    if (found.length) {
      this.columns.hidden = false;
      this.browse.hidden = true;
    }
    this.names.querySelector("ul").replaceChildren(...found.map((each) => this.name(each)));
  }

  name({ text, url, kind, count, by }) {
    const made = element("li", {}, element("a", { href: new URL(url, root), textContent: text }));
    if (by && by !== text) made.append(" ", element("span", { className: "bb-search-also", textContent: `also ${by}` }));
    made.append(" ", element("span", { className: "bb-search-kind", textContent: `${kind}, ${plural(count, "brief")}` }));
    return made;
  }

  async showResults(turn) {
    const { found } = this;
    const texts = await Promise.all(found.slice(0, AT_ONCE).map((each) => each.data()));
    if (turn !== this.turn) return;
    this.list.replaceChildren(...this.unnamed(texts).map((each) => this.result(each)));
    this.shown = texts.length;
    this.results.hidden = !found.length && !this.state.chosen.size;
    this.more.hidden = this.shown >= found.length;
    this.status.textContent = found.length ? `${plural(found.length, "result")}${this.state.q.trim() ? ` for “${this.state.q.trim()}”` : ""}` : "No results";
    this.showChosen();
    for (const facet of this.facets) if (this.open.has(facet.dataset.facet)) this.showFacet(facet);
    await this.showNone(turn, texts);
    wait(LONG_PAUSE).then(() => {
      if (turn === this.turn && this.shown < Math.min(PAGE, found.length)) this.showMore(false).catch(console.error);
    });
  }

  async showMore(asked) {
    const { turn, found } = this;
    const end = asked ? this.shown + PAGE : PAGE;
    const texts = await Promise.all(found.slice(this.shown, end).map((each) => each.data()));
    if (turn !== this.turn) return;
    const made = this.unnamed(texts).map((each) => this.result(each));
    this.list.append(...made);
    this.shown += texts.length;
    this.more.hidden = this.shown >= found.length;
    if (asked) made[0]?.querySelector("a").focus();
  }

  /** The results but for those that stand above them already, among the names. */
  unnamed(texts) {
    return texts.filter(({ url }) => !this.named?.has(new URL(url, root).href));
  }

  result({ url, meta, filters, excerpt: words_around, sub_results: parts }) {
    const made = element("li");
    const [section] = filters.section ?? [];
    const [kind] = section ? [] : filters.kind ?? [];
    const about = element("p", { className: "bb-row-meta" });
    if (meta.date) about.append(element("time", { dateTime: meta.date, textContent: DAY.format(new Date(meta.date.slice(0, 10))) }), " ");
    about.append(element("span", { className: "bb-kicker", textContent: section ? nameOf(section) : kind ? nameOf(kind) : meta.date ? "" : "Topic" }));
    made.append(about, element("h3", {}, element("a", { href: url, textContent: meta.title })), element("p", { className: "bb-search-excerpt" }, ...excerpt(words_around)));
    const places = parts.filter((each) => each.anchor).sort((one, two) => two.locations.length - one.locations.length).slice(0, 3);
    if (places.length) {
      made.append(element("ul", {}, ...places.map((each) => element("li", {}, element("a", { href: each.url, textContent: each.title }), " ", element("span", {}, ...excerpt(each.excerpt))))));
    }
    return made;
  }

  async toggle(facet) {
    const { facet: name } = facet.dataset;
    if (!facet.open) {
      this.open.delete(name);
      return;
    }
    this.open.add(name);
    if (!this.values.has(name)) await this.run();
    else this.showFacet(facet);
  }

  /** The values of a facet with the number of results that each would leave: years from the newest, others by number. */
  showFacet(facet) {
    const { facet: name, key, all } = facet.dataset;
    if (!this.counts) return;
    const counts = this.counts(key)[name] ?? {};
    const ids = this.state.chosen.get(key) ?? new Set();
    const values = (this.values.get(name) ?? []).map((value) => ({ id: idOf(value), text: nameOf(value), count: counts[value] ?? 0 }))
      .filter(({ id, count }) => count || ids.has(id))
      .sort((one, two) => (name === "year" ? two.id - one.id : two.count - one.count || (one.text < two.text ? -1 : 1)));
    const shown = all === undefined ? values.filter(({ id }, index) => index < VALUES || ids.has(id)) : values;
    const focused = facet.contains(document.activeElement) ? document.activeElement.value : null;
    facet.querySelector("ul").replaceChildren(...shown.map(({ id, text, count }) => {
      const box = element("input", { type: "checkbox", value: id, checked: ids.has(id) });
      box.addEventListener("change", () => this.choose(key, id, box.checked));
      return element("li", {}, element("label", {}, box, " ", element("span", { textContent: text }), " ", element("span", { className: "bb-count", textContent: count.toLocaleString("en") })));
    }));
    if (!values.length) facet.querySelector("ul").append(element("li", { className: "bb-count", textContent: "None among these results" }));
    facet.querySelector(".bb-facet-more").hidden = shown.length === values.length;
    if (focused) facet.querySelector(`input[value="${CSS.escape(focused)}"]`)?.focus();
  }

  textOf(key, id) {
    for (const facet of this.facets) {
      if (facet.dataset.key !== key) continue;
      const value = this.values.get(facet.dataset.facet)?.find((each) => idOf(each) === id);
      if (value) return nameOf(value);
    }
    return id;
  }

  showChosen() {
    const made = [...this.state.chosen].flatMap(([key, ids]) => [...ids].map((id) => {
      const text = this.textOf(key, id);
      const button = element("button", { type: "button", textContent: text, ariaLabel: `Remove the filter ${text}` });
      button.addEventListener("click", () => this.choose(key, id, false));
      return element("li", {}, button);
    }));
    this.chosen.replaceChildren(...made);
    this.chosen.hidden = !made.length;
  }

  /** Where nothing has the words: what else may have been meant, and how to search wider. */
  async showNone(turn, texts) {
    const { q, chosen } = this.state;
    const typed = words(q);
    const marked = texts.flatMap((each) => [...each.excerpt.matchAll(/<mark>(.*?)<\/mark>/g)].map((found) => joinedWords(found[1])));
    const alike = marked.length && marked.every((word) => typed.every((each) => each.length > 3 && word.length < each.length * 0.6 && each.startsWith(word)));
    const nothing = !this.found.length;
    this.none.hidden = !nothing && (!alike || !this.names.hidden);
    if (this.none.hidden) return;
    const title = this.none.querySelector("h2");
    title.textContent = nothing ? (this.names.hidden ? "Nothing found" : "No text found") : `Nothing has “${q.trim()}”; what follows has words that begin like it`;
    if (alike) this.status.textContent = `No result for “${q.trim()}”`;
    const ways = [];
    const way = (text, change) => {
      const button = element("button", { type: "button", textContent: text });
      button.addEventListener("click", () => {
        if (change.q !== undefined) this.input.value = change.q;
        this.change(change, "push");
        this.input.focus();
      });
      ways.push(element("li", {}, button));
    };
    if (chosen.size) way("Search without filters", { chosen: new Map() });
    if (/^\s*".+"\s*$/.test(q)) way("Search without quotation marks", { q: q.replaceAll('"', "").trim() });
    else if (typed.length > 1) for (const each of typed.filter((word) => word.length > 2).slice(0, 5)) way(`Search for “${each}” alone`, { q: each });
    let near = [];
    try {
      near = this.names.hidden ? await nearest(q) : [];
    } catch { /* then without */ }
    if (turn !== this.turn) return;
    const meant = near.map((each) => {
      const made = this.name(each);
      made.prepend("Did you mean ");
      return made;
    });
    this.none.querySelector("ul").replaceChildren(...meant, ...ways);
    if (!meant.length && !ways.length) this.none.querySelector("ul").append(element("li", { textContent: "Try other words, or fewer letters of one." }));
    this.status.textContent = [this.status.textContent, near.length && `Did you mean ${near.map((each) => each.text).join(", ")}?`].filter(Boolean).join(". ");
  }
}

const joinedWords = (text) => words(text).join("");

const page = document.querySelector("main .bb-search");
if (page) {
  const search = new Search(page, { address: true });
  addEventListener("popstate", () => search.read(location.href));
  search.read(location.href);
}

let made;
const dialogMade = async () => {
  const answer = await fetch(new URL("search/", root));
  if (!answer.ok) throw new Error(`search/: ${answer.status}`);
  const box = document.adoptNode(new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main .bb-search"));
  const close = element("button", { type: "button", className: "bb-search-close", textContent: "Close" });
  const frame = element("dialog", { className: "bb-search-dialog", ariaLabel: "Search" }, close, box);
  close.addEventListener("click", () => frame.close());
  frame.addEventListener("click", (event) => { if (event.target === frame) frame.close(); });
  // A search box takes the first Escape to empty itself; here it closes the dialog, as it does from every other place.
  box.querySelector("input").addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.preventDefault();
      frame.close();
    }
  });
  box.querySelector(".bb-search-hint").textContent = "Enter opens all results on a page of their own; the arrow keys go through these.";
  document.body.append(frame);
  const search = new Search(box, { address: false });
  return {
    /** Open it, with what has been typed before it was there. */
    open(early) {
      if (!frame.open) frame.showModal();
      search.input.focus();
      if (early) {
        search.input.value = early;
        search.input.dispatchEvent(new Event("input"));
      } else {
        search.input.select();
      }
    },
  };
};

/** The dialog, made once. */
export const dialog = () => {
  made ??= dialogMade();
  made.catch(() => { made = undefined; });
  return made;
};
