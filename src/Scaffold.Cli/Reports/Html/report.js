"use strict";
(() => {
  const root = document.documentElement;
  const all = (selector) => [...document.querySelectorAll(selector)];
  const checks = all(".check");

  // Light or dark: what the system says, until the button is used.
  const theme = document.getElementById("theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme || (system.matches ? "dark" : "light")) === "dark";
  const label = () => { theme.textContent = isDark() ? "Light" : "Dark"; };
  const stored = (value) => {
    try { return value ? localStorage.setItem("theme", value) : localStorage.getItem("theme"); } catch { return null; }
  };
  if (["light", "dark"].includes(stored())) root.dataset.theme = stored();
  theme.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    stored(root.dataset.theme);
    label();
  });
  system.addEventListener("change", label);
  theme.hidden = false;
  label();

  const filters = all("[data-filter]");
  const shown = document.getElementById("shown");
  const show = (outcome) => {
    for (const check of checks) check.hidden = outcome !== "all" && check.dataset.outcome !== outcome;
    for (const button of filters) button.setAttribute("aria-pressed", String(button.dataset.filter === outcome));
    shown.textContent = `${checks.filter((check) => !check.hidden).length} shown`;
  };
  for (const button of filters) button.addEventListener("click", () => show(button.dataset.filter));
  document.querySelector(".filters").hidden = false;

  const toggle = document.getElementById("open-all");
  toggle.addEventListener("click", () => {
    const open = toggle.textContent === "Open all";
    for (const check of checks) check.open = open;
    toggle.textContent = open ? "Close all" : "Open all";
  });

  // On paper everything is open; afterwards as it was.
  let before = null;
  addEventListener("beforeprint", () => {
    before = checks.map((check) => check.open);
    for (const check of checks) check.open = true;
  });
  addEventListener("afterprint", () => {
    if (before) checks.forEach((check, n) => { check.open = before[n]; });
    before = null;
  });
})();
