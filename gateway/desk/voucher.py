"""What does the representative hold in hand for what was sent? The comprovante: mails and files with their SHA-256, accepted or why not."""

from collections.abc import Iterable
from dataclasses import replace

from gateway.desk import telling
from gateway.desk.decision import Slip
from gateway.desk.scene import FileRef, Mail
from gateway.post.facts import OriginFacts

DUPLICATE = "duplicate"


def judged(files: Iterable[FileRef], before: Iterable[FileRef] = ()) -> tuple[FileRef, ...]:
    """The files as they are told of: the bytes of a file that came before are no evidence once more."""
    seen = {f.sha256 for f in before}
    found = []
    for file in files:
        again = file.evidence and file.sha256 in seen
        found.append(replace(file, evidence=False, why=DUPLICATE) if again else file)
        seen.add(file.sha256)
    return tuple(found)


def comprovante(number: str, sender: str, mails: Iterable[Mail], files: Iterable[FileRef]) -> Slip:
    """The sheet for a ticket's number; sender: the directory's name of who wrote; files: as `judged` leaves them."""
    facts = {
        "number": number,
        "sender": sender,
        "mails": tuple(OriginFacts(mail.received_at, mail.sha256) for mail in mails),
        "files": telling.file_facts(files),
    }
    return Slip("comprovante", f"comprovante-{number}.txt", facts)
