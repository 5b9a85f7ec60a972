// Elements at fault by axe's rules, "RULE: SELECTOR" each. `axe` itself is put into every page by the test.
async (options) => {
  const { violations } = await axe.run(options);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}
