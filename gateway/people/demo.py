"""Does somebody in a directory file have the password of the demo's people, which everyone knows?"""

import re

from gateway import shipped
from gateway.files import find_file

KEPT_PASSWORD = re.compile(r"scrypt\$[^\s,}]+")


def known_to_all(name: str) -> bool:
    """Whether a directory file holds a password of the demo's. A file that is not there holds none: who reads it says so."""
    try:
        text = find_file(name).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    demo = shipped.find("demo/directory.yml").read_text(encoding="utf-8")
    return not set(KEPT_PASSWORD.findall(demo)).isdisjoint(KEPT_PASSWORD.findall(text))
