// The stand-in's side of https://docs.hcaptcha.com/configuration#javascript-api, as far as a page can notice.
(() => {
  "use strict";
  const source = new URL(document.currentScript.src);
  const options = source.searchParams;
  const widgets = new Map();
  let count = 0;

  const call = (widget, name, ...values) => {
    const given = widget.params[name];
    const callback = typeof given === "string" ? window[given] : given;
    if (typeof callback === "function") callback(...values);
  };
  const find = (id) => widgets.get(String(id ?? widgets.keys().next().value));

  const setToken = (widget, token) => {
    widget.token = token;
    widget.container.querySelectorAll("textarea").forEach((area) => (area.value = token));
    widget.frame.dataset.hcaptchaResponse = token;
  };

  const render = (element, params = {}) => {
    const container = typeof element === "string" ? document.getElementById(element) : element;
    if (!container) throw new Error("[hCaptcha] render: container not found");
    const id = `standin-${count++}`;
    const settings = { ...container.dataset, ...params };
    const frame = document.createElement("iframe");
    const address = new URL("/widget", source);
    address.search = new URLSearchParams({
      id,
      sitekey: settings.sitekey,
      theme: settings.theme ?? "light",
      host: location.hostname,
      origin: location.origin,
    });
    frame.src = address;
    frame.title = "Widget met een selectievakje voor de hCaptcha-controle";
    frame.width = 303;
    frame.height = 78;
    frame.style.border = "0";
    container.replaceChildren(frame);
    const names = ["h-captcha-response"];
    if (options.get("recaptchacompat") !== "off") names.push("g-recaptcha-response");
    for (const name of names) {
      const area = document.createElement("textarea");
      area.name = name;
      area.style.display = "none";
      container.append(area);
    }
    const loaded = new Promise((resolve) => frame.addEventListener("load", resolve));
    const post = (standin) => loaded.then(() => frame.contentWindow.postMessage({ standin }, source.origin));
    widgets.set(id, { container, frame, post, params: settings, token: "", waiting: [] });
    return id;
  };

  const reset = (id) => {
    const widget = find(id);
    setToken(widget, "");
    clearTimeout(widget.timer);
    widget.post("reset");
  };

  const execute = (id, { async = false } = {}) => {
    const widget = find(id);
    const solved = new Promise((resolve, reject) => widget.waiting.push({ resolve, reject }));
    widget.post("execute");
    if (async) return solved;
    solved.catch(() => {});
  };

  const settle = (widget, how, value) => widget.waiting.splice(0).forEach((promise) => promise[how](value));

  addEventListener("message", ({ data, origin }) => {
    const widget = origin === source.origin && widgets.get(data.id);
    if (!widget) return;
    if (data.standin === "open") call(widget, "open-callback");
    if (data.standin === "close") {
      settle(widget, "reject", "challenge-closed");
      call(widget, "close-callback");
    }
    if (data.standin === "error") {
      settle(widget, "reject", "network-error");
      call(widget, "error-callback", "network-error");
    }
    if (data.standin === "solved") {
      setToken(widget, data.token);
      widget.timer = setTimeout(() => {
        reset(data.id);
        call(widget, "expired-callback");
      }, data.expires * 1000);
      settle(widget, "resolve", { response: data.token, key: "E0_standin" });
      call(widget, "callback", data.token);
    }
  });

  window.hcaptcha = {
    render,
    reset,
    execute,
    getResponse: (id) => find(id)?.token ?? "",
    getRespKey: () => "E0_standin",
    remove: (id) => find(id).container.replaceChildren(),
  };

  const ready = () => {
    if (options.get("render") !== "explicit") {
      document.querySelectorAll(".h-captcha").forEach((element) => render(element));
    }
    window[options.get("onload")]?.();
  };
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", ready);
  else ready();
})();
