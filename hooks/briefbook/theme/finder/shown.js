/* How what was found is put on the page: as text, never as HTML. */

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

const MARK = /<\/?mark>/g;
const escaped = (text) => text.replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** The words of an excerpt as the text has them: Pagefind writes < as &lt;, and a text may hold that very word itself. */
const wordsOf = (html, content) => {
  const excerpted = html.split(/\s+/);
  const bare = excerpted.map((each) => each.replace(MARK, ""));
  const plain = bare.map((each) => each.replaceAll("&lt;", "<").replaceAll("&gt;", ">"));
  if (!/&[lg]t;/.test(content)) return [excerpted, plain];
  const all = content.split(/\s+/);
  const start = all.findIndex((_, from) => bare.every((each, index) => each === escaped(all[from + index] ?? "")));
  return [excerpted, start < 0 ? plain : all.slice(start, start + bare.length)];
};

/** An excerpt as text with its marked words; Pagefind writes the one kind of tag. */
const excerpt = (html, content) => {
  const [excerpted, plain] = wordsOf(html, content);
  const made = plain.flatMap((text, index) => [index ? " " : "", excerpted[index].startsWith("<mark>") ? element("mark", { textContent: text }) : text]);
  return [/^[\p{Lu}\p{N}“"]/u.test(plain[0]) ? "" : "… ", ...made, /[.!?”"]$/.test(plain.at(-1)) ? "" : " …"];
};

/** An actor or a topic whose name was typed. */
const named = ({ text, url, kind, count, by }) => {
  const made = element("li", {}, element("a", { href: new URL(url, root), textContent: text }));
  if (by && by !== text) made.append(" ", element("span", { className: "bb-search-also", textContent: `also ${by}` }));
  made.append(" ", element("span", { className: "bb-search-kind", textContent: `${kind}, ${plural(count, "brief")}` }));
  return made;
};

/** A text that has the words. */
const result = ({ url, meta, filters, content, excerpt: around, sub_results: parts }) => {
  const [section] = filters.section ?? [];
  const [kind] = section ? [] : filters.kind ?? [];
  const about = element("p", { className: "bb-row-meta" });
  if (meta.date) about.append(element("time", { dateTime: meta.date, textContent: DAY.format(new Date(meta.date.slice(0, 10))) }), " ");
  about.append(element("span", { className: "bb-kicker", textContent: section ? nameOf(section) : kind ? nameOf(kind) : meta.date ? "" : "Topic" }));
  const places = parts.filter((each) => each.anchor).sort((one, two) => two.locations.length - one.locations.length).slice(0, 3);
  const where = places.map((each) => element("li", {}, element("a", { href: each.url, textContent: each.title }), " ", element("span", {}, ...excerpt(each.excerpt, content))));
  return element("li", {}, about, element("h3", {}, element("a", { href: url, textContent: meta.title })),
    places.length ? element("ul", {}, ...where) : element("p", { className: "bb-search-excerpt" }, ...excerpt(around, content)));
};
