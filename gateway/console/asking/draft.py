"""What has been answered so far, and how does carteiro.yml say it?"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from gateway.console.asking.part import Part, Place

HEAD = "# Written by `carteiro init`. Every setting: docs/settings.md; what the environment says (CARTEIRO_...) wins over this file.\n"
# In this order, each below its line.
SAYS = {
    "address": "the address that people write to",
    "office": "how letters are signed",
    "operator": "who gets alarms",
    "home": "where state lies",
    "database": "what is on record",
    "broker": "how processes ring each other",
    "evidence": "the bytes of mails and files",
    "secret": "signs the tokens of letters; the same on every machine, and in the backup",
    "catalog": "items, groups, routes, targets",
    "directory": "who is who",
    "relay": "who sends our letters",
    "mailboxes": "where mail is fetched",
    "trusted_authserv": "whose Authentication-Results count",
    "listen": "where mail is taken in by SMTP",
    "timezone": "the office's clock",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """parts: by setting, as answered; carried: what an older file says besides, and keeps."""

    parts: Mapping[str, Part] = field(default_factory=dict)
    carried: Mapping[str, object] = field(default_factory=dict)

    def plus(self, name: str, part: Part) -> "Draft":
        """With this answer too."""
        carried = {setting: value for setting, value in self.carried.items() if setting.removesuffix("_file") != name}
        return replace(self, parts={**self.parts, name: part}, carried=carried)

    def files(self) -> dict[str, str]:
        """Every file of ours: name -> text."""
        return {name: text for part in self.parts.values() for name, text in part.files.items()}

    def text(self, place: Place) -> str:
        """The content of carteiro.yml. place: how our files are named in it."""
        said = [*(name for name in SAYS if name in self.parts), *(name for name in self.parts if name not in SAYS)]
        lines = [f"# {SAYS[name]}\n{_line(self.parts[name], place)}" if name in SAYS else _line(self.parts[name], place) for name in said]
        lines += [_said(name, value) for name, value in self.carried.items()]
        return "\n".join([HEAD, *lines])


def _line(part: Part, place: Place) -> str:
    return _said(part.setting, part.value(place))


def _said(setting: str, value: object) -> str:
    """JSON's way of quoting is YAML's too, and takes no sign for another."""
    if isinstance(value, (list, tuple)):
        return "".join([f"{setting}:\n", *(f"  - {json.dumps(one, ensure_ascii=False)}\n" for one in value)])
    return f"{setting}: {json.dumps(value, ensure_ascii=False, default=str)}\n"
