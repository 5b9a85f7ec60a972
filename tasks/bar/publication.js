// Preview only: the publish button of the bar: what would change, the publication step by step, how it ended, and
// the way back. All words come from the preview; nothing here decides what may be published.
import { asked, sent } from "./ask.js";

const PLAN = "/__voorbeeld/publication";

export class Publication {
  #panel;
  #root;
  #disclosure;
  #say;
  #busy = false;
  // Whether this page saw it run: how an older one ended is no news.
  #saw = false;
  #number = "";

  constructor(root, disclosure, say) {
    this.#root = root;
    this.#disclosure = disclosure;
    this.#panel = disclosure.panel;
    this.#say = say;
    this.#panel.addEventListener("opened", () => this.#busy || this.#plan());
    this.#on("[data-publish]", () => this.#begin(PLAN));
    this.#on("[data-ask-undo]", () => this.#confirm(true));
    this.#on("[data-undo-no]", () => this.#confirm(false));
    this.#on("[data-undo-yes]", () => this.#begin(`${PLAN}/undo`, { number: this.#number }));
    this.#on("[data-done]", () => {
      this.#plan();
      this.#panel.focus();
    });
  }

  // A step, or the end; also of a publication that another tab began.
  show(state) {
    this.#busy = state.ok === null;
    this.#saw ||= this.#busy;
    this.#text("[data-go]", this.#busy ? "Bezig…" : "Publiceren");
    if (!this.#saw) return;
    const working = state.kind === "undo" ? "Bezig met terugnemen" : "Bezig met publiceren";
    const title = this.#busy ? working : state.title;
    this.#view("run");
    this.#text("#publish-title", title);
    this.#panel.dataset.end = this.#busy ? "" : state.ok ? "well" : "error";
    const now = state.steps.find(({ how }) => how === "now");
    this.#fill(".steps", this.#busy ? state.steps : [], stepItem);
    this.#fill(".weave", state.steps, ({ how }) => strand(how));
    this.#find(".weave").hidden = !this.#busy;
    this.#fill("[data-view=run] .problems", state.problems, problemItem);
    this.#fill("[data-lines]", state.lines, (line) => element("p", line));
    this.#fill(".pages", state.pages, pageItem);
    const link = this.#find("[data-address]");
    link.hidden = !state.address;
    link.href = state.address || "#";
    this.#find("[data-done]").hidden = this.#busy;
    this.#say(this.#busy ? now?.name ?? title : title);
    if (!this.#busy) this.#saw = false;
  }

  async #plan() {
    const plan = await asked(PLAN);
    if (!plan || this.#busy) return;
    this.#view("plan");
    this.#panel.dataset.end = "";
    this.#text("#publish-title", "Publiceren");
    this.#text("[data-last]", plan.last);
    this.#text("[data-plan-note]", plan.note);
    this.#text("[data-where]", plan.where);
    this.#fill(".edits", plan.edits, (edit) => element("li", edit));
    this.#find("[data-changes]").hidden = !plan.edits.length;
    this.#find("[data-blocked]").hidden = !plan.problems.length;
    this.#fill("[data-blocked] .problems", plan.problems, problemItem);
    const publish = this.#find("[data-publish]");
    publish.hidden = plan.problems.length > 0;
    // With nothing new it is not what stands out.
    publish.classList.toggle("plain", !plan.edits.length && Boolean(plan.undo));
    this.#number = plan.undo?.number ?? "";
    this.#text("[data-undo-when]", plan.undo ? `Gepubliceerd: ${plan.undo.when}.` : "");
    this.#text("[data-undo-what]", plan.undo?.what ?? "");
    this.#find("[data-undo]").hidden = !plan.undo;
    this.#ask(false);
  }

  async #begin(path, body = {}) {
    this.#panel.focus();
    const refused = await sent(path, body);
    if (refused) this.#text("[data-plan-note]", refused);
  }

  #confirm(asking) {
    this.#ask(asking);
    this.#find(asking ? "[data-undo-no]" : "[data-ask-undo]").focus();
  }

  #ask(asking) {
    this.#find("[data-confirm]").hidden = !asking;
    this.#find("[data-ask-undo]").hidden = asking;
  }

  #view(name) {
    for (const view of this.#panel.querySelectorAll("[data-view]")) view.hidden = view.dataset.view !== name;
  }

  #find(selector) {
    return this.#root.querySelector(selector);
  }

  #on(selector, work) {
    this.#find(selector).addEventListener("click", work);
  }

  #text(selector, text) {
    this.#find(selector).textContent = text;
  }

  #fill(selector, values, make) {
    this.#find(selector).replaceChildren(...values.map(make));
  }
}

function element(name, text = "", className = "") {
  const made = document.createElement(name);
  made.textContent = text;
  made.className = className;
  return made;
}

function stepItem({ name, how }) {
  const item = element("li", name, how);
  if (how === "now") item.setAttribute("aria-current", "step");
  if (how === "done") item.append(element("span", " (klaar)", "for-ears"));
  return item;
}

function strand(how) {
  return element("span", "", how);
}

function pageItem([how, address]) {
  const item = element("li");
  item.append(element("b", how), " ", element("span", address));
  return item;
}

function problemItem([place, text]) {
  const item = element("li");
  if (place) item.append(element("b", place), " ");
  item.append(text);
  return item;
}
