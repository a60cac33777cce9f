"""Does the directory answer, and are people, entities and groups seen in it?"""

from gateway import allowed
from gateway.console.doctor.certificate import disbelieved
from gateway.console.doctor.finding import Finding, first_that_fits
from gateway.people.directory import Directory, DirectoryUnavailable
from gateway.people.file import FileDirectory

PART = "directory"
NO_ENTITY = "0" * 14  # nobody's CNPJ
SETTING = "CARTEIRO_DIRECTORY"
READABLE = "at what the service account may read (docs/ldap.md)"

# What a DirectoryUnavailable says -> the word for it, and what to do. The first that fits.
TROUBLES = (
    ("certificate", "tls", ""),
    ("StartTLS", "tls", f"Let the server offer StartTLS, or use ldaps:// in {SETTING}."),
    ("not let in", "login", f"Look at bind= and password_file= of {SETTING}; was the account's password changed?"),
    ("was not resolved", "unknown-host", f"Name the host in {SETTING} as the DNS knows it, and look at this machine's resolver."),
    ("Name or service not known", "unknown-host", f"Name the host in {SETTING} as the DNS knows it."),
    ("No address associated", "unknown-host", f"Name the host in {SETTING} as the DNS knows it."),
    ("name resolution", "unknown-host", f"Look at this machine's resolver, and at the host in {SETTING}."),
    ("no answer in time", "silent", "Look at the server's load, and at a firewall that lets nothing back."),
    ("people:", "blind", f"Look at base and filter of `people` in the mapping, and {READABLE}."),
    ("entities:", "blind", f"Look at base and filter of `entities` in the mapping, and {READABLE}."),
    ("groups:", "blind", f"Look at base and filter of `groups` in the mapping, and {READABLE}."),
    ("", "unreachable", f"See that the server runs, and that {SETTING} names the right host and port."),
)


def name(url: str) -> str:
    """The URL without user and options."""
    return allowed.location(url)


def look(url: str, directory: Directory, groups: tuple[str, ...], stranger: str) -> Finding:
    """Asks for somebody and something that is not there, which is believed only where others are seen, and for every group's people.

    stranger: an address that nobody has.
    """
    called = name(url)
    try:
        directory.by_mail(stranger)
        directory.entity(NO_ENTITY)
        for group in groups:
            directory.members(group)
    except DirectoryUnavailable as error:
        said = str(error)
        why, mend = first_that_fits(said, TROUBLES)
        return Finding(PART, called, False, f"cannot be asked, so mail waits undecided: {said}", why, mend or disbelieved(said, SETTING))
    if isinstance(directory, FileDirectory):
        return Finding(PART, called, True, f"{len(directory.everyone())} people")
    return Finding(PART, called, True, "answers; people, entities and groups are seen")
