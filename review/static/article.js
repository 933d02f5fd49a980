"use strict";
// The article: keys, drafts that survive a closed laptop, and the text boxes that grow with their text.

const segments = () => [...document.querySelectorAll(".segment")];
const draftKey = (segment) => `draft ${location.pathname} ${segment.id}`;
const box = (segment) => segment.querySelector("textarea[name=text]");
const current = () => document.querySelector(".segment.current") || segments()[0];

function select(segment, scroll = true) {
  if (!segment) return;
  document.querySelectorAll(".segment.current").forEach((each) => each.classList.remove("current"));
  segment.classList.add("current");
  if (scroll) segment.scrollIntoView({ block: "nearest" });
  segment.focus({ preventScroll: true });
}

function step(distance, wanted = () => true) {
  const all = segments();
  let index = all.indexOf(current());
  do index += distance; while (all[index] && !wanted(all[index]));
  select(all[index]);
}

const open = (segment) => !segment.classList.contains("done");
const doubtful = (segment) => open(segment) && segment.dataset.doubts !== "0";

function grow(text) {
  text.style.height = "auto";
  text.style.height = `${text.scrollHeight + 2}px`;
}

function write(segment, words) {
  const text = box(segment);
  select(segment);
  segment.classList.add("editing");
  text.focus();
  text.select();
  // Typed as by a person, so that the browser's own undo takes it back.
  if (!document.execCommand("insertText", false, words)) text.value = words;
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

function insert(segment, words) {
  const text = box(segment);
  segment.classList.add("editing");
  text.focus();
  if (!document.execCommand("insertText", false, words)) text.setRangeText(words);
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

function edit(segment) {
  select(segment);
  segment.classList.add("editing");
  grow(box(segment));
  box(segment).focus();
}

const press = (segment, act) => segment.querySelector(`button[name=act][value=${act}]`)?.click();

function approve(segment) {
  const next = segments()[segments().indexOf(segment) + 1];
  segment.dataset.next = next ? next.id : "";
  press(segment, "approve");
}

function missingTerm(segment) {
  const words = box(segment).value;
  return [...segment.querySelectorAll("button.term")].find((term) => !words.includes(term.dataset.take));
}

const keys = {
  ArrowDown: () => step(1), j: () => step(1), ArrowUp: () => step(-1), k: () => step(-1),
  n: () => step(1, doubtful),
  Enter: () => edit(current()),
  a: () => approve(current()),
  h: () => current().querySelector("button.helper").click(),
  t: () => { const term = missingTerm(current()); if (term) insert(current(), term.dataset.take); },
  r: () => write(current(), current().dataset.machine),
  c: () => { const remark = current().querySelector("details.remark"); remark.open = true; remark.querySelector("textarea").focus(); },
  q: () => { location.href = "/queue"; },
  "?": () => document.getElementById("keys").showModal(),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("textarea, input, select");
  const segment = event.target.closest(".segment");
  if (typing && event.key === "Escape" && segment) {
    event.preventDefault();
    if (localStorage.getItem(draftKey(segment)) !== null) press(segment, "draft");
    select(segment);
  } else if (typing && event.key === "Enter" && (event.ctrlKey || event.metaKey) && segment && event.target.name === "text") {
    event.preventDefault();
    approve(segment);
  } else if (!typing && !event.ctrlKey && !event.metaKey && !event.altKey && !document.querySelector("dialog[open]")) {
    const number = "123456789".indexOf(event.key);
    if (number >= 0) {
      const take = current().querySelectorAll(".help button[data-take]")[number];
      if (take) { event.preventDefault(); write(current(), take.dataset.take); }
    } else if (keys[event.key] && !(event.key === "Enter" && event.target.closest("button, a, summary"))) {
      event.preventDefault();
      keys[event.key]();
    }
  }
});

document.addEventListener("click", (event) => {
  const segment = event.target.closest(".segment");
  const take = event.target.closest("[data-take]");
  if (event.target.closest("#keys-button")) document.getElementById("keys").showModal();
  if (!segment) return;
  if (take) return take.classList.contains("term") ? insert(segment, take.dataset.take) : write(segment, take.dataset.take);
  if (event.target.closest(".revert")) return write(segment, segment.dataset.machine);
  if (event.target.closest(".shown")) return edit(segment);
  if (!event.target.closest("button, a, summary, textarea, input")) select(segment, false);
});

document.addEventListener("input", (event) => {
  if (event.target.name !== "text") return;
  const segment = event.target.closest(".segment");
  if (!segment || event.target.closest(".remark")) return;
  grow(event.target);
  localStorage.setItem(draftKey(segment), JSON.stringify({ text: event.target.value, revision: segment.querySelector("[name=revision]").value }));
  segment.classList.add("unsaved");
});

// What was typed and never sent, such as before a crash, is put back where nobody has written since.
function restore(segment) {
  const kept = JSON.parse(localStorage.getItem(draftKey(segment)) || "null");
  if (kept === null) return;
  if (kept.revision !== segment.querySelector("[name=revision]").value || kept.text === box(segment).value) return;
  box(segment).value = kept.text;
  segment.classList.add("unsaved", "editing");
  grow(box(segment));
}

document.addEventListener("htmx:beforeSwap", (event) => {
  const segment = event.detail.target.closest(".segment");
  if (event.detail.target === segment && event.detail.xhr.status === 200) {
    // A conflict keeps the draft until both texts are merged.
    if (!event.detail.serverResponse.includes("data-conflict")) localStorage.removeItem(draftKey(segment));
    document.body.dataset.next = segment.dataset.next || "";
    document.body.dataset.swapped = segment.id;
  }
});

document.addEventListener("htmx:afterSettle", () => {
  const { swapped, next } = document.body.dataset;
  if (!swapped) return;
  const segment = document.getElementById(swapped);
  document.body.dataset.swapped = "";
  if (segment?.querySelector("[data-conflict]")) return edit(segment);
  select(document.getElementById(next) || segment);
});


window.addEventListener("beforeunload", (event) => { if (document.querySelector(".segment.unsaved.editing")) event.preventDefault(); });

segments().forEach(restore);
const wanted = location.hash ? document.querySelector(location.hash) : segments().find(doubtful);
select(wanted || segments()[0], Boolean(wanted));
