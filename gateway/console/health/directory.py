"""Does the directory answer? Who wants to know for certain what it shows asks `carteiro doctor`."""

from gateway.console.health.check import Check
from gateway.people.directory import Directory, DirectoryUnavailable
from gateway.people.file import FileDirectory

NAME = "directory"
NOBODY = "carteiro-health"
MEND = "`carteiro doctor` says what is wrong with it. Mails that need it wait, and nobody is refused meanwhile."


def look(directory: Directory, domain: str) -> Check:
    """Asks for the address of somebody who is not there; what goes wrong is said without any name."""
    if isinstance(directory, FileDirectory):
        return Check(NAME, True, "a file, read at the start")
    try:
        directory.by_mail(f"{NOBODY}@{domain}")
    except DirectoryUnavailable as error:
        return Check(NAME, False, f"does not answer as it should, so mail waits undecided: {error}", MEND)
    return Check(NAME, True, "answers")
