// Shows how far a big file has got. A form with data-upload works without this file; with it, the form is sent in the
// background with a progress bar, and the answer is shown as if the browser had sent it. Its boxes and buttons may lie outside
// it (form="..."), in parts of the page (data-upload-part) that have a bar each.
(() => {
  const going = new WeakSet();
  const partOf = (form, pressed) => pressed?.closest("[data-upload-part]") ?? form;
  const bar = (form, pressed) => partOf(form, pressed).querySelector("[data-upload-progress]");
  const boxes = (form) => [...form.elements].filter((one) => one.matches("input[type=file][data-max-bytes]"));
  const sizeOf = (inputs) => inputs.flatMap((one) => [...one.files]).reduce((sum, one) => sum + one.size, 0);

  function refused(input, inputs) {
    const most = Number(input.dataset.maxBytes);
    const large = [...input.files].find((one) => one.size > most);
    const said = large ? input.dataset.tooBig.replace("{name}", large.name) : sizeOf(inputs) > most ? input.dataset.tooMany : "";
    input.setCustomValidity(said || "");
    if (said) input.reportValidity();
    return Boolean(said);
  }

  // What goes in one request: all boxes, or where that is too much those beside the button that was pressed.
  function goingWith(form, pressed) {
    const all = boxes(form);
    const near = all.filter((one) => partOf(form, pressed).contains(one));
    return near.length && sizeOf(all) > Number(near[0].dataset.maxBytes) ? near : all;
  }

  const tooBig = (inputs) => inputs.filter((one) => one.files.length).some((one) => refused(one, inputs));

  function show(form, pressed, done, all) {
    const part = bar(form, pressed);
    if (!part) return;
    part.hidden = false;
    part.querySelector("[data-upload-going]").hidden = false;
    part.querySelector("[data-upload-failed]").hidden = true;
    part.querySelector("progress").max = all;
    part.querySelector("progress").value = done;
    part.querySelector("[data-percent]").textContent = `${Math.floor((done / all) * 100)}%`;
  }

  function failed(form, pressed) {
    going.delete(form);
    const part = bar(form, pressed);
    if (part) {
      part.querySelector("[data-upload-going]").hidden = true;
      part.querySelector("[data-upload-failed]").hidden = false;
    }
  }

  function answer(action, request) {
    const place = request.getResponseHeader("X-Location");
    const spot = new URL(action).hash;                 // the paper it was about: the page begins far above it
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

  function send(form, pressed, inputs) {
    if (going.has(form)) return;
    going.add(form);
    const action = pressed?.hasAttribute("formaction") ? pressed.formAction : form.action;
    const data = new FormData(form, pressed);
    boxes(form).filter((one) => !inputs.includes(one)).forEach((one) => data.delete(one.name));
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", (event) => event.lengthComputable && show(form, pressed, event.loaded, event.total));
    request.addEventListener("load", () => answer(action, request));
    request.addEventListener("error", () => failed(form, pressed));
    request.open("POST", action);
    request.setRequestHeader("X-Upload", "1");
    request.send(data);
    show(form, pressed, 0, 1);
  }

  document.addEventListener("change", (event) => {
    const box = event.target;
    if (box.type === "file" && box.form?.matches("[data-upload]") && box.dataset.maxBytes) refused(box, [box]);
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !form.matches("form[data-upload]") || !window.FormData) return;
    event.preventDefault();
    const inputs = goingWith(form, event.submitter);
    if (!tooBig(inputs)) send(form, event.submitter, inputs);
  });
})();
