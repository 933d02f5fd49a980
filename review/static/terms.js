"use strict";
// A term out of the article: select German words, then the translated ones where there are any, and press T.
(() => {
  const dialog = document.getElementById("term-dialog");
  const body = document.getElementById("term-body");
  const bar = document.getElementById("term-bar");
  const LONGEST = 200;
  const selected = { segment: null, german: "", target: "" };

  const words = (text) => text.replace(/\s+/g, " ").trim().slice(0, LONGEST);

  function typed() {
    const box = document.activeElement;
    if (box?.name !== "text" || box.selectionStart === box.selectionEnd) return null;
    return { place: box, text: box.value.slice(box.selectionStart, box.selectionEnd) };
  }

  function marked() {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || !selection.anchorNode) return null;
    const node = selection.anchorNode;
    return { place: node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement, text: selection.toString() };
  }

  function look() {
    const found = typed() || marked();
    const segment = found?.place.closest(".segment");
    if (!segment || dialog.open) return;
    if (segment !== selected.segment) Object.assign(selected, { segment, german: "", target: "" });
    selected[found.place.closest(".german") ? "german" : "target"] = words(found.text);
    bar.hidden = !selected.german && !selected.target;
    const shown = [selected.german, selected.target].filter(Boolean).map((text) => `»${text}«`).join(" → ");
    bar.querySelector(".words").textContent = shown;
  }

  function forget() {
    Object.assign(selected, { segment: null, german: "", target: "" });
    bar.hidden = true;
  }

  async function ask() {
    const query = new URLSearchParams({ german: selected.german, target: selected.target });
    const answer = await fetch(`${dialog.dataset.address}?${query}`, { headers: { "HX-Request": "true" } });
    body.innerHTML = await answer.text();
    htmx.process(body);
    dialog.showModal();
    bar.hidden = true;
  }

  // The selected word becomes a forbidden form or a further right one, and is no longer what it was.
  function add(field) {
    const word = body.querySelector("[data-selected]").dataset.selected;
    const column = field.slice(0, 2);
    const called = body.querySelector(`[name=${column}]`);
    for (const name of [`${column}_also`, `${column}_forbidden`]) {
      const box = body.querySelector(`[name=${name}]`);
      const forms = box.value.split("\n").filter((form) => form && form !== word);
      box.value = (name === field ? [...forms, word] : forms).join("\n");
      if (name === field) box.closest("details")?.setAttribute("open", "");
    }
    if (called.value === word) called.value = "";
    called.focus();
  }

  document.addEventListener("selectionchange", look);
  document.addEventListener("select", look);
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("textarea, input, select");
    if (event.key !== "T" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector("dialog[open]")) return;
    event.preventDefault();
    ask();
  });
  bar.addEventListener("click", ask);
  document.addEventListener("click", (event) => {
    if (event.target.closest("#term-button")) ask();
    else if (event.target.closest("#term-dialog [data-close]")) dialog.close();
    else if (getSelection()?.isCollapsed && event.target.closest(".segment") !== selected.segment && !dialog.open) forget();
    const adding = event.target.closest("#term-dialog [data-add]");
    if (adding) add(adding.dataset.add);
  });
  body.addEventListener("submit", (event) => {
    // Back to the sentence that it began with.
    const back = event.target.querySelector("[name=back]");
    if (back && selected.segment) back.value = `${location.pathname}#${selected.segment.id}`;
  });
  dialog.addEventListener("close", () => {
    if (body.querySelector("[data-kept]")) {
      // The findings have changed with the term.
      if (selected.segment) location.hash = selected.segment.id;
      location.reload();
    }
    forget();
    body.replaceChildren();
  });
})();
