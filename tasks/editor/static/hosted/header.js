// What stands above a text: shown to the editor in one form, and changed in the file where it was changed.
// The file may say `titel`, `3 maart 2026`, `concept`; the editor sees `title`, `2026-03-03`, `draft`.
"use strict";
window.nabijHeader = ({ names, states, months, unsaid, bare }) => {
  const { Unreadable, entries, lines } = nabijYaml;
  const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
  const DUTCH = /^(\d{1,2})\s+([a-z]+)\.?\s+(\d{4})$/;

  const canonical = (name) => names[name.toLowerCase()] ?? name.toLowerCase();

  function day(said) {
    const text = String(said).trim().toLowerCase();
    let [, year, month, date] = ISO.exec(text) ?? [];
    if (!year) {
      let word;
      [, date, word, year] = DUTCH.exec(text) ?? [];
      if (!year) return said;
      month = word === "mrt" ? 3 : word.length < 3 ? 0 : months.findIndex((name) => name.startsWith(word)) + 1;
    }
    const found = new Date(Date.UTC(Number(year), Number(month) - 1, Number(date)));
    const same = found.getUTCMonth() === Number(month) - 1 && found.getUTCDate() === Number(date);
    return same ? found.toISOString().slice(0, 10) : said;
  }

  function plain(key, said) {
    if (said === null) return said;
    if (key === "date" || key === "modified") return day(said);
    if (key === "status") return states[String(said).trim().toLowerCase()] ?? said;
    if (key === "tags" && typeof said === "string") return said.split(",").map((tag) => tag.trim()).filter(Boolean);
    return said;
  }

  /** The values by canonical key, as the editor sees them. Of a key that it does not know, none is read. */
  function values(head, known) {
    const found = {};
    for (const entry of entries(head).entries) {
      const key = canonical(entry.written);
      if (key in found || !known(key)) continue;
      const said = plain(key, entry.read());
      if (said !== null) found[key] = said;
    }
    if (known("status")) found.status ??= unsaid.status;
    return found;
  }

  const isEmpty = (said) =>
    said === undefined || said === null || said === false || said === "" ||
    (typeof said === "object" && !Object.keys(said).length);

  function same(one, other) {
    if ([typeof one, typeof other].some((kind) => kind === "boolean" || kind === "undefined")) return one === other;
    if (typeof one !== "object" && typeof other !== "object") return String(one).trimEnd() === String(other).trimEnd();
    return JSON.stringify(one) === JSON.stringify(other);
  }

  /** The lines of `head` with what `edit` says otherwise. */
  function merged(head, edit, known) {
    const base = values(head, known);
    const found = entries(head);
    const done = new Set();
    let made = "";
    for (const entry of found.entries) {
      const key = canonical(entry.written);
      made += entry.before.join("");
      const second = done.has(key);
      done.add(key);
      if (second || unchanged(base[key], edit[key])) made += entry.lines.join("");
      else if (!isEmpty(edit[key])) made += lines(entry.written, edit[key], isBare(key, entry)).join("");
    }
    made += found.after.join("");
    if (made && !made.endsWith("\n")) made += "\n";
    for (const [key, said] of Object.entries(edit)) {
      if (!done.has(key) && !unchanged(base[key], said)) made += lines(key, said, isBare(key)).join("");
    }
    confirm(made, edit, known);
    return made;
  }

  /** Words that had no quotes get none, where they can do without. */
  const isBare = (key, entry) => bare.includes(key) || (entry !== undefined && /^[^"'[]/.test(entry.rest));
  const unchanged = (before, after) => (isEmpty(before) && isEmpty(after)) || same(before, after);

  /** Read back what was made: nothing but what was meant. */
  function confirm(head, edit, known) {
    const found = values(head, known);
    for (const key of new Set([...Object.keys(found), ...Object.keys(edit)])) {
      if (!unchanged(found[key], edit[key])) throw new Unreadable(key);
    }
  }

  return { values, merged };
};
