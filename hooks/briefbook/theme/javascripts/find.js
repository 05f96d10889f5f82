/* Opens search from any page, by / or Ctrl-K or the link in the header. What it takes is loaded when it is first wanted. */
(() => {
  const root = new URL("../", document.currentScript.src);
  const load = () => import(new URL("javascripts/search.js", root));
  const link = document.querySelector(".bb-search-link");
  const open = async () => {
    const here = document.querySelector("main .bb-search input");
    if (here) {
      here.focus();
      here.select();
      return;
    }
    try {
      await (await load()).open();
    } catch {
      location.href = new URL("search/", root);
    }
  };
  const writes = (element) => element instanceof HTMLElement && (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName));
  document.addEventListener("keydown", (event) => {
    const ctrlK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !writes(event.target);
    if (!(ctrlK || slash) || event.defaultPrevented) return;
    event.preventDefault();
    open();
  });
  link?.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open();
  });
})();
