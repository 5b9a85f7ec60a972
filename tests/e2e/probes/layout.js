// What does not fit: the page wider than the window, text cut off, text over text. WCAG 1.4.4, 1.4.10, 1.4.12.
() => {
  const nameOf = (element) => {
    const text = element.textContent.replace(/\s+/g, " ").trim().slice(0, 40);
    return `${element.tagName.toLowerCase()}${element.className && `.${element.classList[0]}`} “${text}”`;
  };
  const forEyes = (element) =>
    element.checkVisibility({ visibilityProperty: true }) && !element.closest(".visually-hidden, .skip, .form-trap, svg, [inert]");
  const scrolls = (element) =>
    element !== document.body &&
    (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
  const findings = [];

  const root = document.scrollingElement;
  const elements = [...document.body.querySelectorAll("*")].filter(forEyes);
  if (root.scrollWidth > root.clientWidth) {
    const wide = elements.filter((each) => each.getBoundingClientRect().right > root.clientWidth + 1);
    const inner = wide.filter((each) => !wide.some((other) => other !== each && each.contains(other)));
    findings.push(`scrolls sideways by ${root.scrollWidth - root.clientWidth} px: ${inner.slice(0, 3).map(nameOf).join(", ")}`);
  }
  for (const element of elements) {
    const { overflowX, overflowY } = getComputedStyle(element);
    const cut = [
      /hidden|clip/.test(overflowX) && element.scrollWidth > element.clientWidth + 1,
      /hidden|clip/.test(overflowY) && element.scrollHeight > element.clientHeight + 1,
    ];
    if (element.textContent.trim() && cut.some(Boolean)) findings.push(`cuts off its text: ${nameOf(element)}`);
  }

  // Each line of text as a box, its upper and lower quarter left out: letters, and not the room around them.
  const lines = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { currentNode: node } = texts;
    if (!node.data.trim() || !forEyes(node.parentElement)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      const quarter = box.height / 4;
      lines.push({ node, left: box.left + 1, right: box.right - 1, top: box.top + quarter, bottom: box.bottom - quarter });
    }
  }
  lines.sort((one, other) => one.top - other.top);
  lines.forEach((one, place) => {
    for (let next = place + 1; next < lines.length && lines[next].top < one.bottom; next += 1) {
      const other = lines[next];
      if (other.node !== one.node && other.left < one.right && other.right > one.left) {
        findings.push(`has text over text: ${nameOf(one.node.parentElement)}, ${nameOf(other.node.parentElement)}`);
      }
    }
    const frame = one.node.parentElement;
    if ((one.left < -1 || one.right > root.clientWidth + 1) && !scrolls(frame)) {
      findings.push(`has text outside the window: ${nameOf(frame)}`);
    }
  });
  return [...new Set(findings)];
}
