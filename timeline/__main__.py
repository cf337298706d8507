"""`python -m timeline`: the command line."""

from timeline.commands import main

main(prog_name="timeline")
