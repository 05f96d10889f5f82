/* The facets: what Pagefind knows of them is loaded when they are opened, or when the address chooses by them. */

const VALUES = 12;

/* A value is an id, a space, and the name that readers see. */
const idOf = (value) => value.slice(0, value.indexOf(" "));
const nameOf = (value) => value.slice(value.indexOf(" ") + 1);

class Facets {
  /** `wanted` is called when a facet is opened whose values are not there yet, `choose` with a key, an id, and on or off. */
  constructor(box, { wanted, choose }) {
    this.box = box.querySelector(".bb-search-facets");
    this.all = [...box.querySelectorAll(".bb-facet")];
    this.keys = [...new Set(this.all.map((facet) => facet.dataset.key))];
    this.values = new Map();
    this.choose = choose;
    for (const facet of this.all) {
      facet.addEventListener("toggle", () => {
        if (!facet.open) return;
        if (this.values.has(facet.dataset.facet) && this.counted !== false) this.show(facet);
        else wanted();
      });
      facet.querySelector(".bb-facet-more").addEventListener("click", () => {
        const before = facet.querySelectorAll("input").length;
        facet.dataset.all = "";
        this.show(facet);
        facet.querySelectorAll("input")[before]?.focus();
      });
    }
  }

  /** Whether a reader sees the values of any. */
  get open() {
    return this.all.some(({ open }) => open);
  }

  /** Have the values of all that are open or chosen by; Pagefind loads a facet when a search first names it. */
  async load(pagefind, term, chosen) {
    const missing = this.all.filter(({ open, dataset }) => (open || chosen.has(dataset.key)) && !this.values.has(dataset.facet));
    if (!missing.length) return;
    const filters = Object.fromEntries(missing.map(({ dataset }) => [dataset.facet, "-"]));
    const { filters: told } = await pagefind.search(term, { filters });
    if (missing.some(({ dataset }) => !told[dataset.facet])) await reach();
    for (const { dataset } of missing) this.values.set(dataset.facet, Object.keys(told[dataset.facet] ?? {}));
  }

  /** What Pagefind is to be asked for the chosen values, but for those of one key. */
  filters(chosen, without) {
    const made = {};
    for (const [key, ids] of chosen) {
      if (key === without) continue;
      const ways = this.all.filter((facet) => facet.dataset.key === key).map(({ dataset: { facet } }) => [
        facet, (this.values.get(facet) ?? []).filter((value) => ids.has(idOf(value))),
      ]);
      const held = ways.filter(([, values]) => values.length);
      const [name, values] = held[0] ?? [ways[0][0], ["-"]];
      if (held.length > 1) made.any = held.map(([each, any]) => ({ [each]: { any } }));
      else made[name] = { any: values };
    }
    return made;
  }

  /**
   * Show those that are open, or none of them where there is nothing to narrow; `counts` gives the number of results by facet
   * and value, for a key, and is shown where it is `counted`.
   */
  update({ chosen, counts, counted, nothing }) {
    Object.assign(this, { chosen, counts, counted });
    this.box.hidden = nothing;
    for (const facet of this.all) if (facet.open && this.values.has(facet.dataset.facet)) this.show(facet);
  }

  /** The values of a facet with the number of results that each would leave: years from the newest, others by number. */
  show(facet) {
    const { facet: name, key, all } = facet.dataset;
    if (!this.counts) return;
    const counts = this.counts(key)[name] ?? {};
    const ids = this.chosen.get(key) ?? new Set();
    const values = this.values.get(name).map((value) => ({ id: idOf(value), text: nameOf(value), count: counts[value] ?? 0 }))
      .filter(({ id, count }) => count || ids.has(id))
      .sort((one, two) => (name === "year" ? two.id - one.id : two.count - one.count || (one.text < two.text ? -1 : 1)));
    const shown = all === undefined ? values.filter(({ id }, index) => index < VALUES || ids.has(id)) : values;
    const list = facet.querySelector("ul");
    const focused = list.contains(document.activeElement) ? document.activeElement.value : null;
    list.replaceChildren(...shown.map(({ id, text, count }) => {
      const box = element("input", { type: "checkbox", value: id, checked: ids.has(id) });
      box.addEventListener("change", () => this.choose(key, id, box.checked));
      return element("li", {}, element("label", {}, box, " ", element("span", { textContent: text }), ...(this.counted ? [" ", element("span", { className: "bb-count", textContent: count.toLocaleString("en") })] : [])));
    }));
    if (!values.length) list.append(element("li", { className: "bb-count", textContent: "None among these results" }));
    facet.querySelector(".bb-facet-more").hidden = shown.length === values.length;
    if (focused) (list.querySelector(`input[value="${CSS.escape(focused)}"]`) ?? facet.querySelector("summary")).focus();
  }

  /** The name of a value, or its id where nothing has that. */
  textOf(key, id) {
    for (const { dataset } of this.all) {
      const value = dataset.key === key && this.values.get(dataset.facet)?.find((each) => idOf(each) === id);
      if (value) return nameOf(value);
    }
    return id;
  }
}
