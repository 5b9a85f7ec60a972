// In the preview the editor is at work at once, over the practice's folder in the place of the browser's own.
"use strict";
(() => {
  const root = nabijRoot(document.currentScript.dataset.token, nabijNotice);
  // Sveltia's backend for trying out keeps its files in the browser; here they are the practice's.
  // https://developer.mozilla.org/docs/Web/API/StorageManager/getDirectory
  Object.defineProperty(navigator.storage, "getDirectory", {
    value: async () => ({ getDirectoryHandle: async () => root, removeEntry: async () => {} }),
  });
  nabijKeep("sveltia-cms.user", { backendName: "test-repo" });
})();
