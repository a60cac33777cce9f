"""Was this mail sent to a list? (RFC 2919, RFC 2369, and what Mailman, Majordomo, ezmlm, Sympa and groups write)"""

import re

from parsers.machine.head import value
from parsers.mime import header
from parsers.mime.message import Mail

# List-Unsubscribe stands on one person's mail too, when it goes by a relay of newsletters.
_FIELDS = frozenset(
    {
        "list-id",
        "list-post",
        "list-archive",
        "list-subscribe",
        "mailing-list",
        "x-mailing-list",
        "x-beenthere",
        "x-mailman-version",
        "x-list-administrivia",
        "x-listname",
        "x-google-group-id",
        "x-ml-name",
        "x-yahoo-newman-property",
    }
)
_OWNER = re.compile(r"(?:^|<|\s)(?:owner-[^@\s]++|[^@\s<]+-(?:owner|request|admin|bounces)(?:[+=][^@\s]++)?)@")


def is_list(mail: Mail, precedence: str) -> bool:
    """A list's fields, `Precedence: list`, or bulk mail whose sender is the owner of a list."""
    if precedence == "list" or not _FIELDS.isdisjoint(mail.fields):
        return True
    if precedence not in {"bulk", "junk"}:
        return False
    senders = (header.unfold(raw).lower() for name in ("sender", "return-path", "errors-to") for raw in mail.fields.get(name, ()))
    return any(_OWNER.search(sender) for sender in senders) or value(mail, "x-loop") != ""
