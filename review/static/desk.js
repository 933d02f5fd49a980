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
})();
