"""A page that sends on at each address that was, and `_redirects` for hosts that read it."""

from pathlib import Path

from pelican import generators, signals

from plugins import output_folder
from plugins.moves import read_moves, redirects_text

REDIRECTS = "_redirects"


class RedirectsGenerator(generators.Generator):
    """Writes a page from the template `moved` at each old address, and `_redirects`."""

    def generate_output(self, writer):
        moves = self._moves()
        for move in moves:
            save_as = move.old.lstrip("/") + "index.html"
            writer.write_file(save_as, self.get_template("moved"), self.context, move=move, url=move.old)
        if moves:
            text = redirects_text(moves)
            output_folder.write(self, REDIRECTS, (text,), text.encode)

    def _moves(self):
        path = Path(self.settings["MOVED"])
        return read_moves(path.read_text(encoding="utf-8"))[0] if path.exists() else ()


def register():
    signals.get_generators.connect(lambda pelican: RedirectsGenerator, weak=False)
