// Lets the keyboard scroll code and tables that are wider than the page, and stop at no others.
const scrollers = document.querySelectorAll(".bb-prose :is(pre, table)");
const stops = () => {
  for (const each of scrollers) {
    if (each.scrollWidth > each.clientWidth) each.tabIndex = 0;
    else each.removeAttribute("tabindex");
  }
};
if (scrollers.length) {
  stops();
  addEventListener("resize", stops);
}
