// Keeps how everything looks without the focus, and gives the page `tabStop()`: what has the focus now, as
// `{ again, name, fault }`, or null once the focus has left the page; and `allStops()`: the same for everything
// that takes the focus, without a key. WCAG 2.4.7, 2.4.11.
() => {
  const controls = "a, button, input, select, textarea, summary, [tabindex]";
  const look = (element) => {
    const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(element);
    return [outlineStyle, outlineWidth, outlineColor, boxShadow].join();
  };
  const nameOf = (element) => {
    const text = (element.textContent || element.name || "").replace(/\s+/g, " ").trim().slice(0, 40);
    return `${element.tagName.toLowerCase()}${element.id && `#${element.id}`} “${text}”`;
  };
  const looks = new Map([...document.querySelectorAll(controls)].map((each) => [each, look(each)]));
  const seen = new Set();

  const faultOf = (element) => {
    // A frame of hCaptcha shows the focus in its own document.
    if (element.tagName === "IFRAME") return null;
    const style = getComputedStyle(element);
    const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    if (!ring && style.boxShadow === "none") return "shows no ring";
    if (looks.get(element) === look(element)) return "looks the same with and without the focus";
    if (/^rgba\(.*, 0\)$/.test(style.outlineColor)) return "has a ring that can't be seen";
    const boxes = [...element.getClientRects()].filter((box) => box.width > 1 && box.height > 1);
    if (!boxes.length) return "takes no room on the screen";
    // The middle of the part that is on the screen.
    const [left, right] = [Math.max(boxes[0].left, 0), Math.min(boxes[0].right, innerWidth)];
    const [top, bottom] = [Math.max(boxes[0].top, 0), Math.min(boxes[0].bottom, innerHeight)];
    if (left >= right || top >= bottom) return "is off the screen";
    const front = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    const shows = front === element || element.contains(front) || front.contains(element);
    return shows ? cutOff(element, boxes) : `is hidden behind ${nameOf(front)}`;
  };
  // The inner part of the ring must not be cut off by an ancestor.
  const cutOff = (element, boxes) => {
    for (let parent = element.parentElement; parent !== document.body; parent = parent.parentElement) {
      const style = getComputedStyle(parent);
      if (style.overflow === "visible" || style.display === "contents") continue;
      const frame = parent.getBoundingClientRect();
      const fits = (box) =>
        box.left - 3 >= frame.left && box.right + 3 <= frame.right &&
        box.top - 3 >= frame.top && box.bottom + 3 <= frame.bottom;
      if (!boxes.every(fits)) return `has its ring cut off by ${nameOf(parent)}`;
    }
    return null;
  };

  window.tabStop = () => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const again = seen.has(element);
    seen.add(element);
    const fault = again ? null : faultOf(element);
    return { again, name: nameOf(element), fault: fault && `${nameOf(element)} ${fault}` };
  };
  // A ring shows after a key only: press Tab once before.
  window.allStops = () => {
    const stops = [...looks.keys()].filter((each) => each.tabIndex >= 0 && each.checkVisibility());
    return stops.map((each) => {
      each.focus();
      return document.activeElement === each ? window.tabStop() : null;
    }).filter(Boolean);
  };
}
