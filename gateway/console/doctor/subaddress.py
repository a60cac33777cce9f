"""Would answers to `suporte+token@` arrive? The relay is asked whether it would take them; no letter is sent."""

import smtplib
from contextlib import closing, suppress

from gateway.accesstoken import NoToken
from gateway.console.doctor import opening, relay
from gateway.console.doctor.finding import Finding
from gateway.settings import BadSettings, Settings

PART = "subaddress"
UNSEEN = "Look at the raw headers of an answer that came in; where `+token` was lost, set CARTEIRO_SUBADDRESS=off."
OFF = "Let the mail server deliver what stands behind a + (`recipient_delimiter = +` in Postfix), or set CARTEIRO_SUBADDRESS=off."
REFUSED, TAKEN = range(500, 600), range(200, 300)


def look(settings: Settings) -> Finding:
    """Names both addresses as recipients of a letter that is then called off (RSET)."""
    local, _, domain = settings.address.rpartition("@")
    address = f"{local}+doctor@{domain}"
    try:
        with closing(relay.entered(opening.relay(settings), domain)) as client:
            client.mail(settings.address)
            plain, _ = client.rcpt(settings.address)
            tagged, _ = client.rcpt(address)
            with suppress(smtplib.SMTPException):
                client.rset()
                client.quit()
    except (smtplib.SMTPException, OSError, NoToken, BadSettings):
        return Finding(PART, address, True, "was not asked about: the relay cannot be used", "unseen", "Mend `relay` first.")
    if tagged in REFUSED and plain in TAKEN:
        says = f"the relay takes mail to {settings.address} and refuses it to {address} ({tagged})"
        return Finding(PART, address, True, says, "refused", OFF)
    if tagged in TAKEN:
        return Finding(PART, address, True, "the relay would take an answer to it")
    return Finding(PART, address, True, f"the relay does not say whether it arrives ({tagged})", "unsaid", UNSEEN)
