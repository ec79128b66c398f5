//<![CDATA[
"use strict";
// Every fact of the page is there without this script: it searches, filters, copies, and
// opens what a link leads to.
(function () {
  const form = document.getElementById("filter");
  const said = form.querySelector("output");
  const rows = Array.from(document.querySelectorAll("details.requirement"));
  const folds = Array.from(document.querySelectorAll("#findings .section, #findings .reason"));
  const actors = options("actor");
  const editions = options("edition");
  const texts = new Map();
  const before = new Map(folds.map(fold => [fold, fold.open]));
  let narrowed = false;

  function options(name) {
    const select = form.elements.namedItem(name);
    return select ? Array.from(select.options).slice(1).map(option => option.value) : [];
  }

  // textOf reads a finding once, when somebody searches.
  function textOf(row) {
    if (!texts.has(row)) { texts.set(row, row.textContent.toLowerCase()); }
    return texts.get(row);
  }

  // met tells whether a requirement was found so, by that actor, at that edition.
  function met(row, outcome, actor, edition) {
    if (!actor && !edition) { return !outcome || row.dataset.outcome === outcome; }
    return row.dataset.met.split(";").some(part => {
      const words = part.split(" ");
      if (outcome && words[0].replace(/-/g, " ") !== outcome) { return false; }
      if (actor && actors[words[1]] !== actor) { return false; }
      const at = editions.indexOf(edition);
      return !edition || words.slice(2).some(span => {
        const ends = span.split("-").map(Number);
        return at >= ends[0] && at <= ends[ends.length - 1];
      });
    });
  }

  function value(name) {
    const field = form.elements.namedItem(name);
    return field ? field.value : "";
  }

  function apply() {
    const words = value("text").toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = ["outcome", "level", "subject", "edition", "actor"].map(value);
    const [outcome, level, subject, edition, actor] = chosen;
    const active = words.length > 0 || chosen.some(Boolean);
    let shown = 0;
    for (const row of rows) {
      const holds = (!level || row.dataset.level === level) && (!subject || row.dataset.subject === subject) &&
        met(row, outcome, actor, edition) && words.every(word => textOf(row).includes(word));
      row.hidden = !holds;
      shown += holds ? 1 : 0;
    }
    for (const fold of folds) {
      fold.hidden = active && !fold.querySelector("details.requirement:not([hidden])");
      if (fold.matches("details") && (active || narrowed)) { fold.open = active ? !fold.hidden : before.get(fold); }
    }
    narrowed = active;
    said.textContent = active ? shown + " of " + rows.length + " requirements" : rows.length + " requirements";
  }

  // reveal opens what a link leads to, even if a filter hides it.
  function reveal() {
    let name = location.hash.slice(1);
    try { name = decodeURIComponent(name); } catch (e) { return; }
    const target = name ? document.getElementById(name) : null;
    if (!target) { return; }
    if (target.closest("[hidden]")) { form.reset(); apply(); }
    for (let at = target; at; at = at.parentElement) {
      if (at.matches("details")) { at.open = true; }
    }
    target.scrollIntoView();
    const summary = target.querySelector("summary");
    if (summary) { summary.focus({ preventScroll: true }); }
  }

  // step goes to the next finding that is to be seen, or to the one before.
  function step(by) {
    const seen = rows.filter(row => !row.hidden && row.querySelector("summary").offsetParent !== null);
    const current = document.activeElement ? seen.indexOf(document.activeElement.closest("details.requirement")) : -1;
    const next = current === -1 ? (by > 0 ? 0 : seen.length - 1) : current + by;
    if (seen[next]) { seen[next].querySelector("summary").focus(); }
  }

  async function copy(button) {
    const text = button.parentElement.querySelector("pre");
    try {
      await navigator.clipboard.writeText(text.textContent);
    } catch (e) { // not allowed here: select it, so that the keyboard can copy it
      getSelection().selectAllChildren(text);
      document.execCommand("copy");
    }
    button.textContent = "copied";
    setTimeout(() => { button.textContent = "copy"; }, 2000);
  }

  form.hidden = false;
  for (const button of document.querySelectorAll("button.copy")) { button.hidden = false; }
  form.addEventListener("input", apply);
  form.addEventListener("submit", event => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  addEventListener("hashchange", reveal);
  document.addEventListener("click", event => {
    const button = event.target.closest("button.copy");
    if (button) { copy(button); }
    const link = event.target.closest("a");
    if (link && link.getAttribute("href") === location.hash) { reveal(); } // no change of the hash tells
  });
  document.addEventListener("keydown", event => {
    const field = event.target.closest("input, select");
    if (event.key === "Escape" && field) { form.reset(); field.blur(); }
    if (field || event.ctrlKey || event.metaKey || event.altKey) { return; }
    if (event.key === "/") { event.preventDefault(); form.elements.namedItem("text").focus(); }
    if (event.key === "j") { step(1); }
    if (event.key === "k") { step(-1); }
  });
  apply();
  reveal();
})();
//]]>
