/* A box with what it finds, on the page of search or in the dialog. */

const AT_ONCE = 5; // results whose texts are loaded with a search; the next ones follow when the reader pauses
const PAGE = 10;
const NAMES = 5;
const PAUSE = 10; // milliseconds without a key before a search begins
const NUMBER = /\d.*\/|\/.*\d/; // of a report or a document, which is found as it is typed before all else
const HEARD = 1000; // before what was found is read to who listens: each key would cut off what the last one had said
const SETTLED = 3000; // without a key before what was typed is an entry of the history
const LONG_PAUSE = 400; // before one begins for a word of fewer than four letters, and before further results are loaded

class Search {
  constructor(box, { address }) {
    this.box = box;
    this.address = address; // whether the address of the page is to tell the state
    this.places = box.dataset.places.split(" ");
    this.state = { q: "", sort: "", chosen: new Map() };
    this.turn = this.typing = 0;
    this.settled = false; // whether the entry of the history is one to come back to, or what is typed may replace it
    const one = (selector) => box.querySelector(selector);
    Object.assign(this, {
      form: one("form"), input: one("input"), status: one(".bb-search-status"), heard: one("[role=status]"), columns: one(".bb-search-columns"),
      names: one(".bb-search-names"), results: one(".bb-search-results"), none: one(".bb-search-none"),
      list: one(".bb-search-results ol"), more: one(".bb-search-more"), sort: one("select"),
      chosen: one(".bb-search-chosen"), heading: one(".bb-search-over h2"), browse: one(".bb-search-browse"),
    });
    this.facets = new Facets(box, {
      wanted: () => this.run(),
      choose: (key, id, on) => this.decide({ chosen: chosenWith(this.state.chosen, key, id, on) }),
    });
    if (matchMedia("(max-width: 60rem)").matches) one(".bb-search-facets").open = false;
    one(".bb-search-scriptless").hidden = true;
    this.listen();
  }

