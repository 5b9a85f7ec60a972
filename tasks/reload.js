// Preview only: reload the page when the site was built again, and say so when it could not be.
(() => {
  "use strict";
  const events = new EventSource("/__voorbeeld/events");
  let lost = false;
  events.addEventListener("reload", () => location.reload());
  events.addEventListener("problem", ({ data }) => {
    const bar = document.querySelector("[data-preview-problem]") ?? document.createElement("pre");
    bar.dataset.previewProblem = "";
    bar.setAttribute("role", "alert");
    bar.textContent = data;
    bar.style.cssText =
      "position:fixed;inset:auto 0 0;z-index:9;max-height:50vh;overflow:auto;margin:0;padding:1rem;" +
      "background:#9b1c1c;color:#fff;font:1rem/1.4 ui-monospace,monospace;white-space:pre-wrap";
    document.body.append(bar);
  });
  // The preview was stopped and started again: show what it has now.
  events.addEventListener("error", () => (lost = true));
  events.addEventListener("open", () => lost && location.reload());
})();
