/* A box with what it finds, on the page of search or in the dialog. */

const AT_ONCE = 5; // results whose texts are loaded with a search; the next ones follow when the reader pauses
const PAGE = 10;
const NAMES = 5;
const PAUSE = 10; // milliseconds without a key before a search begins
const NUMBER = /\d.*\/|\/.*\d/; // of a report or a document, which is found as it is typed before all else
const HEARD = 1000; // before what was found is read to who listens: each key would cut off what the last one had said
const LONG_PAUSE = 400; // before one begins for a word of fewer than four letters, and before further results are loaded

class Search {
  constructor(box, { address }) {
    this.box = box;
    this.address = address; // whether the address of the page is to tell the state
    this.places = box.dataset.places.split(" ");
    this.state = { q: "", sort: "", chosen: new Map() };
    this.turn = this.typing = 0;
    const one = (selector) => box.querySelector(selector);
    Object.assign(this, {
      form: one("form"), input: one("input"), status: one(".bb-search-status"), heard: one("[role=status]"), columns: one(".bb-search-columns"),
      names: one(".bb-search-names"), results: one(".bb-search-results"), none: one(".bb-search-none"),
      list: one(".bb-search-results ol"), more: one(".bb-search-more"), sort: one("select"),
      chosen: one(".bb-search-chosen"), browse: one(".bb-search-browse"),
    });
    this.facets = new Facets(box, {
      wanted: () => this.run(),
      choose: (key, id, on) => this.change({ chosen: chosenWith(this.state.chosen, key, id, on) }, "push"),
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
      typed = setTimeout(() => this.change({ q: this.input.value }, "replace"), !last || last.length > 3 || /["”»\s]$/.test(this.input.value) ? PAUSE : LONG_PAUSE);
    });
    this.input.addEventListener("focus", () => load(this.places).catch(() => {}), { once: true });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(typed);
      if (this.address) this.change({ q: this.input.value }, "push");
      else location.href = addressOf({ ...this.state, q: this.input.value });
    });
    this.sort.addEventListener("change", () => this.change({ sort: this.sort.value }, "push"));
    this.more.addEventListener("click", () => this.showMore(true));
    this.box.addEventListener("keydown", (event) => this.step(event));
  }

