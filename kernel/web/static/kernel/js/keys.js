// Keyboard of the desk: j k rows, Enter open (the row's link has the focus), x select, / search, ? all keys,
// Ctrl+Enter send the main form, and a letter for what carries data-key. Single letters can be switched off in the
// help (WCAG 2.1.4); they sleep while a person types.
(() => {
  const STORE = "keys-off";
  const dialog = document.getElementById("keys-help");
  const off = () => localStorage.getItem(STORE) === "1";
  const typing = (node) => node.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
  const shown = (node) => node && node.offsetParent !== null;
  const rows = () => [...document.querySelectorAll("[data-rows] tbody tr")].filter(shown);
  const current = () => document.activeElement.closest("[data-rows] tbody tr") || document.querySelector("[data-rows] tr.at");

  function stand(row) {
    document.querySelectorAll("[data-rows] tr.at").forEach((other) => other.classList.remove("at"));
    row.classList.add("at");
    const link = row.querySelector("th a, a");
    if (link) link.focus();
    row.scrollIntoView({ block: "nearest" });
  }

  function step(by) {
    const all = rows();
    const at = all.indexOf(current());
    const next = at < 0 ? 0 : at + by;
    if (all[next]) stand(all[next]);
  }

  function pick() {
    const box = current() && current().querySelector("input[type=checkbox]");
    if (box) box.click();
  }

  function search() {
    const box = [...document.querySelectorAll("main input[type=search]")].find(shown);
    if (box) { box.focus(); box.select(); }
  }

  function send() {
    const form = document.activeElement.closest("form[method=post]") ||
      document.querySelector("form[data-main]") || document.querySelector("main form:has(.btn-main)");
    if (form) form.requestSubmit(form.querySelector(".btn-main") || undefined);
  }

  const help = () => dialog && !dialog.open && dialog.showModal();
  const KEYS = { j: () => step(1), k: () => step(-1), x: pick, "/": search, "?": help };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); send(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || off() || typing(event.target) || document.querySelector("dialog[open]")) return;
    const letter = event.key.toLowerCase();
    const marked = [...document.querySelectorAll("[data-key]")].find((node) => node.dataset.key === letter && shown(node));
    if (!KEYS[letter] && !marked) return;
    event.preventDefault();
    if (marked) marked.click(); else KEYS[letter]();
  });

  document.addEventListener("focusin", (event) => {
    const row = event.target.closest("[data-rows] tbody tr");
    if (row && !row.classList.contains("at")) {
      document.querySelectorAll("[data-rows] tr.at").forEach((other) => other.classList.remove("at"));
      row.classList.add("at");
    }
  });

  document.querySelectorAll("[data-keys-help]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", help);
  });
  const box = document.querySelector("[data-keys-off]");
  if (box) {
    box.checked = off();
    box.addEventListener("change", () => localStorage.setItem(STORE, box.checked ? "1" : "0"));
  }
})();
