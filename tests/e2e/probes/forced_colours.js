// What can't be told apart where the system's colours take the place of ours: a button or field without an edge, or
// with one in the colour of its ground; a link in a sentence without a line.
() => {
  const findings = [];
  const lookOf = (element) => {
    const { borderBlockEndStyle, borderBlockEndWidth, borderBlockEndColor, backgroundColor } = getComputedStyle(element);
    return { edge: borderBlockEndStyle !== "none" && parseFloat(borderBlockEndWidth) > 0, line: borderBlockEndColor, ground: backgroundColor };
  };
  const say = (element, fault) => {
    const text = (element.textContent || element.name || "").replace(/\s+/g, " ").trim().slice(0, 40);
    findings.push(`${element.tagName.toLowerCase()} “${text}” ${fault}`);
  };
  for (const element of document.querySelectorAll("button, .button, input, select, textarea, .menu > summary")) {
    if (!element.checkVisibility() || element.closest(".form-trap") || /radio|checkbox/.test(element.type)) continue;
    const { edge, line, ground } = lookOf(element);
    if (!edge) say(element, "has no edge");
    else if (line === ground) say(element, "has an edge in the colour of its ground");
  }
  // On its own a link is told by the system's colour and its place; within a sentence colour is not enough.
  for (const element of document.querySelectorAll("p a[href], li a[href], dd a[href]")) {
    const { display, textDecorationLine, textDecorationColor } = getComputedStyle(element);
    const around = [...element.parentElement.childNodes].some((node) => node !== element && node.textContent.trim());
    const told = textDecorationLine.includes("underline") && !/^rgba\(.*, 0\)$/.test(textDecorationColor);
    if (display === "inline" && around && element.checkVisibility() && !told) say(element, "has no line under it");
  }
  return findings;
}
