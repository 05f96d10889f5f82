/* What is asked, and the address that says so: a search can be sent, and the way back leads through searches. */

const SORTS = ["newest", "oldest"];

const stateOf = (address, keys) => {
  const given = new URL(address).searchParams;
  const chosen = new Map();
  for (const key of keys) {
    const ids = given.getAll(key).filter((id) => /^[a-z0-9-]+$/.test(id));
    if (ids.length) chosen.set(key, new Set(ids));
  }
  return { q: given.get("q") ?? "", sort: SORTS.find((sort) => sort === given.get("sort")) ?? "", chosen };
};

const addressOf = ({ q, sort, chosen }) => {
  const made = new URL("search/", root);
  if (q.trim()) made.searchParams.set("q", q.trim());
  for (const [key, ids] of chosen) for (const id of ids) made.searchParams.append(key, id);
  if (sort) made.searchParams.set("sort", sort);
  return made;
};

/** Whether a state asks for anything: one that does not is no entry to come back to. */
const asks = ({ q, chosen }) => Boolean(words(q).length || chosen.size);

/** The chosen values with one more, or one fewer. */
const chosenWith = (chosen, key, id, on) => {
  const made = new Map([...chosen].map(([name, ids]) => [name, new Set(ids)]));
  const ids = made.get(key) ?? new Set();
  ids[on ? "add" : "delete"](id);
  if (ids.size) made.set(key, ids);
  else made.delete(key);
  return made;
};
