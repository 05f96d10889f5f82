/* The box on the index of actors: what is typed narrows the list to the names with words that begin so. */
import { findAll } from "./name_index.js";

const root = new URL("../", import.meta.url);
const box = document.querySelector(".bb-find");
const list = document.querySelector(".bb-letters-list");
if (box && list) {
  const input = box.querySelector("input");
  const status = box.querySelector(".bb-found");
  const found = document.createElement("ul");
  const most = 50;
  found.className = "bb-index";
  found.hidden = true;
  list.before(found);

  const text = (tag, className, content) => {
    const made = document.createElement(tag);
    made.className = className;
    made.textContent = content;
    return made;
  };
  const item = (actor) => {
    const made = document.createElement("li");
    const name = text("a", "bb-index-name", actor.text);
    name.href = new URL(actor.url, root);
    made.append(name);
    if (actor.by !== actor.text) made.append(text("span", "bb-index-summary", `also ${actor.by}`));
    made.append(text("span", "bb-index-count", `${actor.kind}, ${actor.count} ${actor.count === 1 ? "brief" : "briefs"}`));
    return made;
  };
  const accepts = (each) => each.kind !== "Topic" && (!box.dataset.kind || each.kind === box.dataset.kind);
  const show = async () => {
    const wanted = input.value.trim();
    const { found: here, all } = await findAll(wanted, accepts);
    if (input.value.trim() !== wanted) return;
    found.replaceChildren(...here.slice(0, most).map(item));
    found.hidden = !wanted;
    list.hidden = Boolean(wanted);
    const shown = `${Math.min(here.length, most)} ${here.length === 1 ? "actor" : "actors"}`;
    status.textContent = !wanted ? "" : here.length && (!all || here.length > most) ? `The first ${shown}; type more to narrow` : shown;
  };
  input.addEventListener("input", show);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { input.value = ""; show(); }
  });
}
