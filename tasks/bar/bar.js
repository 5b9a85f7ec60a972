// Preview only: the bar, in a shadow root, so that the site's style and its own don't touch each other.
// It shows what the check says of the text behind the page, and what could not be built.
import { asked, part } from "./ask.js";
import { Publication } from "./publication.js";

const AWAY = "nabij-balk-weg";
// So that what has the focus is not behind the bar, and the end of a page can be scrolled past it.
const ROOM = "html { scroll-padding-block-end: 5rem; } @media screen { html { padding-block-end: 4.5rem; } }";

export async function makeBar() {
  const [html, css] = await Promise.all([part("bar.html"), part("bar.css")]);
  const host = document.createElement("nabij-balk");
  const root = host.attachShadow({ mode: "open" });
  root.innerHTML = html;
  root.adoptedStyleSheets = [sheetOf(css)];
  document.adoptedStyleSheets.push(sheetOf(ROOM));
  const disclosures = [...root.querySelectorAll("[aria-controls]")].map((button) => new Disclosure(root, button));
  putAway(root, disclosures);
  // Beside the body, which a new version of the page replaces.
  document.documentElement.append(host);
  const say = (text) => (root.querySelector("[role=status]").textContent = text);
  const [texts, publish] = disclosures;
  return { findings: new Findings(root, texts, say), publication: new Publication(root, publish, say) };
}

// A button and the panel that it opens; one is open at a time, and Escape closes it.
export class Disclosure {
  static #open = null;

  constructor(root, button) {
    this.button = button;
    this.panel = root.getElementById(button.getAttribute("aria-controls"));
    button.addEventListener("click", () => this.toggle(this.panel.hidden));
    this.panel.parentElement.addEventListener("keydown", ({ key }) => {
      if (key !== "Escape" || this.panel.hidden) return;
      this.toggle(false);
      button.focus();
    });
  }

  toggle(open) {
    if (open && Disclosure.#open !== this) Disclosure.#open?.toggle(false);
    Disclosure.#open = open ? this : Disclosure.#open === this ? null : Disclosure.#open;
    this.panel.hidden = !open;
    this.button.setAttribute("aria-expanded", open);
    this.panel.dispatchEvent(new Event(open ? "opened" : "closed"));
  }
}

class Findings {
  #root;
  #disclosure;
  #told = null;
  #found = { told: "Voorbeeld", mood: "plain" };
  #stopped = "";
  #turn = 0;
  #say;

  constructor(root, disclosure, say) {
    this.#root = root;
    this.#say = say;
    this.#disclosure = disclosure;
  }

  // Ask again: the text was saved.
  async look() {
    const turn = ++this.#turn;
    const found = await asked(`/__voorbeeld/findings?${location.pathname}`);
    if (!found || turn !== this.#turn) return;
    this.#found = found;
    const { file, problems, others, note, mood } = this.#found;
    this.#text("[data-file]", file);
    this.#text("[data-note]", note);
    this.#root.querySelector("[data-well]").hidden = mood !== "well";
    this.#root.querySelector("[data-findings]").replaceChildren(...problems.map((each) => this.#finding(each)));
    this.#root.querySelector("[data-others]").hidden = !others.length;
    this.#root.querySelector("[data-others] ul").replaceChildren(...others.map(otherText));
    this.#show();
  }

  // Nothing newer can be shown, and why; "" once it can.
  stop(problem) {
    if (problem === this.#stopped) return;
    this.#stopped = problem;
    this.#root.querySelector(".stopped").hidden = !problem;
    this.#text("[data-stopped]", problem);
    if (problem) this.#root.host.removeAttribute("away");
    if (problem || !this.#disclosure.panel.hidden) this.#disclosure.toggle(Boolean(problem));
    this.#show();
  }

  #show() {
    const told = this.#stopped ? "Kon niet worden gebouwd" : this.#found.told;
    this.#text("[data-told]", told);
    this.#root.host.dataset.mood = this.#stopped ? "error" : this.#found.mood;
    // Said aloud when it changes, and not when a page opens.
    if (this.#told !== null && this.#told !== told) this.#say(told);
    this.#told = told;
  }

  #finding({ level, line, cause, mend }) {
    const item = this.#root.querySelector(`template[data-finding=${level}]`).content.cloneNode(true);
    item.querySelector(".place").append(` ${line}`);
    item.querySelector(".cause").textContent = cause;
    item.querySelector(".mend").textContent = mend;
    return item;
  }

  #text(selector, text) {
    for (const element of this.#root.querySelectorAll(selector)) element.textContent = text;
  }
}

function otherText({ place, cause, address }) {
  const item = document.createElement("li");
  const name = item.appendChild(document.createElement(address ? "a" : "span"));
  if (address) name.href = encodeURI(address);
  name.textContent = place;
  item.append(` ${cause}`);
  return item;
}

// Put away, it is a button in the corner, also on the next page.
function putAway(root, disclosures) {
  const away = root.querySelector(".away");
  const back = root.querySelector(".back");
  const set = (gone) => {
    root.host.toggleAttribute("away", gone);
    if (gone) disclosures.forEach((each) => each.toggle(false));
  };
  const choose = (gone, next) => {
    set(gone);
    keep(gone);
    next.focus();
  };
  away.addEventListener("click", () => choose(true, back));
  back.addEventListener("click", () => choose(false, away));
  back.hidden = false;
  set(kept());
}

function kept() {
  try {
    return sessionStorage.getItem(AWAY) === "1";
  } catch {
    return false;
  }
}

function keep(gone) {
  try {
    sessionStorage.setItem(AWAY, gone ? "1" : "");
  } catch {
    // A browser that keeps nothing shows the bar on the next page.
  }
}

function sheetOf(css) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}
