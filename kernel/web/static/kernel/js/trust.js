// Pages require Trusted Types. Markup that comes from this server (htmx, upload.js) may become HTML; nothing may ever
// become a script or the address of one.
if (window.trustedTypes && !trustedTypes.defaultPolicy) {
  trustedTypes.createPolicy("default", { createHTML: (html) => html });
}
