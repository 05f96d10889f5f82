// Light or dark: the reader's choice if there is one, else the system's. Loaded before the page is drawn, so nothing flashes.
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  let choice = null;
  try { choice = localStorage.getItem("scheme"); } catch { /* storage is refused: the choice lasts for one page */ }
  const isDark = () => (choice ?? (system.matches ? "dark" : "light")) === "dark";
  const show = () => {
    root.dataset.scheme = isDark() ? "dark" : "light";
    const button = document.querySelector(".bb-scheme");
    if (!button) return;
    button.hidden = false;
    button.setAttribute("aria-label", `Switch to ${isDark() ? "light" : "dark"} colours`);
    button.title = button.ariaLabel;
  };
  show();
  system.addEventListener("change", show);
  addEventListener("storage", (event) => { if (event.key === "scheme") { choice = event.newValue; show(); } });
  document.addEventListener("DOMContentLoaded", () => {
    show();
    document.querySelector(".bb-scheme").addEventListener("click", () => {
      choice = isDark() ? "light" : "dark";
      try { localStorage.setItem("scheme", choice); } catch { /* as above */ }
      show();
    });
  });
})();
