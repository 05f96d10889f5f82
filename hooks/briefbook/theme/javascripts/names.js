/* The box on the index of actors: what is typed narrows the list to the names that hold it, from one small file. */
(() => {
  const box = document.querySelector(".bb-find");
  const list = document.querySelector(".bb-letters-list");
  if (!box || !list) return;
  const input = box.querySelector("input");
  const status = box.querySelector(".bb-found");
  const found = document.createElement("ul");
  const most = 50;
  let names;
  found.className = "bb-index";
  found.hidden = true;
  list.before(found);

  const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f’'ʼ]/g, "").replace(/[-‐‑–]/g, " ").toLowerCase();
  const load = () => (names ??= fetch(box.dataset.names).then((answer) => answer.json()).then((all) =>
    all.filter((each) => !box.dataset.kind || each[2] === box.dataset.kind)
      .map(([name, url, kind, count, others]) => ({ name, url, kind, count, others, folded: [name, ...others].map(fold) }))));

  const link = (text, url, className) => {
    const made = document.createElement("a");
    made.href = `${box.dataset.root}/${url}`;
    made.textContent = text;
    if (className) made.className = className;
    return made;
  };
  const item = (actor, wanted) => {
    const made = document.createElement("li");
    made.append(link(actor.name, actor.url, "bb-index-name"));
    const other = actor.folded[0].includes(wanted) ? -1 : actor.folded.findIndex((each) => each.includes(wanted));
    if (other > 0) {
      const also = document.createElement("span");
      also.className = "bb-index-summary";
      also.textContent = `also ${actor.others[other - 1]}`;
      made.append(also);
    }
    const count = document.createElement("span");
    count.className = "bb-index-count";
    count.textContent = `${actor.kind}, ${actor.count} ${actor.count === 1 ? "brief" : "briefs"}`;
    made.append(count);
    return made;
  };

  const show = async () => {
    const wanted = fold(input.value.trim());
    const here = wanted ? (await load()).filter((actor) => actor.folded.some((each) => each.includes(wanted))) : [];
    if (fold(input.value.trim()) !== wanted) return;
    here.sort((one, two) => two.folded.some((each) => each.startsWith(wanted)) - one.folded.some((each) => each.startsWith(wanted)));
    found.replaceChildren(...here.slice(0, most).map((actor) => item(actor, wanted)));
    found.hidden = !wanted;
    list.hidden = Boolean(wanted);
    status.textContent = !wanted ? "" : here.length > most ? `${here.length} actors, the first ${most} shown` :
      here.length === 1 ? "1 actor" : `${here.length} actors`;
  };
  input.addEventListener("input", show);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { input.value = ""; show(); }
  });
})();
