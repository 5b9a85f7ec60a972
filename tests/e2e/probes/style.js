// Compares how things are styled under the page's own style with how they are under `whole`, the theme's whole
// style. Of elements that stand in the same kind of place one is enough. Custom properties are left aside: what
// they do shows in the properties that use them.
(whole) => {
  const kind = (element) => `${element.localName}.${element.getAttribute("class") ?? ""}`;
  const ends = (element) => `${element.previousElementSibling === null}${element.nextElementSibling === null}`;
  const place = (element) =>
    element === document.body ? "" : `${place(element.parentElement)} ${kind(element)}${ends(element)}`;
  const elements = new Map([...document.querySelectorAll("body, body *")].map((element) => [place(element), element]));
  const parts = [null, "::before", "::after"];
  const names = [...getComputedStyle(document.body)].filter((name) => !name.startsWith("--"));
  const read = () =>
    [...elements.values()].flatMap((element) =>
      parts.map((part) => {
        const found = getComputedStyle(element, part);
        return part && found.content === "none" ? [] : names.map((name) => found.getPropertyValue(name));
      }),
    );
  const style = document.querySelector("head > style");
  const own = style.textContent;
  const before = read();
  style.textContent = whole;
  const after = read();
  style.textContent = own;
  const of = [...elements.values()].flatMap((element) => parts.map((part) => kind(element) + (part ?? "")));
  return of.flatMap((name, index) => {
    const differing = names.findIndex((_, place) => before[index][place] !== after[index][place]);
    if (differing < 0) return [];
    return [`${name} ${names[differing]}: ${before[index][differing]}, was ${after[index][differing]}`];
  });
};
