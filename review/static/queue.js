"use strict";
// Keys of the queue. The title's link is what is selected: Enter opens it by itself, and a screen reader reads it.
(() => {
  const links = [...document.querySelectorAll("table.queue a.opens")];
  const step = (distance) => {
    const at = links.indexOf(document.activeElement.closest("tr")?.querySelector("a.opens"));
    const link = at < 0 ? links[0] : links[at + distance];
    link?.focus();
    link?.closest("tr").scrollIntoView({ block: "nearest" });
  };
  const keys = {
    j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1),
    n: () => document.querySelector("a.next")?.click(),
    "/": () => document.querySelector("input[type=search]").select(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, select, textarea")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
})();
