"""Whose word counts about who wrote a mail?"""

from gateway.console.asking.asker import Asker
from gateway.console.asking.draft import Draft
from gateway.console.asking.part import Part, plain
from gateway.console.asking.question import Question

SETTING = "trusted_authserv"
WHY = (
    "The mailbox's provider checks who wrote a mail and says so in Authentication-Results, behind its own name (authserv-id); "
    "the source of a mail there shows it. Without it a mail whose DKIM signature is gone is asked back (docs/mailboxes.md)."
)


def ask(asker: Asker, _draft: Draft) -> Part:
    """Names, or none."""
    return plain(SETTING, asker.text(SETTING, "authserv-id, such as mx.orgao.example; Enter: none", ""))


def matters(draft: Draft) -> bool:
    """Where mail is fetched from a provider whose results bear a name."""
    part = draft.parts.get("mailboxes")
    return part is not None and "trust_results=topmost" not in str(part.value(str))


QUESTION = Question(SETTING, "Who wrote it", WHY, ask, matters=matters)
