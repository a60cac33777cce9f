"""Does somebody in a directory file have the password of the demo's people, which everyone knows?"""

import re

from gateway import shipped
from gateway.files import find_file

KEPT_PASSWORD = re.compile(r"scrypt\$[^\s,}]+")


def known_to_all(directory: str) -> bool:
    """Whether CARTEIRO_DIRECTORY names a file with a password of the demo's. One that is not there has none: who reads it says so."""
    if not directory.startswith("file:"):
        return False
    try:
        text = find_file(directory.removeprefix("file:")).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    demo = shipped.find("demo/directory.yml").read_text(encoding="utf-8")
    return not set(KEPT_PASSWORD.findall(demo)).isdisjoint(KEPT_PASSWORD.findall(text))
