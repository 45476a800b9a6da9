"use strict";
// First of all: what goes wrong later is counted on the root element and said to the reader, never swallowed.
(() => {
  const root = document.documentElement;
  const faults = [];
  const note = (what) => {
    faults.push(String(what));
    root.dataset.fouten = faults.length;
    root.dataset.fout = faults.join(" | ").slice(0, 2000);
  };
  root.dataset.fouten = 0;
  window.addEventListener("error", (event) => note(event.message));
  window.addEventListener("unhandledrejection", (event) => note(event.reason));
  document.addEventListener("securitypolicyviolation", (event) =>
    note(`${event.violatedDirective}: ${event.blockedURI}`),
  );
  const original = console.error;
  console.error = (...parts) => {
    note(parts.join(" "));
    original.apply(console, parts);
  };
})();
