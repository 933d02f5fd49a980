"use strict";
// What is typed: kept in this browser with every key and at the desk soon after, checked as it goes, never lost.
window.typing = (() => {
  const SOON = 2500; // milliseconds without a key before the desk is told
  const csrf = document.querySelector('meta[name="csrf"]').content;
  const texts = document.getElementById("said").dataset;
  const waiting = new Map(); // id of a segment -> timer
  const sending = new Map(); // id of a segment -> promise of the answer

  const box = (segment) => segment.querySelector("form.typing textarea");
  const revision = (segment) => segment.querySelector("form.typing [name=revision]").value;
  const stored = (segment) => segment.dataset.text ?? box(segment).defaultValue;
  const key = (segment) => `draft ${location.pathname} ${segment.id}`;

  function remember(segment) {
    try {
      localStorage.setItem(key(segment), JSON.stringify({ text: box(segment).value, revision: revision(segment) }));
      return true;
    } catch {
      return false; // a full or forbidden storage: the desk still has it
    }
  }

  function grow(text) {
    text.style.height = "auto";
    text.style.height = `${text.scrollHeight + 2}px`;
  }

  // Typed as by a person, so that the browser's own undo takes it back.
  function put(text, start, end, words) {
    text.focus();
    text.setSelectionRange(start, end);
    const done = words ? document.execCommand("insertText", false, words) : start === end || document.execCommand("delete");
    if (!done) {
      text.setRangeText(words, start, end, "end");
      text.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  function edit(segment) {
    const text = box(segment);
    if (!segment.classList.contains("editing")) {
      segment.classList.add("editing");
      text.setSelectionRange(text.value.length, text.value.length);
    }
    grow(text);
    text.focus({ preventScroll: true });
    text.scrollIntoView({ block: "nearest" });
  }

  function tell(segment, text, wrong = false) {
    const line = segment.querySelector(".kept");
    line.textContent = text;
    line.classList.toggle("wrong", wrong);
  }

  async function keep(segment) {
    const id = segment.id;
    clearTimeout(waiting.get(id));
    waiting.delete(id);
    await sending.get(id);
    if (!segment.isConnected || !segment.classList.contains("unsaved")) return;
    const promise = tellDesk(segment).finally(() => sending.delete(id));
    sending.set(id, promise);
    await promise;
  }

  async function tellDesk(segment) {
    const text = box(segment).value;
    const body = new URLSearchParams({ text, revision: revision(segment) });
    let answer;
    try {
      answer = await fetch(`${box(segment).form.getAttribute("action")}/typed`, {
        method: "POST", body, headers: { "X-CSRF-Token": csrf, "HX-Request": "true" },
      });
    } catch {
      return tell(segment, remember(segment) ? texts.here : texts.full, true);
    }
    const words = await answer.text();
    if (!answer.ok) return tell(segment, words, true);
    show(segment, text, words);
    tell(segment, texts.kept);
  }

  // Puts what the checks say beside the text; the text itself, its cursor and its undo are left alone.
  function show(segment, text, words) {
    const fresh = new DOMParser().parseFromString(words, "text/html").querySelector(".doubts");
    if (!fresh) return;
    segment.dataset.checked = text;
    segment.dataset.doubts = fresh.children.length;
    segment.querySelector(".doubts").replaceWith(document.adoptNode(fresh));
  }

  // The repairs of the stored texts come when the page stands; what is said of a newer text is worth more.
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    if (event.detail.target.closest(".segment")?.dataset.checked !== undefined) event.detail.shouldSwap = false;
  });

  function typed(segment) {
    const changed = box(segment).value !== stored(segment);
    segment.classList.toggle("unsaved", changed);
    tell(segment, "");
    const here = remember(segment);
    if (!here) tell(segment, texts.full, true);
    clearTimeout(waiting.get(segment.id));
    waiting.set(segment.id, setTimeout(() => keep(segment), SOON));
  }

  // A draft that somebody has overtaken waits until its editor has merged both texts.
  function leave(segment) {
    const text = box(segment);
    if (text.value === stored(segment)) {
      segment.classList.remove("editing", "unsaved");
      localStorage.removeItem(key(segment));
    } else if (segment.classList.contains("done")) {
      keep(segment); // an approval ends by a decision, not by leaving
    } else if (!("conflict" in text.dataset)) {
      send(segment, "draft");
    }
  }

  const send = (segment, act) => segment.querySelector(`form.typing button[name=act][value=${act}]`)?.click();

  document.addEventListener("input", (event) => {
    const segment = event.target.closest(".segment");
    if (!segment || event.target !== box(segment)) return;
    grow(event.target);
    typed(segment);
  });

  // A text that is on its way to the desk arrives before its approval does.
  document.addEventListener("htmx:confirm", (event) => {
    if (!event.target.matches?.("form.typing")) return;
    const segment = event.target.closest(".segment");
    clearTimeout(waiting.get(segment.id));
    const under = sending.get(segment.id);
    if (!under) return;
    event.preventDefault();
    under.finally(() => event.detail.issueRequest(true));
  });

  document.addEventListener("htmx:beforeSwap", (event) => {
    const { target, xhr, serverResponse } = event.detail;
    if (!target.classList.contains("segment") || xhr.status !== 200) return;
    // A conflict keeps the draft until both texts are merged; a remark leaves what is being typed.
    const typing = event.detail.requestConfig?.elt.closest("form.typing");
    if (typing && !serverResponse.includes("data-conflict")) localStorage.removeItem(key(target));
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    const segment = document.getElementById(event.detail.target.id);
    if (segment?.classList.contains("segment")) restore(segment);
  });

  // What was typed and never sent, such as before a crash, is put back where nobody has written since.
  function restore(segment) {
    if (segment.classList.contains("editing")) grow(box(segment));
    const kept = JSON.parse(localStorage.getItem(key(segment)) || "null");
    if (kept === null || kept.revision !== revision(segment) || kept.text === box(segment).value) return;
    segment.dataset.text ??= box(segment).defaultValue;
    if (kept.text === segment.dataset.text) return;
    box(segment).value = kept.text;
    segment.classList.add("unsaved", "editing");
    grow(box(segment));
    waiting.set(segment.id, setTimeout(() => keep(segment), SOON));
  }

  // Leaving the page sends what still waits; the browser keeps it as well.
  addEventListener("pagehide", () => {
    for (const id of waiting.keys()) {
      const segment = document.getElementById(id);
      if (!segment?.classList.contains("unsaved")) continue;
      const body = new URLSearchParams({ text: box(segment).value, revision: revision(segment), csrf });
      navigator.sendBeacon(`${box(segment).form.getAttribute("action")}/typed`, body);
    }
  });
  addEventListener("beforeunload", (event) => {
    if (document.querySelector(".segment.unsaved .kept.wrong")) event.preventDefault();
  });

  document.querySelectorAll(".segment").forEach(restore);
  // What was typed elsewhere comes with the page, and its findings are not those of the text that is stored.
  document.querySelectorAll(".segment.unsaved").forEach((segment) => waiting.set(segment.id, setTimeout(() => keep(segment), 0)));
  return { box, stored, put, edit, leave, send };
})();
