"""`timeline schema`."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(short_help="Print the format's JSON Schema, for editors.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="File to write; by default, and with -, standard output.",
)
def schema(output: Path | None) -> None:
    """Print the JSON Schema of the file format (draft 4), which editors read.

    An editor with Taplo, such as VS Code with Even Better TOML, completes keys
    and marks faults by it once the first line of events.toml says where it is;
    `timeline new` writes both. Nothing is fetched. The schema sees less than
    `timeline validate`, and refuses nothing that it accepts.

    \b
    Examples:
      timeline schema
      timeline schema -o .timeline/events.schema.json
    \b
    And in events.toml, as its first line:
      #:schema ./.timeline/events.schema.json
    """
    from timeline.commands.streams import give
    from timeline.commands.telling import say, visible
    from timeline.commands.writing import size, write_all
    from timeline.text.schema import schema_text

    text = schema_text()
    if output is None or str(output) == "-":
        give(text)
        return
    write_all({output: text.encode()})
    say(visible(f"{size(len(text)):>8}  {output}"))
