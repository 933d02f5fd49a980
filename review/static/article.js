"use strict";
// The article: moving about, and what the keys do. What is typed is kept by typing.js, which comes first.
(() => {
  const { box, stored, put, edit, leave, send } = window.typing;
  const segments = () => [...document.querySelectorAll(".segment")];
  const current = () => document.querySelector(".segment.current") || segments()[0];
  const said = document.getElementById("said");
  const nextArticle = document.getElementById("next-article");

  // Who came from a filtered queue goes on in it.
  const from = document.referrer && new URL(document.referrer);
  if (from && from.origin === location.origin && from.pathname === "/queue") sessionStorage.setItem("queue", from.search.slice(1));
  const filters = sessionStorage.getItem("queue");
  if (filters) nextArticle.href += `&${filters}`;

  let silence;
  function say(name) {
    said.textContent = said.dataset[name];
    clearTimeout(silence);
    silence = setTimeout(() => { said.textContent = ""; }, 4000);
  }

  function select(segment, scroll = true) {
    if (!segment) return;
    for (const each of document.querySelectorAll(".segment.current")) if (each !== segment) each.classList.remove("current");
    segment.classList.add("current");
    if (scroll) segment.scrollIntoView({ block: "nearest" });
    segment.focus({ preventScroll: true });
  }

  function step(distance, wanted = () => true) {
    const all = segments();
    let index = all.indexOf(current());
    do index += distance; while (all[index] && !wanted(all[index]));
    select(all[index]);
    return Boolean(all[index]);
  }

  // The next one behind the current segment, else the first in the article; null where there is none.
  function following(found) {
    const here = current();
    return found.find((each) => here.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING) || found[0];
  }

  const doubtful = (segment) => !segment.classList.contains("done") && segment.dataset.doubts !== "0";

  function nextFinding() {
    if (step(1, doubtful)) return;
    const first = segments().find(doubtful);
    if (first && first !== current()) select(first); else say("noFinding");
  }

  function nextRemark() {
    const all = [...document.querySelectorAll("li.open")];
    const here = all.indexOf(document.activeElement);
    const remark = here >= 0 ? all[(here + 1) % all.length] : all.length ? following(all) : null;
    if (!remark) return say("noRemark");
    const segment = remark.closest(".segment");
    if (segment) select(segment, false);
    remark.scrollIntoView({ block: "center" });
    remark.focus({ preventScroll: true });
  }

  function write(segment, words) {
    select(segment);
    edit(segment);
    put(box(segment), 0, box(segment).value.length, words);
  }

  function insert(segment, words) {
    edit(segment);
    put(box(segment), box(segment).selectionStart, box(segment).selectionEnd, words);
  }

  function repair(button) {
    const segment = button.closest(".segment");
    const text = box(segment);
    const { old, new: words } = button.dataset;
    let [start, end] = [Number(button.dataset.start), Number(button.dataset.end)];
    if (text.value !== (segment.dataset.checked ?? stored(segment)) || text.value.slice(start, end) !== old) {
      // Typed since the checks looked: only where the words stand once is it sure which are meant.
      start = text.value.indexOf(old);
      if (!old || start < 0 || text.value.indexOf(old, start + 1) >= 0) return say("changed");
      end = start + old.length;
    }
    select(segment);
    edit(segment);
    put(text, start, end, words);
    button.remove();
  }

  function firstRepair() {
    const button = current().querySelector("button.repair");
    if (button) repair(button); else say("nothingToRepair");
  }

  // How many characters stand before the place that was clicked.
  function placeIn(shown, event) {
    const range = document.caretRangeFromPoint?.(event.clientX, event.clientY);
    if (!range || !shown.contains(range.startContainer)) return shown.textContent.length;
    const before = document.createRange();
    before.setStart(shown, 0);
    before.setEnd(range.startContainer, range.startOffset);
    return before.toString().length;
  }

  function approve(segment) {
    const next = segments()[segments().indexOf(segment) + 1];
    segment.dataset.next = next ? next.id : "";
    send(segment, "approve");
  }

  function remarkOn(place) {
    const remark = place.querySelector("details.remark");
    remark.open = true;
    remark.querySelector("textarea").focus();
  }

  function toggleChanges() {
    const changes = current().querySelector("details.changes");
    if (changes) changes.open = !changes.open;
  }

  function missingTerm(segment) {
    const words = box(segment).value;
    return [...segment.querySelectorAll("button.term")].find((term) => !words.includes(term.dataset.take));
  }

  const keys = {
    ArrowDown: () => step(1), j: () => step(1), ArrowUp: () => step(-1), k: () => step(-1),
    n: nextFinding,
    m: nextRemark,
    q: () => { location.href = filters ? `/queue?${filters}` : "/queue"; },
    p: () => document.getElementById("preview").click(),
    Enter: () => edit(current()),
    a: () => approve(current()),
    f: firstRepair,
    d: toggleChanges,
    h: () => current().querySelector("button.helper").click(),
    t: () => { const term = missingTerm(current()); if (term) insert(current(), term.dataset.take); },
    r: () => write(current(), current().dataset.machine ?? current().dataset.text ?? box(current()).defaultValue),
    c: () => remarkOn(current()),
    C: () => remarkOn(document.getElementById("remarks")),
    "?": () => document.getElementById("keys").showModal(),
  };

  function whileTyping(event, segment) {
    if (event.key === "Escape") {
      event.preventDefault();
      document.querySelectorAll("details.act[open]").forEach((each) => { each.open = false; });
      if (segment && event.target.name === "text" && event.target === box(segment)) leave(segment);
      if (segment) select(segment); else event.target.blur();
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (segment && event.target === box(segment)) approve(segment); else event.target.form?.requestSubmit();
    }
  }

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || document.querySelector("dialog[open]")) return;
    const segment = event.target.closest(".segment");
    if (event.target.closest("textarea, input, select")) return whileTyping(event, segment);
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const number = "123456789".indexOf(event.key);
    if (number >= 0) {
      const take = current().querySelectorAll(".help button[data-take]")[number];
      if (take) { event.preventDefault(); write(current(), take.dataset.take); }
    } else if (Object.hasOwn(keys, event.key) && !(event.key === "Enter" && event.target.closest("button, a, summary"))) {
      event.preventDefault();
      keys[event.key]();
    }
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("#keys-button")) return document.getElementById("keys").showModal();
    if (event.target.closest("#to-remark")) { event.preventDefault(); return nextRemark(); }
    const writing = event.target.closest("[data-writing]");
    if (writing) { event.preventDefault(); return select(document.getElementById(`s${writing.dataset.writing}`)); }
    const segment = event.target.closest(".segment");
    if (!segment) return;
    const take = event.target.closest("[data-take]");
    if (take) return take.classList.contains("term") ? insert(segment, take.dataset.take) : write(segment, take.dataset.take);
    if (event.target.closest(".repair")) return repair(event.target.closest(".repair"));
    if (event.target.closest(".revert")) return write(segment, segment.dataset.machine);
    const shown = event.target.closest(".shown");
    if (shown && !String(getSelection())) {
      const place = placeIn(shown, event);
      select(segment, false);
      edit(segment);
      if (box(segment).value === shown.textContent) box(segment).setSelectionRange(place, place);
      return;
    }
    if (!event.target.closest("button, a, summary, textarea, input, label")) select(segment, false);
  });

  document.addEventListener("focusin", (event) => {
    // By Tab, too, one is at the segment that one works in.
    const segment = event.target.closest(".segment");
    if (!segment || segment === current()) return;
    document.querySelectorAll(".segment.current").forEach((each) => each.classList.remove("current"));
    segment.classList.add("current");
  });

  document.addEventListener("htmx:beforeSwap", (event) => {
    const { target, xhr } = event.detail;
    if (!target.classList.contains("segment") || xhr.status !== 200) return;
    document.body.dataset.next = target.dataset.next || "";
    document.body.dataset.swapped = target.id;
  });

  document.addEventListener("htmx:afterSettle", () => {
    const { swapped, next } = document.body.dataset;
    if (!swapped) return;
    const segment = document.getElementById(swapped);
    document.body.dataset.swapped = "";
    if (segment?.querySelector("[data-conflict]")) { select(segment); return edit(segment); }
    select(document.getElementById(next) || segment);
  });

  // Presence: a page that nobody looks at says nothing, and neither does one that nobody has touched for five minutes.
  const AWAY = 5 * 60 * 1000;
  let touched = Date.now();
  for (const sign of ["keydown", "pointerdown", "pointermove", "scroll"]) addEventListener(sign, () => { touched = Date.now(); }, { passive: true });
  document.addEventListener("htmx:confirm", (event) => {
    if (event.target.id === "presence" && (document.hidden || Date.now() - touched > AWAY)) event.preventDefault();
  });
  document.addEventListener("htmx:configRequest", (event) => {
    const writing = document.activeElement?.closest(".segment.editing");
    if (event.target.id === "presence" && writing) event.detail.parameters.append("segment", writing.id.slice(1));
  });

  const wanted = /^#s\d+$/.test(location.hash) ? document.getElementById(location.hash.slice(1)) : segments().find(doubtful);
  select(wanted || segments()[0], Boolean(wanted));
})();
