"""What do mail clients understand? The few facts of caniemail.com that our letters need, and how they are brought up to date.

caniemail.json holds for each feature the support by client ("y" yes, "a" partly, "n" no, "u" unknown), what is partial about it, and, where
a client lacks something, why a letter stays right without it. To refresh the facts, or to add those of a feature that is new in a letter:

    npm pack caniemail && tar xf caniemail-*.tgz && python -m tests.letters.caniemail package/data/caniemail.json VERSION

Reasons are kept; features that no letter uses any more go.
"""

import json
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.letters.asked import ALL
from tests.letters.samples import REPLY_TO, letters
from tests.letters.support import used

TABLE = Path(__file__).parent / "caniemail.json"
CLIENTS = {
    "gmail.desktop-webmail": "Gmail on the web",
    "gmail.ios": "Gmail for iOS",
    "gmail.android": "Gmail for Android",
    "outlook.windows": "Outlook for Windows, classic",
    "outlook.outlook-com": "Outlook on the web, and the new Outlook for Windows",
    "outlook.ios": "Outlook for iOS",
    "outlook.android": "Outlook for Android",
    "apple-mail.macos": "Apple Mail for macOS",
    "apple-mail.ios": "Apple Mail for iOS",
}
KEPT = ("why", "outlook", "except")  # written here, not by caniemail.com


def table() -> dict[str, Any]:
    """The table as it is kept."""
    return dict(json.loads(TABLE.read_text(encoding="utf-8")))


def used_by_all() -> set[str]:
    """The features of every letter together."""
    made = letters()
    return {name for sample in ALL for name, _ in used(made.compose(sample.kind, REPLY_TO, sample.facts).html)}


def facts(page: Mapping[str, Any]) -> dict[str, Any]:
    """Of a page of caniemail.com: when it was tested, the newest result of each of our clients, and the notes that these name."""
    support = {client: _newest(page["stats"], *client.split(".")) for client in CLIENTS}
    numbers = sorted({number for result in support.values() for number in re.findall(r"#(\d+)", result)}, key=int)
    notes = page["notes_by_num"] or {}
    return {
        "tested": page["last_test_date"],
        "support": {client: result.partition(" ")[0] for client, result in support.items()},
        "notes": [re.sub(r"\s*\(See .*\)|\[([^]]*)\]\([^)]*\)", r"\1", notes[number]).strip() for number in numbers],
    }


def _newest(stats: Mapping[str, Any], family: str, platform: str) -> str:
    results = stats.get(family, {}).get(platform, {})
    newest = max(results, key=lambda version: [int(part) for part in re.findall(r"\d+", version)], default="")
    return str(results[newest]) if newest else "u"


def refreshed(old: Mapping[str, Any], data: Mapping[str, Any], version: str, names: set[str]) -> dict[str, Any]:
    """The table for the features named, by the data of the npm package `caniemail`."""
    pages = {page["slug"]: page for page in data["data"]}
    listed = {name: facts(pages[name]) for name in sorted(names & set(pages))}
    for name, found in listed.items():
        found |= {key: value for key, value in old.get("features", {}).get(name, {}).items() if key in KEPT}
    return {
        "source": f"https://www.caniemail.com, by the npm package caniemail {version} (MIT)",
        "date": data["last_update_date"][:10],
        "clients": CLIENTS,
        "features": listed,
        "unlisted": {name: old.get("unlisted", {}).get(name, "") for name in sorted(names - set(pages))},
    }


def main(arguments: Sequence[str]) -> None:
    """Rewrites the table from the package's data file."""
    data, version = arguments
    new = refreshed(table() if TABLE.exists() else {}, json.loads(Path(data).read_text(encoding="utf-8")), version, used_by_all())
    TABLE.write_text(json.dumps(new, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