  listen() {
    const left = () => document.activeElement !== this.input;
    this.input.addEventListener("input", () => {
      this.stopWaiting();
      const last = words(this.input.value).at(-1) ?? "";
      this.showNames(++this.typing);
      this.typed = setTimeout(() => {
        this.change({ q: this.input.value });
        if (left()) this.settle();
      }, !last || last.length > 3 || /["”»\s]$/.test(this.input.value) ? PAUSE : LONG_PAUSE);
      this.paused = setTimeout(() => this.settleOnce(), SETTLED);
    });
    this.input.addEventListener("blur", () => { if (left()) this.settle(); }); // not if it is the window that is left
    this.input.addEventListener("focus", () => load(this.places).catch(() => {}), { once: true });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.stopWaiting();
      if (!this.address) {
        location.href = addressOf({ ...this.state, q: this.input.value });
        return;
      }
      this.change({ q: this.input.value });
      this.settleOnce();
    });
    this.sort.addEventListener("change", () => this.decide({ sort: this.sort.value }));
    this.more.addEventListener("click", () => this.showMore(true));
    this.box.addEventListener("keydown", (event) => this.step(event));
    if (this.address) this.box.addEventListener("click", ({ target }) => { if (target.closest("a")) this.remember(scrollY); });
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

  stopWaiting() {
    clearTimeout(this.typed);
    clearTimeout(this.paused);
  }

  /** Take the state from an address, and from its entry how many results were shown, and how far down. */
  read(address) {
    this.stopWaiting();
    this.state = stateOf(address, this.facets.keys);
    this.settle();
    this.input.value = this.state.q;
    this.sort.value = this.state.sort;
    return this.run({ back: history.state ?? {} });
  }

  /** Whether an address asks for what is shown: one that differs in its anchor alone does. */
  shows(address) {
    return addressOf(stateOf(address, this.facets.keys)).href === addressOf(this.state).href;
  }

  /** Have what the reader is typing: the first letters begin an entry of the history, and the next ones replace it. */
  change(what) {
    const before = addressOf(this.state).href;
    Object.assign(this.state, what);
    const now = addressOf(this.state).href;
    if (this.address && now !== before) {
      if (this.settled) this.last = before;
      history[this.settled ? "pushState" : "replaceState"](null, "", now);
      this.settled = false;
    }
    return this.run();
  }

  /** Have what the reader has chosen, which is an entry of its own, as is what they had typed before. */
  decide(what) {
    this.settle();
    const done = this.change(what);
    this.settle();
    return done;
  }

  /** Leave the entry as it is: what is typed from now on begins the next. */
  settle() {
    this.settled = asks(this.state);
    this.last = null;
  }

  /** The same while the reader stays on the page; two entries of one search, as letters that are taken back leave, become one. */
  settleOnce() {
    const twice = !this.settled && this.last === addressOf(this.state).href;
    this.settle();
    if (twice) history.back();
  }

  /** Keep in the entry how much is shown, for who comes back to a page that is made anew. */
  remember(at) {
    if (this.address) history.replaceState({ shown: this.shown, at }, "");
  }

  /** Search for the state as it is, or for its words in another form, and show what is found. */
  async run({ q = this.state.q, back = {} } = {}) {
    const turn = ++this.turn;
    const { sort, chosen } = this.state;
    const old = () => turn !== this.turn;
    const anything = asks(this.state);
    const naming = this.showNames(++this.typing);
    this.columns.hidden = !anything;
    this.browse.hidden = anything;
    if (!anything) {
      this.keepFocus();
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
      if (made.like !== "all" || !made.results.length) {
        const apart = parted(q);
        if (apart !== q) return await this.run({ q: apart, back });
      }
      const [first] = await Promise.all([Promise.all(made.results.slice(0, back.shown || AT_ONCE).map((each) => each.data())), naming]);
      if (old()) return;
      const [found, texts] = sort ? [made.results, first] : titledFirst(made.results, first, q);
      this.like = made.like;
      this.undated = made.undated;
      this.parted = q !== this.state.q;
      this.showFound(found, texts, made);
      if (!found.length) this.makeSure(turn);
      await this.showMeant(turn);
      if (back.at && !old()) {
        scrollTo(0, back.at);
        this.remember();
      }
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
    this.exchange(this.names.querySelector("ul"), found.map(named));
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
    this.exchange(this.list, items);
    this.more.hidden = this.shown >= found.length;
    this.results.hidden = !items.length && this.more.hidden && !chosen.size;
    this.say(this.said(items.length || !this.more.hidden ? found.length : 0));
    this.showChosen();
    this.facets.update({ chosen, counts, counted, nothing: !found.length && !chosen.size });
    this.keepFocus();
  }

  /** Put others in the place of what a list holds; the focus stays on what leads to the same, or goes back to the box. */
  exchange(list, items) {
    const { activeElement: focused } = document;
    const had = list.contains(focused) ? focused.href : null;
    list.replaceChildren(...items);
    if (had === null) return;
    [...list.querySelectorAll("a")].find(({ href }) => href === had)?.focus();
    if (!list.contains(document.activeElement)) this.input.focus();
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
    if (number && this.parted) return `No text has “${typed}” as it is typed; ${plural(number, "result")} with the words apart`;
    const what = number ? plural(number, "result") : names && !this.names.hidden && !this.state.chosen.size ? plural(names, "name") : "No results";
    const without = this.undated ? `; left out: ${plural(this.undated, "actor or topic", "actors and topics")} without a date` : "";
    return `${what}${typed ? ` for “${typed}”` : ""}${without}${this.nameless ? ". Names are not to be had just now" : ""}`;
  }

  showChosen() {
    const made = [...this.state.chosen].flatMap(([key, ids]) => [...ids].map((id) => {
      const text = this.facets.textOf(key, id);
      return element("li", {}, button(text, () => this.facets.choose(key, id, false), { ariaLabel: `Remove the filter ${text}` }));
    }));
    const removed = [...this.chosen.children].findIndex((each) => each.contains(document.activeElement));
    this.chosen.replaceChildren(...made);
    this.chosen.hidden = !made.length;
    if (removed < 0) return;
    const next = (made[removed] ?? made.at(-1))?.querySelector("button") ?? this.heading;
    (next.checkVisibility() ? next : this.input).focus();
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
      if (!wanted) return;
      this.remember();
      (made[0]?.querySelector("a") ?? this.heading).focus();
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
      near = unnamed ? await nearestOf(q) : [];
    } catch { /* then without */ }
    if (turn !== this.turn || (!nothing && !near.length)) return;
    const ways = nothing ? waysOn(this.state).map(([text, change]) => element("li", {}, button(text, () => {
      if (change.q !== undefined) this.input.value = change.q;
      if (change.sort !== undefined) this.sort.value = change.sort;
      this.decide(change);
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
    this.facets.box.hidden = true;
    this.browse.hidden = false;
    this.keepFocus();
  }

  /** Have the focus in the box where what had it is no longer shown. */
  keepFocus() {
    const { activeElement: focused } = document;
    if (this.box.contains(focused) && !focused.checkVisibility()) this.input.focus();
  }
}
