"""The rules in the words of each kind of host, by the templates in deploy/."""

import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tasks.build import ROOT
from tasks.hosting.headers import read_rules

DEPLOY = ROOT / "deploy"
# In the site itself; nginx reads no file of the site, so its part is written beside it.
IN_SITE = {"_headers": "headers/_headers.jinja", ".htaccess": "apache/htaccess.jinja"}
NGINX = "nginx/nabij.conf.jinja"


def write(folder, practice):
    """Write what hosts read in the site itself into `folder`; the rules."""
    folder = Path(folder)
    rules = read_rules(folder, practice)
    for name, template in IN_SITE.items():
        (folder / name).write_text(render(template, rules), encoding="utf-8")
    return rules


def render(template, rules):
    """One of the templates in deploy/ with the rules filled in."""
    # Not HTML: nothing to escape; `quoted` does what these languages ask for.
    environment = Environment(  # noqa: S701
        loader=FileSystemLoader(DEPLOY),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    everywhere, *_ = rules
    environment.filters |= {
        "quoted": _quoted,
        "pattern": _pattern,
        # In nginx an inner block inherits no header of an outer one.
        "merged": lambda rule: everywhere.headers | rule.headers,
    }
    return environment.get_template(template).render(rules=rules)


def _quoted(text):
    """As one argument in double quotes, for nginx and for Apache."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _pattern(path):
    """A regular expression for the path that Apache sees at last: index.html and copies included."""
    if path.endswith("*"):
        return f"^{re.escape(path[:-1])}"
    index = r"(index\.html)?" if path.endswith("/") else ""
    return f"^{re.escape(path)}{index}(\\.br|\\.gz)?$"
