"use strict";
// What every page of the desk needs: htmx sends the token that guards changes, and failures are said, not swallowed.
(() => {
  const csrf = document.querySelector('meta[name="csrf"]').content;
  const told = document.getElementById("told");

  function tell(text) {
    const line = document.createElement("p");
    line.className = "told wrong";
    line.textContent = text;
    told.replaceChildren(line);
  }

  document.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["X-CSRF-Token"] = csrf;
  });
  document.addEventListener("htmx:responseError", (event) => tell(event.detail.xhr.responseText));
  document.addEventListener("htmx:sendError", () => tell(told.dataset.offline));

  // The next article, from anywhere: in the queue as it was filtered last, and not the one that is open.
  document.addEventListener("keydown", (event) => {
    const elsewhere = event.target.closest("input, textarea, select") || document.querySelector("dialog[open], .top:not(:has(.self))");
    if (event.key !== "N" || event.ctrlKey || event.metaKey || event.altKey || elsewhere) return;
    event.preventDefault();
    const open = location.pathname.match(/^\/translations\/(\d+)/);
    const asked = new URLSearchParams(sessionStorage.getItem("queue") || "");
    if (open) asked.set("after", open[1]);
    location.href = `/next?${asked}`;
  });
})();
