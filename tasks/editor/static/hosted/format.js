// The format of the site's texts, so that the editor changes in a file what the coach changed and nothing else.
// https://sveltiacms.app/en/docs/api/file-formats
"use strict";
/** Let Sveltia read and write texts. `header`: what may stand above one, as hosted_config.py gives it. */
window.nabijFormat = (header) => {
  const { values, merged } = nabijHeader(header);
  const PARTS = /^\s*---[ \t]*\n([\s\S]*?)^(?:---|\.\.\.)[ \t]*(?:\n|$(?![\s\S]))([\s\S]*)$/m;
  // The whole text as it was read, for the writing; and whether it can be written.
  const SOURCE = "nabij_bron";
  const WHOLE = "nabij_heel";
  const OURS = new Set([SOURCE, WHOLE, "body"]);
  const known = (key) => header.fields.has(key);
  header.fields = new Set(Object.values(header.fields).flat());
  header.fields.delete("body");

  function fromFile(text) {
    const parts = PARTS.exec(text);
    const whole = { [SOURCE]: text, [WHOLE]: true };
    try {
      if (!parts) throw new nabijYaml.Unreadable("---");
      return { ...values(parts[1], known), body: nabijBody.shown(parts[2]), ...whole };
    } catch (error) {
      if (!(error instanceof nabijYaml.Unreadable)) throw error;
      return { ...whole, [WHOLE]: false };
    }
  }

  function toFile(said) {
    const edit = Object.fromEntries(Object.entries(said).filter(([key]) => !OURS.has(key)));
    const body = said.body ?? "";
    if (said[SOURCE] === undefined) return fresh(edit, body);
    const [text, head, rest] = PARTS.exec(said[SOURCE]);
    const top = text.slice(0, text.length - rest.length);
    const start = top.indexOf("\n", top.indexOf("---")) + 1;
    return (
      top.slice(0, start) + merged(head, edit, known) + top.slice(start + head.length) + nabijBody.merged(rest, body)
    );
  }

  /** A new text says its address, so that a new title does not move it. */
  function fresh({ title, slug, ...edit }, body) {
    const address = String(title ?? "")
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "");
    const head = merged("", { title, slug: slug || address, ...edit }, known);
    return `---\n${head}---\n${nabijBody.merged("", body)}`;
  }

  CMS.registerCustomFormat("nabij-frontmatter", "md", { fromFile, toFile });
};
