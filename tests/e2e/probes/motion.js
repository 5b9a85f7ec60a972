// Whatever moves, or would on a change.
() => {
  const findings = document.getAnimations().map((each) => `runs ${each.animationName || each.transitionProperty || "an animation"}`);
  for (const element of document.querySelectorAll("*")) {
    for (const part of [undefined, "::before", "::after", "::details-content"]) {
      const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(element, part);
      const where = `${element.tagName.toLowerCase()}${element.className.baseVal ?? element.className ? `.${element.classList[0]}` : ""}${part || ""}`;
      // No name at all: it is not shown, as what stands within audio for browsers without it.
      if (animationName && animationName !== "none") findings.push(`${where} has the animation ${animationName}`);
      if (transitionDuration.split(",").some((each) => parseFloat(each) > 0)) findings.push(`${where} has a transition`);
      if (scrollBehavior === "smooth") findings.push(`${where} scrolls smoothly`);
    }
  }
  // A transition between pages can't be seen within one.
  for (const sheet of document.styleSheets) {
    const walk = (rules) => [...rules].forEach((rule) => {
      if (rule.media && !matchMedia(rule.media.mediaText).matches) return;
      if (rule instanceof CSSViewTransitionRule && rule.navigation === "auto") findings.push("fades from page to page");
      if (rule.cssRules) walk(rule.cssRules);
    });
    if (!sheet.href) walk(sheet.cssRules);
  }
  return [...new Set(findings)];
}
