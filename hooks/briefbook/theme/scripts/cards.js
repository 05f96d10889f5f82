// Shows who an actor is at a link to its dossier, under the pointer or with the focus, from the record beside the dossier's page.
// As WCAG 1.4.13 asks: Escape closes the card, the pointer may move onto it, and it stays as long as either is there.
(() => {
  const kinds = { intergovernmental: "Intergovernmental body" };
  const card = document.createElement("div");
  const known = new Map();
  let link, timer, pointer; // where the pointer is over the link; none where the focus is meant
  card.className = "bb-card-over";
  card.id = "bb-card";
  card.role = "tooltip";
  card.hidden = true;

  const actorOf = (target) => {
    const found = target.closest?.("main a[href]");
    const here = found && new URL(found.href);
    if (!here || here.origin !== location.origin || here.pathname === location.pathname) return null;
    return /\/actors\/[a-z0-9-]+\/$/.test(here.pathname) && !found.closest(".bb-index") ? found : null;
  };
  const load = (url) => {
    if (!known.has(url)) known.set(url, fetch(url).then((answer) => (answer.ok ? answer.json() : null)).catch(() => null));
    return known.get(url);
  };
  const line = (name, text) => {
    const made = document.createElement(name);
    made.textContent = text;
    made.dir = "auto";
    return made;
  };
  const day = (iso) => new Date(iso).toLocaleDateString(document.documentElement.lang === "en" ? "en-GB" : undefined,
    { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

  const hide = () => {
    clearTimeout(timer);
    link?.removeAttribute("aria-describedby");
    card.hidden = true;
    link = null;
  };
  const place = () => {
    card.style.translate = "";
    const lines = [...link.getClientRects()];
    const all = link.getBoundingClientRect(); // a name may run over several lines, and the card is to hide none of them
    const at = card.getBoundingClientRect();
    const room = document.documentElement;
    const above = all.bottom + at.height + 8 > room.clientHeight && all.top > at.height + 8;
    const box = lines.find((each) => pointer && pointer.y <= each.bottom) ?? lines.at(above ? 0 : -1);
    const x = Math.max(16, Math.min(box.left, room.clientWidth - at.width - 16));
    const y = above ? all.top - at.height - 4 : all.bottom + 4;
    card.style.translate = `${x - at.left}px ${y - at.top}px`;
  };
  const show = async (wanted, over) => {
    hide();
    link = wanted;
    pointer = over;
    const actor = await load(`${wanted.href.split("#")[0]}index.json`);
    if (!actor || link !== wanted) return;
    const kind = kinds[actor.kind] ?? actor.kind[0].toUpperCase() + actor.kind.slice(1).replaceAll("-", " ");
    const briefs = actor.briefs === 1 ? "1 brief, on " : `${actor.briefs} briefs${actor.latest ? ", the last on " : ""}`;
    card.replaceChildren(line("strong", actor.name), line("span", kind), ...(actor.summary ? [line("p", actor.summary)] : []),
      line("span", actor.latest ? briefs + day(actor.latest) : briefs));
    document.querySelector("main").append(card);
    card.hidden = false;
    link.setAttribute("aria-describedby", card.id);
    place();
  };
  const soon = (wait, what) => { clearTimeout(timer); timer = setTimeout(what, wait); };

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const over = actorOf(event.target);
    if (card.contains(event.target) || (over && over === link)) clearTimeout(timer);
    else if (over) soon(250, () => show(over, event));
    else if (link && document.activeElement !== link) soon(300, hide);
    else if (!link) clearTimeout(timer);
  });
  document.addEventListener("focusin", (event) => {
    const on = event.target.matches(":focus-visible") ? actorOf(event.target) : null;
    if (on) show(on);
    else if (link) hide();
  });
  document.addEventListener("focusout", (event) => { if (event.target === link && !card.matches(":hover")) hide(); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && link) hide(); });
})();
