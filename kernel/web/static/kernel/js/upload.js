// Shows how far a big file has got. A form with data-upload works without this file; with it, the form is sent in the
// background with a progress bar, and the answer is shown as if the browser had sent it.
(() => {
  const going = new WeakSet();
  const bar = (form) => form.querySelector("[data-upload-progress]");

  function tooBig(form) {
    for (const input of form.querySelectorAll("input[type=file][data-max-bytes]")) {
      const most = Number(input.dataset.maxBytes);
      const files = [...input.files].sort((one, other) => other.size - one.size);
      const all = files.reduce((sum, one) => sum + one.size, 0);
      const said = files[0]?.size > most ? input.dataset.tooBig.replace("{name}", files[0].name) : all > most ? input.dataset.tooMany : "";
      input.setCustomValidity(said || "");
      if (said) { input.reportValidity(); return true; }
    }
    return false;
  }

  function show(form, done, all) {
    const part = bar(form);
    if (!part) return;
    part.hidden = false;
    part.querySelector("[data-upload-going]").hidden = false;
    part.querySelector("[data-upload-failed]").hidden = true;
    part.querySelector("progress").max = all;
    part.querySelector("progress").value = done;
    part.querySelector("[data-percent]").textContent = `${Math.floor((done / all) * 100)}%`;
  }

  function failed(form) {
    going.delete(form);
    const part = bar(form);
    if (part) {
      part.querySelector("[data-upload-going]").hidden = true;
      part.querySelector("[data-upload-failed]").hidden = false;
    }
  }

  function answer(form, request) {
    const place = request.getResponseHeader("X-Location");
    const spot = new URL(form.action).hash;                 // the paper it was about: the page begins far above it
    if (place && spot && new URL(place, window.location).pathname === window.location.pathname) {
      history.replaceState(null, "", place + spot);
      window.location.reload();
      return;
    }
    if (place) { window.location.assign(place); return; }
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    document.title = page.title;
    document.body.replaceWith(page.body);
    window.scrollTo(0, 0);
    const wrong = document.querySelector(".errors, [aria-invalid=true]");
    if (wrong) { wrong.focus(); wrong.scrollIntoView({ block: "center" }); }
  }

  function send(form, submitter) {
    if (going.has(form)) return;
    going.add(form);
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", (event) => event.lengthComputable && show(form, event.loaded, event.total));
    request.addEventListener("load", () => answer(form, request));
    request.addEventListener("error", () => failed(form));
    request.open("POST", form.action);
    request.setRequestHeader("X-Upload", "1");
    request.send(new FormData(form, submitter));
    show(form, 0, 1);
  }

  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-upload]");
    if (form && event.target.type === "file") tooBig(form);
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !form.matches("form[data-upload]") || !window.FormData) return;
    event.preventDefault();
    if (!tooBig(form)) send(form, event.submitter);
  });
})();
