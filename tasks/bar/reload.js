// Preview only: show what was built, in place, and let the bar say what is to be mended.
import { makeBar } from "./bar.js";

const bar = makeBar();
// What was built since this page was asked for, it is told first.
const { build } = document.querySelector("script[data-token]").dataset;
const events = new EventSource(`/__voorbeeld/events?build=${build}`);
let lost = false;

events.addEventListener("changed", async ({ data }) => {
  (await bar).findings.stop("");
  const file = decodeURI(location.pathname).slice(1).replace(/(^|\/)$/, "$1index.html");
  if (JSON.parse(data).includes(file)) await show();
});
events.addEventListener("checked", look);
events.addEventListener("problem", async ({ data }) => (await bar).findings.stop(data));
events.addEventListener("publication", async ({ data }) => (await bar).publication.show(JSON.parse(data)));
// The preview was stopped and started again: show what it has now.
events.addEventListener("error", () => (lost = true));
events.addEventListener("open", () => lost && location.reload());
look();

async function look() {
  (await bar).findings.look();
}

async function show() {
  const response = await fetch(location.href, { cache: "no-store" });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  // A script does not run again in a page that stays; and what it made of its page is its own.
  if (!response.ok || document.querySelector("script[type=module]:not([data-token])")) return location.reload();
  document.title = page.title;
  become(document.querySelector("head style"), page.querySelector("head style"));
  become(document.body, page.body);
}

// Make `old` what `next` is, and leave alone what is the same: the place on the page, what is open, what has focus.
function become(old, next) {
  if (!old || !next || old.isEqualNode(next)) return;
  if (old.nodeName !== next.nodeName || old.nodeType !== Node.ELEMENT_NODE) return old.replaceWith(next);
  for (const { name } of [...old.attributes]) {
    if (!next.hasAttribute(name) && name !== "open") old.removeAttribute(name);
  }
  for (const { name, value } of next.attributes) old.setAttribute(name, value);
  const before = [...old.childNodes];
  const after = [...next.childNodes];
  // What is the same at the end stays too, so that one paragraph more is one paragraph.
  let tail = 0;
  while (tail < Math.min(before.length, after.length) && before.at(-1 - tail).isEqualNode(after.at(-1 - tail))) tail += 1;
  const middle = before.slice(0, before.length - tail);
  const wanted = after.slice(0, after.length - tail);
  wanted.forEach((node, index) => {
    if (index < middle.length) become(middle[index], node);
    else old.insertBefore(node, before[before.length - tail] ?? null);
  });
  middle.slice(wanted.length).forEach((node) => node.remove());
}
