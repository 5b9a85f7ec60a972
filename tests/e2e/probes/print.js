// What paper should not carry, and the addresses that it should.
() => {
  const findings = [];
  const nameOf = (element) => `${element.tagName.toLowerCase()} “${element.textContent.replace(/\s+/g, " ").trim().slice(0, 40)}”`;
  for (const element of document.querySelectorAll("nav, .skip, .menu, button, form, video, iframe")) {
    const { width, height } = element.getBoundingClientRect();
    if (element.checkVisibility() && width > 1 && height > 1) findings.push(`prints ${nameOf(element)}`);
  }
  for (const link of document.querySelectorAll("main a[href^='http']")) {
    const shown = getComputedStyle(link, "::after").content;
    if (link.checkVisibility() && !shown.includes(link.getAttribute("href")) && !link.textContent.includes(link.host)) {
      findings.push(`prints no address for ${nameOf(link)}`);
    }
  }
  for (const text of document.querySelectorAll("details > :not(summary)")) {
    if (text.parentElement.checkVisibility() && !text.checkVisibility()) findings.push(`leaves out ${nameOf(text)}`);
  }
  if (document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth) findings.push("is wider than the paper");
  return findings;
}
