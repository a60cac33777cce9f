"""What does every command begin with? The settings, or a sentence that says how to mend them."""

import sys

from gateway import settings as reader
from gateway.commands.shown import complain
from gateway.settings import BadSettings, Settings

USAGE = 2


def settings() -> Settings:
    """The settings; a bad one ends the command with exit 2."""
    try:
        return reader.read()
    except BadSettings as error:
        complain(str(error))
        sys.exit(USAGE)
