// Opens search from any page, by / or Ctrl-K or the link in the header. What it takes is loaded when it is first wanted.
(() => {
  const root = new URL("../", document.currentScript.src);
  const load = () => import(new URL("javascripts/search.js", root));
  const link = document.querySelector(".bb-search-link");
  let early = null; // what is typed while the dialog is on its way
  const box = document.querySelector("main .bb-search");
  const open = async () => {
    if (early !== null || document.querySelector(".bb-search-nothing")) return;
    const here = box?.querySelector("input");
    if (here) {
      here.focus();
      here.select();
      return;
    }
    early = "";
    try {
      const dialog = await load().then((module) => module.dialog());
      if (early !== null) dialog.open(early);
    } catch {
      for (let before = null; before !== early;) { // the rest of what is being typed would be lost on the way
        before = early;
        await new Promise((done) => { setTimeout(done, 600); });
      }
      if (early !== null) location.href = new URL(early ? `search/?q=${encodeURIComponent(early)}` : "search/", root);
    }
    early = null;
  };
  const writes = (element) => element instanceof HTMLElement && (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName));
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || !event.key) return; // a browser that fills in a box by itself tells of no key
    const bare = !event.ctrlKey && !event.metaKey && !event.altKey;
    const ctrlK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (early !== null && bare && (event.key.length === 1 || event.key === "Backspace" || event.key === "Escape")) {
      event.preventDefault();
      early = event.key === "Escape" ? null : event.key === "Backspace" ? early.slice(0, -1) : early + event.key;
    } else if (ctrlK || (event.key === "/" && bare && !writes(event.target))) {
      event.preventDefault();
      if (early === null) open();
    }
  });
  // On its own page it loads by itself; who hears that it did not is told, and has in the box what was to be searched for.
  if (box) {
    load().catch(() => {
      box.dataset.lost = "";
      box.querySelector("input").value ||= new URLSearchParams(location.search).get("q") ?? "";
      const text = "Search did not load. The button tries once more.";
      for (const status of box.querySelectorAll(".bb-search-status, [role=status]")) status.textContent = text;
    });
  }
  link?.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open();
  });
})();
