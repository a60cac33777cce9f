"""Does the directory answer, and are people, entities and groups seen in it?"""

from gateway.clockwork.tools import Tools
from gateway.console.finding import Finding
from gateway.people.directory import DirectoryUnavailable
from gateway.people.file import FileDirectory

PART = "directory"
NO_ENTITY = "0" * 14  # nobody's CNPJ

# What a DirectoryUnavailable says -> the word for it, and what to do. The first that fits.
TROUBLES = (
    ("certificate", "tls", "Renew the server's certificate, or name the authority that signed it with ca=FILE in CARTEIRO_DIRECTORY."),
    ("StartTLS", "tls", "Let the server offer StartTLS, or use ldaps:// in CARTEIRO_DIRECTORY."),
    ("not let in", "login", "Look at bind= and password_file= of CARTEIRO_DIRECTORY; was the account's password changed?"),
    ("no answer in time", "silent", "Look at the server's load, and at a firewall that lets nothing back."),
    ("people:", "blind", "Look at base and filter of `people` in the mapping, and at what the service account may read (docs/ldap.md)."),
    (
        "entities:",
        "blind",
        "Look at base and filter of `entities` in the mapping, and at what the service account may read (docs/ldap.md).",
    ),
    ("groups:", "blind", "Look at base and filter of `groups` in the mapping, and at what the service account may read (docs/ldap.md)."),
    ("", "unreachable", "See that the server runs, and that CARTEIRO_DIRECTORY names the right host and port."),
)


def name(url: str) -> str:
    """The URL without its options."""
    return url.partition("?")[0]


def look(url: str, tools: Tools) -> Finding:
    """Asks for somebody and something that is not there, which is believed only where others are seen, and for every group's people."""
    directory, called = tools.directory, name(url)
    try:
        directory.by_mail(f"carteiro-doctor-{tools.unique()}@{tools.office.address.rpartition('@')[2]}")
        directory.entity(NO_ENTITY)
        empty = [group.name for group in tools.rules.catalog.groups if not directory.members(group.name)]
    except DirectoryUnavailable as error:
        said = str(error)
        why, mend = next((why, mend) for words, why, mend in TROUBLES if words in said)
        return Finding(PART, called, False, f"cannot be asked, so mail waits undecided: {said}", why, mend)
    people = (
        f"{len(directory.everyone())} people" if isinstance(directory, FileDirectory) else "answers; people, entities and groups are seen"
    )
    if len(empty) == len(tools.rules.catalog.groups):
        mend = "Say in the directory who is in the groups of catalog.yml; until then no ticket reaches a technician."
        return Finding(PART, called, False, f"{people}, but no group has a technician", "nobody", mend)
    if empty:
        mend = "`carteiro people` shows who is in which group; catalog.yml says where tickets of a group without technicians go."
        return Finding(PART, called, True, f"{people}; without a technician: {', '.join(empty)}", "empty-groups", mend)
    return Finding(PART, called, True, people)
