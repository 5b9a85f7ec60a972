"""Tables on a terminal of any width, or in a pipe, where a row is a line. Without rich, as plain text.

In a pipe there is no colour and nothing is cut or folded.
"""

import sys

import click

# Wider than any row.
PIPE_COLUMNS = 10_000


def show_table(rows, heads=(), numbers=(), whole=()):
    """Print rows of text. By position, `numbers` are set to the right and `whole` columns never folded."""
    rows = [[str(cell) for cell in row] for row in rows]
    try:
        text = _by_rich(rows, heads, numbers, whole)
    except ImportError:
        text = _plain(rows, heads, numbers)
    click.echo("\n".join(line.rstrip() for line in text.splitlines()))


def _by_rich(rows, heads, numbers, whole):
    # Loaded here: an extra that makes tables fold; the commands work without it.
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=sys.stdout, width=None if sys.stdout.isatty() else PIPE_COLUMNS, highlight=False)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=bool(heads))
    for place in range(len(rows[0]) if rows else len(heads)):
        table.add_column(
            Text(heads[place]) if heads else "",
            justify="right" if place in numbers else "left",
            no_wrap=place in whole or place in numbers,
            overflow="fold",
        )
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    with console.capture() as captured:
        console.print(table)
    return captured.get()


def _plain(rows, heads, numbers):
    lines = ([list(heads)] if heads else []) + rows
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if place in numbers else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    )
