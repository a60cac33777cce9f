"""Does the repository stand by itself: no place of one machine, no real person, every folder explained?"""

import re
from pathlib import Path

import pytest

from tests.habits.tree import files, text

EXPLAINED = ("gateway", "parsers", "storage", "templates", "docs")
INVENTED = ("demo", "catalog.yml", "templates", "gateway")


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("a package registry", r"index[-_]url|find[-_]links|trusted[-_]host|pypi[.](org|python)|python[h]osted"),
        ("a folder of one machine", r"(?<![\w.$}~])/(home|root|work|Users)/\w"),
    ],
)
def test_no_file_names(what: str, pattern: str) -> None:
    named = [str(path) for path in files() if re.search(pattern, text(path))]
    assert named == [], f"{what} is named in {named}"


def test_invented_people_have_addresses_that_cannot_exist() -> None:
    """RFC 2606: .example."""
    address = re.compile(r"[\w.+-]+@((?:[\w-]+\.)+[a-z]{2,})", re.IGNORECASE)
    real = {
        (str(path), domain)
        for path in files()
        if path.parts[0] in INVENTED
        for domain in address.findall(text(path))
        if not domain.endswith(".example")
    }
    assert real == set()


def letter(folder: Path) -> bool:
    """Whether a folder is one letter; flow.md speaks of them as such."""
    return folder.parts[0] == "templates" and len(folder.parts) == 2 and not folder.name.startswith("_")


def test_every_folder_is_explained_in_the_life_of_a_mail() -> None:
    folders = {path.parent for path in files() if path.parts[0] in EXPLAINED and path.parent.name != "versions"}
    flow = text(Path("docs/flow.md"))
    missing = sorted(str(folder) for folder in folders if not letter(folder) and not re.search(rf"\b{re.escape(str(folder))}\b", flow))
    assert missing == [], f"docs/flow.md says nothing of {missing}"
