"use strict";
// Lists of terms and pairs by keyboard: j and k walk, n begins a new one, / searches.
(() => {
  const links = () => [...document.querySelectorAll("a.opens")];

  function walk(distance) {
    const all = links();
    const at = all.indexOf(document.activeElement);
    all[Math.min(Math.max(at + distance, 0), all.length - 1)]?.focus();
  }

  const keys = {
    j: () => walk(1),
    k: () => walk(-1),
    n: () => document.querySelector("[data-key=n]")?.click(),
    "/": () => document.querySelector("input[type=search]")?.focus(),
  };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("textarea, input, select");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
})();
