"use strict";
// `o` puts the text that was approved for the old German into the box, as a click on it does: typed, not saved.
document.addEventListener("keydown", (event) => {
  if (event.key !== "o" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, select, textarea") || document.querySelector("dialog[open]")) return;
  const offered = document.querySelector(".segment.current .was [data-take]");
  if (!offered) return;
  event.preventDefault();
  offered.click();
});
