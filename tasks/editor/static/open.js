// Opens the editor with the settings of this practice.
"use strict";
(async (token) => {
  CMS.registerPreviewStyle("/beheer/thema.css");
  const headers = { "X-Nabij-Token": token };
  const response = await fetch("/beheer/instellingen.json", { cache: "no-store", headers });
  if (response.ok) CMS.init({ config: await response.json() });
  else nabijNotice(String(response.status), "/beheer/");
})(document.currentScript.dataset.token);
