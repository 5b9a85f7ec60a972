// Before the editor starts: it waits for its settings, and it is Dutch whatever the browser is.
"use strict";
/** Remember `changes` of what Sveltia keeps in this browser under `key`. */
window.nabijKeep = (key, changes) => {
  const kept = JSON.parse(localStorage.getItem(key) || "{}") ?? {};
  localStorage.setItem(key, JSON.stringify({ ...kept, ...changes }));
};
(() => {
  // It asks these for the language of its page.
  Object.defineProperty(navigator, "languages", { value: ["nl"] });
  Object.defineProperty(navigator, "language", { value: "nl" });
  nabijKeep("sveltia-cms.prefs", { locale: "nl" });
  window.CMS_MANUAL_INIT = true;
})();
