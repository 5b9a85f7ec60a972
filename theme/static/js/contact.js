// The contact form with script: the same form, sent without leaving the page.
// Nothing is stored in the browser, and hCaptcha is asked for nothing until the visitor starts on the form.

const form = document.getElementById("contactformulier");
const words = form.dataset;
const button = form.querySelector("[type=submit]");
const status = form.querySelector("[data-status]");
const summary = form.querySelector("[data-summary]");
const captchaField = form.querySelector('[data-field="h-captcha-response"]');
const LOAD_MS = 20_000;
const SEND_MS = 30_000;

let captcha = null;
let sending = false;
// When the visitor began, for the endpoint: what is filled in within seconds was hardly written by a person.
let began;

// One key for one message: sent again after a lost answer, it gives the same receipt.
form.elements.sleutel.value = crypto.randomUUID?.() ?? "";
// Our own words at the fields, not the browser's bubbles.
form.noValidate = true;
form.addEventListener("focusin", begin, { once: true });
form.addEventListener("submit", submit);
summary.addEventListener("click", (event) => {
  const target = event.target.closest("a") && document.querySelector(event.target.hash);
  if (!target) return;
  event.preventDefault();
  target.closest(".field").scrollIntoView({ block: "start" });
  target.focus({ preventScroll: true });
});

function begin() {
  // A text that the browser kept from an earlier visit took its time then.
  if (!form.elements.bericht.value) began = performance.now();
  loadCaptcha().catch(() => say(words.blocked));
}

async function submit(event) {
  // The way without hCaptcha is a plain form: its page shows what was typed.
  if (event.submitter?.hasAttribute("formaction")) return;
  event.preventDefault();
  if (sending) return;
  const errors = findErrors();
  if (errors.length) return showErrors(errors);
  showErrors([]);
  setSending(true);
  try {
    if (await solveCaptcha()) await send();
  } finally {
    setSending(false);
  }
}

async function send() {
  say(words.sending);
  if (began !== undefined) form.elements.duur.value = Math.floor((performance.now() - began) / 1000);
  let answer, body;
  try {
    // Form-encoded: a simple request, so no preflight before it.
    answer = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      headers: { Accept: "application/json" },
      signal: AbortSignal.timeout(SEND_MS),
    });
    body = await answer.json();
  } catch {
    resetCaptcha();
    return say(answer ? words.failed : words.offline, true);
  }
  if (answer.status === 201) return showReceipt(body.receipt);
  resetCaptcha();
  if (body.errors) return showErrors(body.errors);
  say(body.detail ?? words.failed, true);
}

function findErrors() {
  const errors = [];
  const reached = form.elements.bereikbaar.value;
  for (const control of form.querySelectorAll("[data-missing]:is(input, select, textarea)")) {
    const required = control.required || (control.name === "telefoon" && reached === "telefoon");
    const { missing, invalid, limit, tooLong } = control.dataset;
    // Counted as the endpoint counts: by character, not by UTF-16 unit.
    const length = [...control.value.trim()].length;
    const message =
      required && !length ? missing
      : control.validity.typeMismatch ? invalid
      : length > (limit ?? Infinity) ? tooLong.replace("{limit}", limit).replace("{length}", length)
      : "";
    if (message) errors.push({ field: control.name, message });
  }
  return errors;
}

function showErrors(errors) {
  say("");
  form.querySelectorAll(".field-error").forEach((message) => message.remove());
  form.querySelectorAll("[aria-invalid]").forEach((control) => {
    control.removeAttribute("aria-invalid");
    describe(control, false);
  });
  summary.hidden = errors.length === 0;
  const list = summary.querySelector("ul");
  list.replaceChildren();
  for (const { field, message } of errors) {
    const place = form.querySelector(`[data-field="${CSS.escape(field)}"]`);
    if (!place) continue;
    const control = place.querySelector("input, select, textarea");
    const target = field === "h-captcha-response" || place.matches("fieldset") ? place : control;
    const error = Object.assign(document.createElement("p"), { className: "field-error", id: `${field}-error` });
    const prefix = Object.assign(document.createElement("span"), { className: "visually-hidden", textContent: "Fout: " });
    error.append(prefix, message);
    (place.querySelector(".hint") ?? place.querySelector("label, legend"))?.after(error);
    if (target === control) {
      control.setAttribute("aria-invalid", "true");
      describe(control, true);
    }
    const link = Object.assign(document.createElement("a"), { href: `#${target.id}`, textContent: message });
    const item = document.createElement("li");
    item.append(link);
    list.append(item);
  }
  if (errors.length) summary.focus();
}

function describe(control, faulty) {
  const hint = document.getElementById(`${control.id}-hint`);
  const ids = [hint?.id, faulty && `${control.id}-error`].filter(Boolean);
  if (ids.length) control.setAttribute("aria-describedby", ids.join(" "));
  else control.removeAttribute("aria-describedby");
}

function showReceipt(receipt) {
  const panel = document.querySelector("[data-receipt-panel]");
  panel.querySelector("[data-receipt]").textContent = receipt;
  form.reset();
  form.hidden = true;
  panel.hidden = false;
  panel.focus();
}

function setSending(now) {
  sending = now;
  // Not `disabled`: that would throw the focus away.
  button.setAttribute("aria-disabled", String(now));
}

// A live region says the same words again only when they changed in between.
function say(text, failed = false) {
  status.textContent = text;
  status.classList.toggle("failed", failed);
}

function loadCaptcha() {
  captcha ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const query = new URLSearchParams({ render: "explicit", onload: "nabijCaptcha", hl: "nl", recaptchacompat: "off" });
    const fail = () => {
      // The next attempt may find the network back.
      captcha = null;
      script.remove();
      reject(new Error("captcha"));
    };
    const patience = setTimeout(fail, LOAD_MS);
    window.nabijCaptcha = () => {
      clearTimeout(patience);
      captchaField.querySelector("[data-captcha-note]")?.remove();
      resolve(
        window.hcaptcha.render(captchaField.querySelector("[data-captcha]"), {
          sitekey: words.sitekey,
          theme: matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
          size: innerWidth < 340 ? "compact" : "normal",
        }),
      );
    };
    script.src = `${words.captchaScript}?${query}`;
    script.onerror = fail;
    document.head.append(script);
  });
  return captcha;
}

// True once there is a token; the widget itself asks for it when the visitor has not been there yet.
async function solveCaptcha() {
  let id;
  try {
    id = await loadCaptcha();
  } catch {
    say(words.blocked, true);
    return false;
  }
  try {
    if (!window.hcaptcha.getResponse(id)) {
      say(words.solve);
      await window.hcaptcha.execute(id, { async: true });
    }
    return true;
  } catch {
    showErrors([{ field: "h-captcha-response", message: captchaField.dataset.missing }]);
    return false;
  }
}

async function resetCaptcha() {
  // A token works once, whatever became of the message.
  window.hcaptcha.reset(await captcha);
}
