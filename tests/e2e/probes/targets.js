// Controls that are too small for a finger. WCAG 2.5.8: 24 by 24 CSS px, but for links within a sentence. Main
// actions and fields: 44 px high (2.5.5).
() => {
  const main = ".button, .site-nav a, .site-name, .quiet-link, summary, input, select, textarea";
  const inSentence = (element) => {
    if (getComputedStyle(element).display !== "inline") return false;
    const around = [...element.parentElement.childNodes].filter((node) => node !== element);
    return around.some((node) => node.textContent.trim());
  };
  const findings = [];
  for (const element of document.querySelectorAll("a[href], button, input, select, textarea, summary")) {
    if (!element.checkVisibility({ visibilityProperty: true }) || element.closest(".visually-hidden, .skip, .form-trap")) continue;
    // A label is part of its box or dot.
    const target = (/radio|checkbox/.test(element.type) && element.labels[0]) || element;
    const { width, height } = target.getBoundingClientRect();
    const least = element.matches(main) ? 44 : 24;
    if ((height < least - 0.5 || width < 24) && !(least === 24 && inSentence(element))) {
      const text = (target.textContent || target.name || "").replace(/\s+/g, " ").trim().slice(0, 40);
      findings.push(`${Math.round(width)} × ${Math.round(height)} px, ${least} is least: ${element.tagName.toLowerCase()} “${text}”`);
    }
  }
  return findings;
}
