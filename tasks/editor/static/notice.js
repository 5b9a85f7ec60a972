// Says in Dutch why nothing was written, over the editor, until the coach has read it.
"use strict";
window.nabijNotice = (() => {
  const WORDS = {
    changed:
      "Dit bestand is intussen veranderd, buiten het beheer om. Er is niets overschreven. Kopieer wat je net schreef, laad deze pagina opnieuw en zet het er dan weer in.",
    exists: "Er is al een bestand met deze naam. Er is niets overschreven. Kies een andere titel of bestandsnaam.",
    name: "Dit soort bestand of deze naam kan het beheer niet bewaren. Foto’s mogen JPEG, PNG, WebP, AVIF, GIF of SVG zijn.",
    size: "Dit bestand is te groot. Een foto mag 40 MB zijn, een tekst 1 MB.",
    unreadable:
      "De kop van dit bestand is zo geschreven dat het beheer hem niet netjes kan aanpassen. Er is niets veranderd. Open het bestand in een tekstprogramma.",
    unreachable: "Het voorbeeld antwoordt niet. Draait make serve nog? Er is niets bewaard.",
    403: "Deze pagina is van een eerder voorbeeld. Kopieer wat je net schreef en laad de pagina opnieuw.",
  };
  const OTHER = "Bewaren is niet gelukt. Er is niets veranderd.";

  // Sveltia tries a write that failed again by itself, a second or two later: that is not news.
  const AGAIN_MILLISECONDS = 5000;
  const tried = new Map();

  return (reason, name) => {
    const last = tried.get(reason + name);
    tried.set(reason + name, performance.now());
    if (performance.now() - last < AGAIN_MILLISECONDS) return;
    const before = document.querySelector("dialog[data-notice]");
    before?.remove();
    const box = document.createElement("dialog");
    box.setAttribute("data-notice", "");
    box.setAttribute("role", "alertdialog");
    box.setAttribute("aria-label", "Niet bewaard");
    box.style.cssText =
      "max-width:32rem;padding:1.5rem;border:1px solid;border-radius:2px;font:1rem/1.5 system-ui,sans-serif;" +
      "background:Canvas;color:CanvasText;z-index:1000";
    const file = document.createElement("p");
    file.textContent = name;
    file.style.cssText = "margin:0 0 .5rem;font-size:.875rem;overflow-wrap:anywhere";
    const said = document.createElement("p");
    said.textContent = WORDS[reason] ?? OTHER;
    said.style.cssText = "margin:0 0 1rem";
    const close = document.createElement("button");
    close.textContent = "Begrepen";
    close.style.cssText = "min-height:2.75rem;padding:0 1rem;font:inherit";
    close.addEventListener("click", () => box.remove());
    box.append(file, said, close);
    document.body.append(box);
    box.showModal();
  };
})();
