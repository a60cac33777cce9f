"""`python -m tests.mails.making [module …]`: writes the corpus anew, all of it or what the named modules make."""

import importlib
import pkgutil
import sys

from tests.mails import making
from tests.mails.making.mail import Made, write


def collected(names: list[str]) -> list[Made]:
    """The mails of every module of this package that makes some, or of the named ones."""
    found: list[Made] = []
    for module in pkgutil.iter_modules(making.__path__):
        if module.name not in {"__main__", "mail"} and (not names or module.name in names):
            found += getattr(importlib.import_module(f"tests.mails.making.{module.name}"), "MAILS", ())
    return found


if __name__ == "__main__":
    sys.stdout.write(f"{write(collected(sys.argv[1:]))} mails\n")
