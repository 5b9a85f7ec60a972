// Before the editor starts: Dutch, at work at once, and the practice's folder in the place of the browser's own.
"use strict";
(() => {
  const root = nabijRoot(document.currentScript.dataset.token, nabijNotice);
  // Sveltia's backend for trying out keeps its files in the browser; here they are the practice's.
  // https://developer.mozilla.org/docs/Web/API/StorageManager/getDirectory
  Object.defineProperty(navigator.storage, "getDirectory", {
    value: async () => ({ getDirectoryHandle: async () => root, removeEntry: async () => {} }),
  });
  // It asks these for the language of its page.
  Object.defineProperty(navigator, "languages", { value: ["nl"] });
  Object.defineProperty(navigator, "language", { value: "nl" });
  const keep = (key, changes) => {
    const kept = JSON.parse(localStorage.getItem(key) || "{}") ?? {};
    localStorage.setItem(key, JSON.stringify({ ...kept, ...changes }));
  };
  keep("sveltia-cms.prefs", { locale: "nl" });
  keep("sveltia-cms.user", { backendName: "test-repo" });
  window.CMS_MANUAL_INIT = true;
})();
