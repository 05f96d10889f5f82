/* How what was found is put on the page: as text, never as HTML. */

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

/** An excerpt as text with its marked words; Pagefind writes the one kind of tag and escapes < and > of the text. */
const excerpt = (html) => `${/^(<mark>)?[\p{Lu}\p{N}“"]/u.test(html) ? "" : "… "}${html}${/[.!?”"]$/.test(html) ? "" : " …"}`.split(/<\/?mark>/).map((part, index) => {
  const text = part.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
  return index % 2 ? element("mark", { textContent: text }) : document.createTextNode(text);
});

/** An actor or a topic whose name was typed. */
const named = ({ text, url, kind, count, by }) => {
  const made = element("li", {}, element("a", { href: new URL(url, root), textContent: text }));
  if (by && by !== text) made.append(" ", element("span", { className: "bb-search-also", textContent: `also ${by}` }));
  made.append(" ", element("span", { className: "bb-search-kind", textContent: `${kind}, ${plural(count, "brief")}` }));
  return made;
};

/** A text that has the words. */
const result = ({ url, meta, filters, excerpt: around, sub_results: parts }) => {
  const [section] = filters.section ?? [];
  const [kind] = section ? [] : filters.kind ?? [];
  const about = element("p", { className: "bb-row-meta" });
  if (meta.date) about.append(element("time", { dateTime: meta.date, textContent: DAY.format(new Date(meta.date.slice(0, 10))) }), " ");
  about.append(element("span", { className: "bb-kicker", textContent: section ? nameOf(section) : kind ? nameOf(kind) : meta.date ? "" : "Topic" }));
  const places = parts.filter((each) => each.anchor).sort((one, two) => two.locations.length - one.locations.length).slice(0, 3);
  const where = places.map((each) => element("li", {}, element("a", { href: each.url, textContent: each.title }), " ", element("span", {}, ...excerpt(each.excerpt))));
  return element("li", {}, about, element("h3", {}, element("a", { href: url, textContent: meta.title })),
    places.length ? element("ul", {}, ...where) : element("p", { className: "bb-search-excerpt" }, ...excerpt(around)));
};
