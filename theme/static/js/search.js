// The search field on its own page, over the index that Pagefind made of the built site.
// The query lives in the address, so a page of results can be shared and Back works. Nothing is stored.

const form = document.getElementById("zoekformulier");
const words = form.dataset;
const { q: field, thema: theme } = form.elements;
const found = document.getElementById("resultaten");
const status = found.querySelector("[data-status]");
const advice = found.querySelector("[data-advice]");
const list = found.querySelector("[data-results]");
const more = found.querySelector("[data-more]");
const row = document.getElementById("resultaat").content;
const PAUSE_MS = 250;
const AT_ONCE = 10;

let library = null;
let typing = 0;
let latest = 0;
let waiting = [];
// Whether the search in the address is one to come back to, or a word half typed.
let settled = false;
let failed = false;

form.dataset.ready = "";
form.addEventListener("focusin", () => load().catch(() => {}), { once: true });
form.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(searchAndShare, PAUSE_MS);
});
form.addEventListener("change", () => (settled = true));
form.addEventListener("submit", (event) => {
  // After a failure the browser asks for the whole page again: the surest second attempt.
  if (failed) return;
  event.preventDefault();
  clearTimeout(typing);
  searchAndShare();
  settled = true;
});
more.addEventListener("click", () => showMore().catch(fail));
addEventListener("popstate", searchAddress);
searchAddress();

function searchAddress() {
  const asked = new URLSearchParams(location.search);
  field.value = asked.get("q") ?? "";
  theme.value = asked.get("thema") ?? "";
  if (theme.selectedIndex < 0) theme.value = "";
  search();
}

function searchAndShare() {
  const address = new URL(location.pathname, location.origin);
  for (const { name, value } of [field, theme]) if (value.trim()) address.searchParams.set(name, value.trim());
  if (address.href !== location.href) {
    history[settled ? "pushState" : "replaceState"](null, "", address);
    settled = false;
  }
  search();
}

async function search() {
  const turn = ++latest;
  const query = field.value.trim();
  if (!query) return show("", [], []);
  const patience = setTimeout(() => turn === latest && say(words.searching), PAUSE_MS);
  try {
    const filters = theme.value ? { thema: theme.value } : {};
    const { results } = await (await load()).search(query, { filters });
    if (turn !== latest) return;
    if (!results.length && indexIsBroken()) throw new Error("index");
    const first = await texts(results);
    // An answer that was overtaken by a later question.
    if (turn !== latest) return;
    const sentence = results.length === 1 ? words.one : results.length ? words.many : words.none;
    show(sentence.replace("{count}", results.length).replace("{query}", () => query), first, results.slice(AT_ONCE));
    advice.hidden = results.length > 0;
  } catch {
    if (turn === latest) fail();
  } finally {
    clearTimeout(patience);
  }
}

function show(sentence, first, rest) {
  failed = false;
  waiting = rest;
  list.replaceChildren(...first.map(item));
  more.hidden = rest.length === 0;
  advice.hidden = true;
  say(sentence);
}

async function showMore() {
  const turn = latest;
  const next = await texts(waiting);
  if (turn !== latest) return;
  waiting = waiting.slice(AT_ONCE);
  const rows = next.map(item);
  list.append(...rows);
  // To the first of the new ones: the button would be behind all of them, or gone.
  rows[0].querySelector("a").focus();
  more.hidden = waiting.length === 0;
}

function fail() {
  show(words.failed, [], []);
  failed = true;
}

// What Pagefind keeps of the first few of these results.
function texts(results) {
  return Promise.all(results.slice(0, AT_ONCE).map((result) => result.data()));
}

function item({ url, meta, excerpt }) {
  const made = row.cloneNode(true).firstElementChild;
  const link = made.querySelector("[data-link]");
  link.href = url;
  link.textContent = meta.title;
  const label = made.querySelector("[data-theme]");
  if (meta.thema) label.textContent = meta.thema;
  else label.remove();
  made.querySelector("[data-excerpt]").append(...marked(/^(<mark>)?\p{Lu}/u.test(excerpt) ? excerpt : `… ${excerpt}`), " …");
  return made;
}

// Text with the found words as <mark>. Pagefind writes these tags itself and escapes the angle brackets of the text.
function marked(excerpt) {
  return excerpt.split(/<mark>(.*?)<\/mark>/s).map((part, index) => {
    const text = part.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
    return index % 2 ? Object.assign(document.createElement("mark"), { textContent: text }) : text;
  });
}

// A live region says the same words again only when they changed in between.
function say(text) {
  if (status.textContent !== text) status.textContent = text;
}

function load() {
  library ??= import("/pagefind/pagefind.js").then(async (pagefind) => {
    // A few articles are searched in a millisecond: no worker for that.
    await pagefind.options({ noWorker: true, excerptLength: 30 });
    await pagefind.init();
    return pagefind;
  });
  return library;
}

// Pagefind takes a part of its index that does not come, as after a new build, for a part without words.
function indexIsBroken() {
  return performance
    .getEntriesByType("resource")
    .some(({ name, responseStatus = 200 }) => /\/pagefind\/(index|filter)\//.test(name) && responseStatus !== 200);
}
