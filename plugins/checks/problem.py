"""What a rule finds."""

from dataclasses import asdict, dataclass

from plugins.checks.messages import ERRORS, WORDS


@dataclass(frozen=True, order=True)
class Problem:
    """One finding: file (from the root of the content), line from 1, code, what is wrong, how to mend it."""

    file: str
    line: int
    code: str
    cause: str
    mend: str

    @property
    def is_error(self):
        """Whether it stops a publication; advice does not."""
        return self.code in ERRORS

    @property
    def place(self):
        """Where it is, as the coach finds it: "content/artikelen/x.md:12"."""
        return f"content/{self.file}:{self.line}"

    def as_dict(self):
        """For an editor: the fields, and the level as "fout" or "advies"."""
        return asdict(self) | {"level": "fout" if self.is_error else "advies"}


def problem(source, line, code, **values):
    """A Problem in the words of `messages`. `source` is a Source or a file's name."""
    cause, mend = (text.format(**values) for text in WORDS[code])
    return Problem(getattr(source, "file", source), line, code, cause, mend)
