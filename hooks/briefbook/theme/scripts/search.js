// Opens search from any page, by / or Ctrl-K or the link in the header. What it takes is loaded when it is first wanted.
(() => {
  const root = new URL("../", document.currentScript.src);
  const load = () => import(new URL("javascripts/search.js", root));
  const link = document.querySelector(".bb-search-link");
  let early = null; // what is typed while the dialog is on its way
  const open = async () => {
    const here = document.querySelector("main .bb-search input");
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
      location.href = new URL(`search/?q=${encodeURIComponent(early ?? "")}`, root);
    }
    early = null;
  };
  const writes = (element) => element instanceof HTMLElement && (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName));
  document.addEventListener("keydown", (event) => {
    const bare = !event.ctrlKey && !event.metaKey && !event.altKey;
    const ctrlK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (event.defaultPrevented) return;
    if (early !== null && bare && (event.key.length === 1 || event.key === "Backspace" || event.key === "Escape")) {
      event.preventDefault();
      early = event.key === "Escape" ? null : event.key === "Backspace" ? early.slice(0, -1) : early + event.key;
    } else if (ctrlK || (event.key === "/" && bare && !writes(event.target))) {
      event.preventDefault();
      if (early === null) open();
    }
  });
  link?.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open();
  });
})();
