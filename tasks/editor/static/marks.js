// What the site knows beside plain Markdown, as blocks with fields of their own.
"use strict";
(() => {
  const KINDS = [
    { label: "Oefening", value: "oefening" },
    { label: "Let op", value: "let-op" },
    { label: "Hulp", value: "hulp" },
    { label: "Opmerking", value: "note" },
  ];
  const escaped = (text) => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
  const indented = (text) => text.replace(/^(?=.*\S)/gm, "    ");

  CMS.registerEditorComponent({
    id: "kader",
    label: "Kader",
    icon: "info",
    fields: [
      { name: "soort", label: "Soort", widget: "select", options: KINDS, default: "oefening" },
      { name: "titel", label: "Titel", widget: "string" },
      { name: "tekst", label: "Tekst", widget: "text" },
    ],
    pattern: /^!!! (?<soort>oefening|let-op|hulp|note) "(?<titel>[^"\n]*)"\n(?<tekst>(?: {4}.*(?:\n(?: *\n)*(?= {4}\S))?)+)/m,
    fromBlock: ({ groups: { soort, titel, tekst } }) => ({ soort, titel, tekst: tekst.replace(/^ {4}/gm, "") }),
    toBlock: ({ soort = "oefening", titel = "", tekst = "" }) =>
      `!!! ${soort} "${titel.replaceAll('"', "”")}"\n${indented(tekst)}`,
    toPreview: ({ soort, titel, tekst }) =>
      `<div class="admonition ${soort}"><p class="admonition-title">${escaped(titel ?? "")}</p>` +
      `<p>${escaped(tekst ?? "").replaceAll("\n\n", "</p><p>")}</p></div>`,
  });
})();
