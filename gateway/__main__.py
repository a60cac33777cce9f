"""The program `carteiro`: its command line (commands/line.py), loaded in one go.

Thousands of classes and patterns are made while modules load, and all of them stay: no garbage is looked for among them.
"""

import gc


def main() -> None:
    """Runs the command line."""
    gc.disable()
    from gateway.commands import line  # noqa: PLC0415 - to be loaded from here on

    gc.freeze()
    gc.enable()
    line.main()


if __name__ == "__main__":
    main()
