/* Where search is: on its page, and in a dialog over any other, which is made once, of that page. */

const page = document.querySelector("main .bb-search");
if (page) {
  const search = new Search(page, { address: true });
  addEventListener("popstate", () => { if (!search.shows(location.href)) search.read(location.href); });
  search.read(location.href);
}

const dialogMade = async () => {
  const answer = await fetch(new URL("search/", root));
  if (!answer.ok) throw new Error(`search/: ${answer.status}`);
  const found = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main .bb-search");
  if (!found) throw new Error("search/: there is nothing to search"); // the page says so
  const box = document.adoptNode(found);
  const close = button("Close", () => frame.close(), { className: "bb-search-close" });
  const frame = element("dialog", { className: "bb-search-dialog", ariaLabel: "Search" }, close, box);
  frame.addEventListener("click", ({ target }) => {
    const link = target.closest("a");
    if (target === frame || (link && link.pathname === location.pathname && link.origin === location.origin)) frame.close();
  });
  // A search box takes the first Escape to empty itself; here it closes the dialog, as it does from every other place.
  box.querySelector("input").addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.preventDefault();
      frame.close();
    }
  });
  box.querySelector(".bb-search-hint").textContent = "Enter opens all results on a page of their own; the arrow keys go through these.";
  document.body.append(frame);
  const search = new Search(box, { address: false });
  return {
    /** Open it, with what has been typed before it was there. */
    open(early) {
      if (!frame.open) frame.showModal();
      search.input.focus();
      if (early) {
        search.input.value = early;
        search.input.dispatchEvent(new Event("input"));
      } else {
        search.input.select();
      }
    },
  };
};

let made;
/** The dialog, made once. */
export const dialog = () => {
  made ??= dialogMade();
  made.catch(() => { made = undefined; });
  return made;
};
