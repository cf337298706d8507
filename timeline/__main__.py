"""The command line: `timeline`, and `python -m timeline`."""


def main() -> None:
    """Run the command line, which is loaded here.

    A process beside the program's imports the program's main module anew, and this
    one through it; what it does not load it need not wait for.
    """
    from timeline.commands import main as run

    run(prog_name="timeline")


if __name__ == "__main__":
    main()