  /** Arrow keys go through what was found, from the box and back to it. */
  step(event) {
    const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const found = this.box.querySelectorAll(":is(.bb-search-names, .bb-search-none) a, .bb-search-results h3 a");
    const stops = [this.input, ...[...found].filter((each) => each.checkVisibility())];
    const here = stops.indexOf(document.activeElement);
    if (!way || here < 0 || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (here + way < 0 || here + way >= stops.length) return;
    event.preventDefault();
    stops[here + way].focus();
  }

  /** Take the state from an address. */
  read(address) {
    this.state = stateOf(address, this.facets.keys);
    this.input.value = this.state.q;
    this.sort.value = this.state.sort;
    return this.run();
  }

  change(what, way) {
    const before = addressOf(this.state).href;
    Object.assign(this.state, what);
    const now = addressOf(this.state);
    if (this.address && now.href !== before) history[`${way}State`](null, "", now);
    return this.run();
  }

  /** Search for the state as it is, and show what is found. */
  async run() {
    const turn = ++this.turn;
    const { q, sort, chosen } = this.state;
    const old = () => turn !== this.turn;
    const anything = Boolean(words(q).length || chosen.size);
    const naming = this.showNames(++this.typing);
    this.columns.hidden = !anything;
    this.browse.hidden = anything;
    if (!anything) {
      this.say(q.trim() ? `Nothing can be found by “${q.trim()}”: search looks for letters and digits` : "");
      return;
    }
    this.box.setAttribute("aria-busy", "true");
    try {
      const pagefind = await load(this.places);
      const wanted = parsed(q);
      const { every } = this.box.dataset;
      await this.facets.load(pagefind, termOf(wanted, every), chosen);
      if (old()) return;
      const made = await answer(pagefind, wanted, { every, places: this.places, facets: this.facets, chosen, sort });
      if (old()) return;
      const [first] = await Promise.all([Promise.all(made.results.slice(0, AT_ONCE).map((each) => each.data())), naming]);
      if (old()) return;
      const [found, texts] = sort ? [made.results, first] : titledFirst(made.results, first, q);
      this.like = made.like;
      this.undated = made.undated;
      this.showFound(found, texts, made);
      if (!found.length) this.makeSure(turn);
      await this.showMeant(turn);
      this.followUp(turn);
    } catch (error) {
      console.error(error);
      forget();
      await naming; // they may be there although the texts are not
      if (!old()) this.showFailure();
    } finally {
      if (!old()) this.box.removeAttribute("aria-busy");
    }
  }

  /** Take back that nothing was found where the index is out of reach. */
  async makeSure(turn) {
    try {
      await reach();
    } catch {
      forget();
      if (turn === this.turn) this.showFailure();
    }
  }

  async showNames(typing) {
    let found = [];
    try {
      found = await find(this.input.value);
      this.nameless = false;
    } catch {
      this.nameless = true; // texts may be found all the same
    }
    if (typing !== this.typing) return;
    found = found.slice(0, NAMES);
    this.named = new Set(found.map((each) => new URL(each.url, root).href));
    this.names.hidden = !found.length;
    if (found.length) {
      this.columns.hidden = false;
      this.browse.hidden = true;
    }
    this.names.querySelector("ul").replaceChildren(...found.map(named));
  }

  /** The results but for those that stand above them already, among the names; where the reader narrows, all that the facets count. */
  items(texts) {
    return texts.filter(({ url }) => this.state.chosen.size || !this.named?.has(new URL(url, root).href)).map(result);
  }

  showFound(found, texts, { counts, counted }) {
    const { chosen } = this.state;
    const items = this.items(texts);
    this.found = found;
    this.shown = texts.length;
    this.list.replaceChildren(...items);
    this.more.hidden = this.shown >= found.length;
    this.results.hidden = !items.length && this.more.hidden && !chosen.size;
    this.say(this.said(items.length || !this.more.hidden ? found.length : 0));
    this.showChosen();
    this.facets.update({ chosen, counts, counted, nothing: !found.length && !chosen.size });
  }

  /** Show a sentence, and have it read, with the number of names that stand there and what else is to be heard, once the reader has paused. */
  say(text, also) {
    this.status.textContent = text;
    clearTimeout(this.saying);
    this.saying = setTimeout(() => {
      const names = this.names.hidden || / names? for /.test(text) ? 0 : this.names.querySelectorAll("li").length;
      this.heard.textContent = [names && plural(names, "name"), text, also].filter(Boolean).join(". ");
    }, HEARD);
  }

  /** How much was found, in words. */
  said(number) {
    const typed = words(this.state.q).length ? this.state.q.trim() : "";
    const names = this.names.querySelectorAll("li").length;
    if (number && this.like === "some") return `No text has “${typed}” as it is typed; ${plural(number, "result")} with a part of it, or a word like it`;
    const what = number ? plural(number, "result") : names && !this.names.hidden && !this.state.chosen.size ? plural(names, "name") : "No results";
    const without = this.undated ? `. ${this.undated.toLocaleString("en")} more, ${this.undated === 1 ? "an actor or a topic, has" : "actors and topics, have"} no date` : "";
    return `${what}${typed ? ` for “${typed}”` : ""}${without}${this.nameless ? ". Names are not to be had just now" : ""}`;
  }

  showChosen() {
    const made = [...this.state.chosen].flatMap(([key, ids]) => [...ids].map((id) => {
      const text = this.facets.textOf(key, id);
      return element("li", {}, button(text, () => this.facets.choose(key, id, false), { ariaLabel: `Remove the filter ${text}` }));
    }));
    this.chosen.replaceChildren(...made);
    this.chosen.hidden = !made.length;
  }

  /** Load the next results when the reader has paused. */
  async followUp(turn) {
    await wait(LONG_PAUSE);
    if (turn === this.turn && this.shown < Math.min(PAGE, this.found.length)) this.showMore(false);
  }

  async showMore(wanted) {
    const { turn, found, shown } = this;
    try {
      const texts = await Promise.all(found.slice(shown, wanted ? shown + PAGE : PAGE).map((each) => each.data()));
      if (turn !== this.turn || shown !== this.shown) return; // it was asked twice
      const made = this.items(texts);
      this.list.append(...made);
      this.shown += texts.length;
      this.more.hidden = this.shown >= found.length;
      if (wanted) made[0]?.querySelector("a").focus();
    } catch (error) {
      console.error(error);
      forget();
      if (wanted && turn === this.turn) this.say("More results are not to be had just now; search once more.");
    }
  }

  /** Where nothing has the words, or they may be misspelt: what else may have been meant, and how to search wider. */
  async showMeant(turn) {
    const { q } = this.state;
    const nothing = !this.found.length;
    const unnamed = this.names.hidden;
    this.none.hidden = true;
    if (!nothing && (this.like === "all" || !unnamed)) return;
    let near = [];
    try {
      near = unnamed ? await nearest(q) : [];
    } catch { /* then without */ }
    if (turn !== this.turn || (!nothing && !near.length)) return;
    const ways = nothing ? waysOn(this.state).map(([text, change]) => element("li", {}, button(text, () => {
      if (change.q !== undefined) this.input.value = change.q;
      this.change(change, "push");
      this.input.focus();
    }))) : [];
    const meant = near.map((each) => {
      const made = named(each);
      made.prepend("Did you mean ");
      return made;
    });
    const items = [...meant, ...ways];
    this.none.querySelector("h2").textContent = !nothing ? "Another spelling?" : unnamed ? "Nothing found" : "No text found";
    this.none.querySelector("ul").replaceChildren(...items.length ? items : [element("li", { textContent: "Try other words, or fewer letters of one." })]);
    this.none.hidden = false;
    // Who looks sees them below.
    if (near.length) this.say(this.status.textContent, `Did you mean ${near.map((each) => each.text).join(", ")}?`);
  }

  showFailure() {
    this.say("Search is not to be had just now. These lists lead to all that it finds.");
    this.results.hidden = this.none.hidden = true;
    this.columns.hidden = this.names.hidden; // names come from files of their own
    this.browse.hidden = false;
  }
}
