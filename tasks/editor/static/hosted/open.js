// Opens the editor with the settings of this practice, over its git host.
"use strict";
(async () => {
  CMS.registerPreviewStyle("/beheer/thema.css");
  const response = await fetch("/beheer/instellingen.json");
  const { config, header } = await response.json();
  nabijFormat(header);
  CMS.init({ config });
})();
