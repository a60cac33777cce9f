"""Are mails decided?"""

from gateway.console.health.check import Check
from gateway.console.health.shown import some, when
from storage.schedule.amiss import ENOUGH, Waits

NAME = "inbox"
MEND = (
    "`carteiro mail list --only waiting` shows the mails, `carteiro mail show ID` what each waits for; `carteiro doctor` tries directory, "
    "DNS and evidence. They are decided by themselves once what they wait for answers."
)


def of(mails: Waits | None) -> Check:
    """mails: those that have waited for more than half an hour to be decided."""
    if mails is None:
        return Check(NAME, True, "no mail has waited for more than half an hour")
    says = f"{some(mails.count, ENOUGH, 'mail')} waited undecided for more than half an hour, the oldest since {when(mails.since)}"
    return Check(NAME, False, says, MEND, mails.since)
