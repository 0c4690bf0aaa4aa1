// A second press while the first is on its way does nothing. It never blocks a retry: after five seconds, or when the
// person comes back to the page, the form can be sent again. Forms work the same without this file.
const WAIT = 5000;
const sent = new WeakMap();

function release(form) {
  sent.delete(form);
  for (const button of form.elements) {                     // also those that lie outside the form
    if (!button.hasAttribute("data-once")) continue;
    button.removeAttribute("aria-disabled");
    button.removeAttribute("data-once");
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (sent.has(form)) {
    event.preventDefault();
    return;
  }
  sent.set(form, true);
  if (event.submitter && !event.submitter.hasAttribute("aria-disabled")) {
    event.submitter.setAttribute("aria-disabled", "true");   // not `disabled`: a disabled button sends no value
    event.submitter.setAttribute("data-once", "");
  }
  setTimeout(release, WAIT, form);
});

// A page with errors is the answer to a post: coming Back to it the browser would ask whether to send again, or show nothing.
// From here on its place in the history is the page itself, with what was kept.
document.addEventListener("submit", (event) => {
  const here = window.location.href.split("#")[0];
  if (document.querySelector(".errors") && event.target.action.split("#")[0] === here) history.replaceState(history.state, "", here);
});

window.addEventListener("pageshow", () => document.querySelectorAll("form").forEach(release));

// The list of errors is read first (not the examples of the gallery).
document.querySelector(".errors:not([data-calm] .errors)")?.focus();
