/* What else may have been meant. Where nothing has a word, Pagefind finds what has its first letters: "hezbolah" finds "he". */

const ENDING = /^(?:|.{1,2}|ies|ied|ing|ings|ers|ment|ments|tion|tions|ation|ations|ive|ity|ness|able|ible|ance|ence|ian|ians|ist|ists)$/;

/** Whether two words differ in their endings alone. */
const kin = (one, two) => {
  let same = 0;
  while (same < one.length && one[same] === two[same]) same += 1;
  return same > 2 && ENDING.test(one.slice(same)) && ENDING.test(two.slice(same));
};

/** How far what was found has what was typed: "all" as far as can be seen, "some" letters, or only the "first" few. */
const likeness = (typed, texts) => {
  const excerpts = texts.flatMap((each) => [each, ...each.sub_results]).map((each) => each.excerpt);
  const marked = excerpts.flatMap((each) => [...each.matchAll(/<mark>(.*?)<\/mark>/g)].map((found) => words(found[1]).join("")));
  const long = typed.filter((word) => word.length > 3);
  if (!marked.length || !long.length) return "all";
  if (marked.every((mark) => long.some((word) => word.startsWith(mark) && mark.length < word.length * 0.6))) return "first";
  return long.some((word) => marked.some((mark) => mark.includes(word) || kin(word, mark))) ? "all" : "some";
};

/** The ways on for who found nothing, each as text and what it changes. */
const waysOn = ({ q, chosen }) => {
  const typed = words(q);
  const made = [];
  if (chosen.size) made.push(["Search without filters", { chosen: new Map() }]);
  if (/^\s*".+"\s*$/.test(asked(q))) made.push(["Search without quotation marks", { q: asked(q).replaceAll('"', "").trim() }]);
  else if (typed.length > 1) for (const each of new Set(typed.filter((word) => word.length > 2).slice(0, 5))) made.push([`Search for “${each}” alone`, { q: each }]);
  return made;
};
