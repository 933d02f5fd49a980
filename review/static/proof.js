"use strict";
// The button is there only where it works; the browser's own menu prints without it.
(() => {
  const button = document.getElementById("print");
  button.hidden = false;
  button.addEventListener("click", () => window.print());
})();
