// Shows the next state of a preview, whose server holds back its answer until there is one, and tells of its search. Only a page that is seen asks:
// a browser opens no more than six connections to one server, and each that waits is one of them.
(() => {
  const { state, problems } = document.currentScript.dataset;
  const place = problems ? "" : `scrolled ${location.pathname}`;
  let asking = null;

  // The browser goes back to where the reader was by itself, but not after a list of problems, nor where a page is left
  // before it has done so.
  const before = place && sessionStorage.getItem(place);
  if (before) scrollTo(0, Number(before));
  if (place) sessionStorage.removeItem(place);

  const reload = () => {
    if (place) sessionStorage.setItem(place, scrollY);
    location.reload();
  };

  const ask = async () => {
    while (document.visibilityState === "visible" && !asking) {
      asking = new AbortController();
      try {
        const answer = await fetch(`/livereload/${state}`, { signal: asking.signal, cache: "no-store" });
        const shown = await answer.text();
        if (answer.ok && shown !== state) {
          reload();
          return;
        }
      } catch {
        await new Promise((resolve) => { setTimeout(resolve, 1000); });
      } finally {
        asking = null;
      }
    }
  };
  const stop = () => asking?.abort();

  // The index for search is made when search is first opened, and again for each state of which it is opened. Until then
  // the server holds back Pagefind's files, or gives those of the state before.
  const told = new WeakSet();
  const tell = async (box) => {
    if (told.has(box)) return;
    told.add(box);
    const note = document.createElement("p");
    note.className = "bb-search-hint";
    note.setAttribute("role", "status");
    const say = (text) => {
      note.textContent = text;
      box.querySelector(".bb-search-status").before(note);
    };
    const late = setTimeout(say, 300, "What was saved is being indexed for search, which takes a while the first time. Actors and topics are found already.");
    let answer = "later";
    try {
      while (answer === "later") answer = await (await fetch(`/livereload/search/${state}`, { cache: "no-store" })).text();
    } catch {
      return; // the page is left, or the preview was ended
    } finally {
      clearTimeout(late);
    }
    const loaded = performance.getEntriesByType("resource").some(({ name }) => name.endsWith("/pagefind/pagefind.js"));
    if (answer !== "made") say(`There is no index for search: ${answer}`);
    else if (note.isConnected && loaded && !box.closest("dialog") && sessionStorage.getItem("indexed") !== state) {
      sessionStorage.setItem("indexed", state); // once for each state: what is loaded from now on is of this index
      reload();
    } else note.remove();
  };

  const box = document.querySelector("main .bb-search");
  if (box) tell(box);
  document.addEventListener("focusin", ({ target }) => {
    const around = target.closest(".bb-search");
    if (around) tell(around);
  });
  document.addEventListener("visibilitychange", () => (document.visibilityState === "visible" ? ask() : stop()));
  addEventListener("pagehide", stop);
  addEventListener("pageshow", ask);
})();
