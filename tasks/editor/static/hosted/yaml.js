// The part of YAML that stands above the texts: names with a word, a list, or a list of small tables.
// Anything else is not guessed at: it is unreadable, and its text is left alone.
// https://yaml.org/spec/1.1/, as the site reads it
"use strict";
window.nabijYaml = (() => {
  class Unreadable extends Error {}

  const KEY = /^([\p{L}_][\p{L}\d_-]*):(?:[ \t]+(.*))?$/u;
  const REMARK = /(?:^|[ \t]+)#.*$/;
  const TRUTH = { true: true, yes: true, on: true, false: false, no: false, off: false };
  const NOTHING = ["", "~", "null", "Null", "NULL"];
  // What begins something else than plain words, or is read as another kind of value.
  const NO_WORDS = /^(?:[\]{}[&*!|>%@`,#"'=]|[-?:](?:[ \t]|$))|:(?:[ \t]|$)|[ \t]#/;
  const NUMBER = /^[-+]?[\d.][\d_.,:]*(?:[eE][-+]?\d+)?$|^[-+]?\.(?:inf|nan)$|^0[xob]/i;
  const COUNTED = /^(?:0|-?[1-9]\d*)$/;

  function scalar(written) {
    const text = written.trim();
    if (text.startsWith('"')) return doubleQuoted(text);
    if (text.startsWith("'")) {
      const found = /^'((?:[^']|'')*)'[ \t]*(?:#.*)?$/.exec(text);
      if (!found) throw new Unreadable(text);
      return found[1].replaceAll("''", "'");
    }
    if (text.startsWith("[")) return flow(text);
    const plain = text.replace(REMARK, "").trim();
    if (NOTHING.includes(plain)) return null;
    if (NO_WORDS.test(plain)) throw new Unreadable(text);
    if (/^(?:true|false|yes|no|on|off)$/i.test(plain)) return TRUTH[plain.toLowerCase()];
    if (COUNTED.test(plain)) return Number(plain);
    if (NUMBER.test(plain)) throw new Unreadable(text);
    return plain;
  }

  function doubleQuoted(text) {
    const found = /^("(?:[^"\\]|\\.)*")[ \t]*(?:#.*)?$/.exec(text);
    if (!found) throw new Unreadable(text);
    try {
      return JSON.parse(found[1]);
    } catch {
      throw new Unreadable(text);
    }
  }

  /** [a, "b"]: words alone. */
  function flow(text) {
    const found = /^\[(.*)\][ \t]*(?:#.*)?$/.exec(text);
    if (!found || /[[\]{}']/.test(found[1])) throw new Unreadable(text);
    if (!found[1].trim()) return [];
    const parts = found[1].match(/[ \t]*(?:"(?:[^"\\]|\\.)*"|[^",]+)[ \t]*(?=,|$)/g);
    if (!parts || parts.join(",") !== found[1]) throw new Unreadable(text);
    return parts.map(scalar);
  }

  /** The value of one key, from what follows its name and the lines below that. */
  function value(rest, below) {
    const lines = below.filter((line) => line.trim() && !/^[ \t]*#/.test(line));
    if (!lines.length) return scalar(rest);
    if (rest.replace(REMARK, "").trim()) throw new Unreadable(rest);
    const indent = /^ *(?=- )/.exec(lines[0]);
    if (!indent) throw new Unreadable(lines[0]);
    return list(lines, indent[0]);
  }

  function list(lines, indent) {
    const items = [];
    for (const line of lines) {
      if (line.startsWith(`${indent}- `)) items.push([line.slice(indent.length + 2)]);
      else if (line.startsWith(`${indent}  `) && items.length) items.at(-1).push(line.slice(indent.length + 2));
      else throw new Unreadable(line);
    }
    return items.map((item) => (KEY.test(item[0]) ? table(item) : only(item)));
  }

  function only(item) {
    if (item.length > 1) throw new Unreadable(item[1]);
    return scalar(item[0]);
  }

  function table(lines) {
    const pairs = lines.map((line) => KEY.exec(line) ?? unreadable(line));
    return Object.fromEntries(pairs.map(([, key, rest = ""]) => [key, scalar(rest)]));
  }

  function unreadable(line) {
    throw new Unreadable(line);
  }

  /** Each key in order: its name, its lines, and `read()` for its value; `before` are lines that are no key's. */
  function entries(head) {
    const lines = head.match(/.*\n|.+$/g) ?? [];
    const found = [];
    let before = [];
    for (const line of lines) {
      const text = line.replace(/\n$/, "");
      const key = KEY.exec(text);
      if (key) {
        found.push({ written: key[1], rest: key[2] ?? "", before, lines: [line], below: [] });
        before = [];
      } else if (!text.trim() || text.startsWith("#")) {
        before.push(line);
      } else if (found.length && /^(?:[ \t]|- )/.test(text)) {
        // Blank lines and remarks within a value are the value's.
        found.at(-1).lines.push(...before, line);
        found.at(-1).below.push(text);
        before = [];
      } else {
        throw new Unreadable(text);
      }
    }
    for (const entry of found) entry.read = () => value(entry.rest, entry.below);
    return { entries: found, after: before };
  }

  const BARE = /^(?:[\p{L}][\p{L}\d_-]*(?: [\p{L}\d_-]+)*|\d{4}-\d{2}-\d{2})$/u;
  const NOT_TEXT = /^(?:y|n|yes|no|on|off|true|false|null)$/i;
  // What YAML takes for a line's end, or for no letter at all.
  const NOT_PRINTED = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g;

  function quoted(said) {
    return JSON.stringify(said).replace(
      NOT_PRINTED,
      (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
  }

  function written(said, bare) {
    return bare && typeof said === "string" && BARE.test(said) && !NOT_TEXT.test(said) ? said : quoted(said);
  }

  /** The lines of a key as the other texts of the site have it; `bare`: its words need no quotes. */
  function lines(key, said, bare) {
    if (!Array.isArray(said) || !said.length) return [`${key}: ${written(said, bare)}\n`];
    return [`${key}:\n`, ...said.flatMap(item)];
  }

  function item(said) {
    if (said === null || typeof said !== "object") return [`  - ${written(said, true)}\n`];
    return Object.entries(said).map(
      ([key, inner], place) => `  ${place ? "  " : "- "}${key}: ${written(inner)}\n`,
    );
  }

  return { Unreadable, entries, lines };
})();
