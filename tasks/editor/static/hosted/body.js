// The text under a header, block by block: what the editor left alone keeps the letters that it had.
// The editor writes all of a text anew, and some marks in its own way (`_so_` for `*so*`, wider tables).
"use strict";
window.nabijBody = (() => {
  // How a picture is named in a text, and how the editor names it.
  const SITE = "({static}/afbeeldingen/";
  const EDITOR = "(/afbeeldingen/";
  const FENCE = /^ {0,3}(`{3,}|~{3,})/;
  // Around words, and not within one or in an address.
  const EMPHASIS = /(?<![\p{L}\d\\/._])_+(?=[\p{L}\d“‘(*])|(?<=[\p{L}\d.,:;!?”’)*])_+(?![\p{L}\d_])/gu;

  const shown = (body) => body.replaceAll(SITE, EDITOR);
  const back = (block) => block.replaceAll(EDITOR, SITE);
  const core = (text) => text.replace(/^\n+/, "").trimEnd();

  /** [block, what follows it until the next]: a block ends at a blank line, but not within fenced code. */
  function blocksOf(text) {
    const blocks = [];
    let current = [];
    let gap = "";
    let fence = "";
    for (const line of core(text) ? core(text).split("\n") : []) {
      if (!line.trim() && !fence) {
        gap += `${line}\n`;
        continue;
      }
      if (gap && current.length) {
        blocks.push([current.join("\n"), `\n${gap}`]);
        current = [];
      }
      gap = "";
      const mark = FENCE.exec(line);
      if (mark && !fence) fence = mark[1];
      else if (fence && mark?.[1].startsWith(fence) && !line.slice(mark[0].length).trim()) fence = "";
      current.push(line);
    }
    return current.length ? [...blocks, [current.join("\n"), ""]] : blocks;
  }

  /** What a block says, however it is marked: two that are alike here make the same of a page. */
  function meaning(block) {
    if (FENCE.test(block)) return block;
    return block
      .split("\n")
      .map((line) => {
        let said = line.trimEnd();
        if (/^ {0,3}\|.*\|$/.test(said)) {
          said = said.replace(/[ \t]*\|[ \t]*/g, "|").replace(/-{3,}/g, "---");
        }
        return said
          .replace(/^( *)[*+](?= )/, "$1-")
          .replace(/^( *[-*+]|\d+\.) +/, "$1 ")
          .replace(EMPHASIS, (marks) => "*".repeat(marks.length));
      })
      .join("\n");
  }

  /** For each block of `edit` the place of the one in `old` that says the same, or -1; in order. */
  function matched(old, edit) {
    const one = old.map(meaning);
    const other = edit.map(meaning);
    const longest = Array.from({ length: one.length + 1 }, () => new Uint16Array(other.length + 1));
    for (let i = one.length - 1; i >= 0; i--) {
      for (let j = other.length - 1; j >= 0; j--) {
        longest[i][j] =
          one[i] === other[j] ? longest[i + 1][j + 1] + 1 : Math.max(longest[i + 1][j], longest[i][j + 1]);
      }
    }
    const found = new Array(other.length).fill(-1);
    for (let i = 0, j = 0; i < one.length && j < other.length; ) {
      if (one[i] === other[j]) found[j++] = i++;
      else if (longest[i + 1][j] >= longest[i][j + 1]) i++;
      else j++;
    }
    return found;
  }

  /** A picture stands apart, as the site asks of one with a caption: the editor puts it against the text. */
  function apart(block) {
    if (FENCE.test(block)) return block;
    const lines = block.split("\n").map((line) =>
      /^(?:[|>\s\-*+]|\d+\.)/.test(line)
        ? line
        : line.replace(
            /[ \t]*(!\[[^\]\n]*\]\([^)\n]*"\))[ \t]*|(?:^|(?<=[^\s([]))(!\[[^\]\n]*\]\([^)\n]*\))$/g,
            (_, captioned, last) => `\n\n${captioned ?? last}\n\n`,
          ),
    );
    return lines.join("\n").replace(/\n{3,}/g, "\n\n").replace(/^\n+|\n+$/g, "");
  }

  /** The body with the changes of `edit`, the text as the editor wrote it. */
  function merged(body, edit) {
    if (core(shown(body)) === core(edit)) return body;
    const old = blocksOf(body);
    const wanted = blocksOf(edit).map(([block]) => back(block));
    const places = matched(old.map(([block]) => block), wanted);
    let made = "";
    wanted.forEach((block, j) => {
      const place = places[j];
      if (j) made += place > 0 && places[j - 1] === place - 1 ? old[place - 1][1] : "\n\n";
      made += place < 0 ? apart(block) : old[place][0];
    });
    const before = /^\n*/.exec(body)[0];
    return `${before || (body ? "" : "\n")}${made}\n`;
  }

  return { shown, merged };
})();
