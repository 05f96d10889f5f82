// Shows the next state of a preview, whose server holds back its answer until there is one. Only a page that is seen asks:
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

  document.addEventListener("visibilitychange", () => (document.visibilityState === "visible" ? ask() : stop()));
  addEventListener("pagehide", stop);
  addEventListener("pageshow", ask);
})();
