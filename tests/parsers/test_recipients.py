"""Is it read to whom a letter did not arrive, however a mail system names the recipient, and whether it still tries?"""

import pytest

from parsers.machine import automatic, bounce
from parsers.mime.message import parse

ANA = "ana.prado@sindicato.example"
DAEMON = "Mail Delivery Subsystem <MAILER-DAEMON@mx.example>"
LETTER = f"From: suporte@carteiro.example\nTo: {ANA}\nSubject: x\nMessage-ID: <x1@carteiro.example>\n\ncorpo\n"


def mail(subject: str, text: str, sender: str = DAEMON, more: str = "", path: str = "<>") -> bytes:
    return f"Return-Path: {path}\nFrom: {sender}\nTo: suporte@carteiro.example\nSubject: {subject}\n{more}\n{text}".encode()


def dsn(status: str, notice: str = "Delivery failed.\n") -> bytes:
    return (
        f"From: {DAEMON}\nTo: suporte@carteiro.example\nSubject: Undelivered Mail\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        f"--b\nContent-Type: text/plain\n\n{notice}\n--b\nContent-Type: message/delivery-status\n\n{status}\n"
        f"--b\nContent-Type: message/rfc822\n\n{LETTER}\n--b--\n"
    ).encode()


NOTICES = {
    "next line": (
        mail("Undelivered mail", f"Your message could not be delivered to the following recipient:\n\n    {ANA}\n\nReason: user unknown\n"),
        ANA,
        "failed",
    ),
    "quotes": (
        mail("Undeliverable", f"The message could not be delivered to '{ANA}'.\nQuestions: contact postmaster@mx.example.\n"),
        ANA,
        "failed",
    ),
    "paren": (mail("Mail failure", f"Failed to deliver to Ana Prado ({ANA})\nmailbox full\n"), ANA, "failed"),
    "rcptto": (
        mail(
            "Delivery failure",
            f"Session transcript:\n>>> MAIL FROM:<suporte@carteiro.example>\n<<< 250 ok\n>>> RCPT TO:<{ANA}>\n<<< 550 no such user\n",
        ),
        ANA,
        "failed",
    ),
    "rcptto2": (
        mail(
            "Delivery failure",
            f"Remote server at mx2.other.example said:\n550 relay denied (RCPT TO:<{ANA}>)\n"
            f"If you have questions write to help@other.example\n",
        ),
        ANA,
        "failed",
    ),
    "recipaddr": (
        mail("Delivery failure", f"  Recipient address: {ANA}\n  Original address: joao@lista.example\n  Reason: unknown\n"),
        ANA,
        "failed",
    ),
    "recipient": (
        mail(
            "Message Status - Undeliverable",
            f"Recipient: [SMTP:{ANA}]\nReason: The message could not be delivered because recipient's mailbox is full.\n",
        ),
        ANA,
        "failed",
    ),
    "intended": (
        mail("Undeliverable", f"From: suporte@carteiro.example\nIntended recipient: {ANA}\nServer: mx.other.example\n"),
        ANA,
        "failed",
    ),
    "unk": (mail("Returned mail: User unknown", f"550 {ANA}... User unknown\n"), ANA, "failed"),
    "dom elsewhere": (mail("Returned mail", f'unknown user: "ana.prado"\n\n--- Original message ---\n{LETTER}'), ANA, "failed"),
    "local in notice, dom in notice": (
        mail("failure notice", 'Your mail to domain sindicato.example failed.\nunknown user: "ana.prado"\n'),
        ANA,
        "failed",
    ),
    "exim local": (
        mail("Mail failure - no such user", f"The message could not be delivered to ana.prado at sindicato.example.\n\n{LETTER}"),
        ANA,
        "failed",
    ),
    "to transcript": (
        mail("Undeliverable", f"Message headers:\nTo: {ANA}\nFrom: suporte@carteiro.example\n\nThe user has moved.\n"),
        ANA,
        "failed",
    ),
    "para": (
        mail("Mensagem não entregue", f"Sua mensagem para {ANA} não pôde ser entregue.\nEm caso de dúvida: atendimento@provedor.example\n"),
        ANA,
        "failed",
    ),
    "several": (mail("Undeliverable", f"could not be delivered to:\n  {ANA}; Action: Failed\n  joao@b.example\n"), ANA, "failed"),
    "x400": (
        dsn(
            f"Reporting-MTA: dns;ex.example\n\nFinal-Recipient: x400; /G=Ana/S=Prado/O=Sind/C=BR/\n"
            f"Original-Recipient: rfc822;{ANA}\nAction: failed\nStatus: 5.1.1\n"
        ),
        ANA,
        "failed",
    ),
    "local final": (
        dsn("Reporting-MTA: dns;ex.example\n\nFinal-Recipient: RFC822; ana.prado\nAction: failed\nStatus: 5.1.1\n"),
        ANA,
        "failed",
    ),
    "system final": (
        dsn(
            "Reporting-MTA: dns;ex.example\n\nFinal-Recipient: system; ana.prado\nAction: failed\nStatus: 5.1.1\n",
            notice=f"Recipient {ANA} failed\n",
        ),
        ANA,
        "failed",
    ),
    "local host final": (
        dsn(
            f"Reporting-MTA: dns;ex.example\n\nFinal-Recipient: rfc822; ana.prado@localhost\nOriginal-Recipient: rfc822;{ANA}\n"
            f"Action: failed\nStatus: 5.1.1\n"
        ),
        "ana.prado@localhost",
        "failed",
    ),
    "notes name": (
        mail(
            "DELIVERY FAILURE: User Ana Prado not listed",
            f"Your message\n\n  Subject: x\n\nwas not delivered to:\n\n  Ana Prado/Sind/BR@Notes\n\nbecause:\n\n  User not listed\n"
            f"\n{LETTER}",
        ),
        ANA,
        "failed",
    ),
    "delayed1": (mail("Delivery Delayed", f"Delivery to {ANA} has been delayed and will be retried.\n"), ANA, "delayed"),
    "delayed2": (
        mail(
            "Warning: message not delivered yet", f"Message to {ANA} could not be delivered in 4 hours.\nIt will be retried for 5 days.\n"
        ),
        ANA,
        "delayed",
    ),
    "delayed3": (mail("Mail Delivery Problem", f"Your mail to {ANA} is still being retried.\n"), ANA, "delayed"),
    "failed5days": (mail("Mail failure", f"Message to {ANA} could not be delivered in 5 days. Giving up.\n"), ANA, "failed"),
    "failed2": (
        mail(
            "Returned mail: warning",
            f"Could not send message for past 5 days\n<{ANA}>... Deferred: Connection timed out\n"
            f"Message could not be delivered for 5 days\nMessage will be deleted from queue\n",
        ),
        ANA,
        "failed",
    ),
    "failed3": (mail("Undelivered", f"I tried to deliver to {ANA} but connection timed out. We will not try again.\n"), ANA, "failed"),
    "failed4": (
        mail(
            "failure notice",
            f"<{ANA}>:\n192.0.2.1 failed after I sent the message.\nRemote host said: 451 try later\n"
            f"I'm not going to try again; this message has been in the queue too long.\n",
        ),
        ANA,
        "failed",
    ),
    "pt prazo": (
        mail("Falha na entrega", f"ANA mensagem para {ANA} não foi entregue em 4 horas. O servidor continuará tentando por 3 dias.\n"),
        ANA,
        "delayed",
    ),
    "endereco": (
        mail("Falha na entrega", f"Endereço do destinatário: {ANA}\nServidor remoto: mx.example\nContato: suporte@provedor.example\n"),
        ANA,
        "failed",
    ),
    "mailto html": (
        mail(
            "Undeliverable: x",
            '<html><body><p>Delivery has failed to these recipients:</p><p><a href="mailto:'
            + ANA
            + '">Ana Prado</a></p><p>mailbox full</p></body></html>',
            more="Content-Type: text/html\n",
        ),
        ANA,
        "failed",
    ),
    "x-failed comma": (mail("Mail delivery failed", "x", more=f"X-Failed-Recipients: {ANA}, joao@b.example\n"), ANA, "failed"),
    "moved to new": (mail("Undeliverable", f"The user {ANA} has moved. New address: ana.nova@outro.example\n"), ANA, "failed"),
    "new first": (
        mail("Undeliverable mail", f"Please contact admin-mail@provedor.example.\n\nUnable to deliver to <{ANA}>\n"),
        ANA,
        "failed",
    ),
    "smtp colon": (mail("Undeliverable", f"SMTP:{ANA}\nrecipient rejected\n"), ANA, "failed"),
    "dash": (mail("Mail delivery failed", f"* {ANA} - mailbox disabled\n"), ANA, "failed"),
    "said for": (mail("Mail could not be delivered", f"550 5.1.1 unknown or illegal alias: {ANA}\n"), ANA, "failed"),
    "forwarded": (
        mail("failure notice", f"<joao@interno.example> (expanded from <{ANA}>): host mx said: 550 unknown\n"),
        "joao@interno.example",
        "failed",
    ),
    "only local": (
        mail("Undeliverable", f"The following user does not exist here: ana.prado\n\n----- Original message -----\n{LETTER}"),
        ANA,
        "failed",
    ),
    "cc two": (
        mail(
            "Undeliverable",
            f"Unknown user: joao\n\n----- Original message -----\nFrom: suporte@carteiro.example\nTo: {ANA}\n"
            f"Cc: joao@sindicato.example\nSubject: x\n\n",
        ),
        "joao@sindicato.example",
        "failed",
    ),
    "own in text first": (
        mail("Undelivered Mail", f"From: suporte@carteiro.example\nTo: {ANA}\nDate: x\n\n was refused: user unknown\n"),
        ANA,
        "failed",
    ),
    "orig-rcpt line": (mail("failure notice", f"Original-Recipient: rfc822;{ANA}\nReason: unknown\n"), ANA, "failed"),
    "failed recipient": (
        mail(
            "Message delivery failed",
            f"Failed Recipient: {ANA}\nReason: Remote host said: 550 unknown user\n\n"
            f"   -- The header and top 20 lines of the message follows --\n\n{LETTER}",
        ),
        ANA,
        "failed",
    ),
    "notes2": (
        mail(
            "DELIVERY FAILURE: 550 unknown",
            f"Your message\n\n  Subject: x\n\nwas not delivered to:\n\n  {ANA}\n\nbecause:\n\n  550 unknown\n",
            sender="postmaster@notes.example",
        ),
        ANA,
        "failed",
    ),
    "exch55": (
        mail(
            "Undeliverable: x",
            f"Your message\n\n  To:      Ana Prado\n  Subject: x\n\ndid not reach the following recipient(s):\n\n"
            f"{ANA} on Tue, 13 Jan\n    The recipient name is not recognized\n",
            sender="System Administrator <postmaster@ex.example>",
        ),
        ANA,
        "failed",
    ),
    "grouwise": (
        mail(
            "Mail System Error - Returned Mail",
            f"The message that you sent was undeliverable to the following:\n\tana.prado (unknown user)\n\n{LETTER}",
        ),
        ANA,
        "failed",
    ),
    "mercury": (
        mail("Failure to deliver message", f"The following local address is not valid: ana.prado\n\n-- original\n{LETTER}"),
        ANA,
        "failed",
    ),
    "surgemail": (mail("Delivery error", f"<<< 550 <{ANA}> No such user\nMessage from server mx2@relay.example\n"), ANA, "failed"),
    "zoho": (
        mail(
            "Undelivered Mail Returned to Sender",
            f"This message was created automatically by mail delivery software.\n"
            f"A message that you sent could not be delivered to one or more of its recipients. This is a permanent error.\n\n"
            f"{ANA}, ERROR CODE :550 - unknown\n",
        ),
        ANA,
        "failed",
    ),
    "aol": (
        mail(
            "Returned mail: User unknown",
            f"The original message was received at x\n   ----- The following addresses had permanent fatal errors -----\n<{ANA}>\n"
            f"    (expanded from: <lista@sindicato.example>)\n",
        ),
        ANA,
        "failed",
    ),
    "barracuda": (
        mail(
            "**Message you sent blocked by our bulk email filter**",
            f"Your message to: {ANA}\nwas blocked by our Spam Firewall. The email you sent with the following subject has NOT BEEN "
            f"DELIVERED:\n\nSubject: x\n",
        ),
        ANA,
        "failed",
    ),
    "ms o365 en": (
        mail(
            "Undeliverable: x",
            f"Your message to {ANA} couldn't be delivered.\n\nana.prado wasn't found at sindicato.example.\n",
            sender="Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@x.example>",
        ),
        ANA,
        "failed",
    ),
    "google": (
        mail(
            "Delivery Status Notification (Failure)",
            f"** Address not found **\n\nYour message wasn't delivered to {ANA} because the address couldn't be found, or is unable "
            f"to receive mail.\n\nLearn more here: https://support.google.com/mail/?p=NoSuchUser\n",
        ),
        ANA,
        "failed",
    ),
    "yahoo": (
        mail(
            "Failure Notice",
            "Sorry, we were unable to deliver your message to the following address.\n\n<"
            + ANA
            + ">:\n554: delivery error: dd This user doesn't have an account\n",
        ),
        ANA,
        "failed",
    ),
    "ja": (mail("メール配信エラー", f"次の宛先にメールを配信できませんでした\n{ANA}\n"), ANA, "failed"),
    "wrapped": (
        mail("Undeliverable", f"The following address could not be\nreached: \n\n  <{ANA}>\n\nContact <help@mx.example> for help\n"),
        ANA,
        "failed",
    ),
    "smtp; with host": (mail("failure notice", f"host mx@10.0.0.1 said: 550\nDelivery to {ANA} failed\n"), ANA, "failed"),
    "from the failing user": (
        mail(
            "Mailbox full",
            f"The mailbox of {ANA} is full, your message could not be delivered.\n",
            sender=f"Mail System <{ANA}>",
            path="<>",
        ),
        ANA,
        "failed",
    ),
    "delay o365": (
        mail(
            "Delivery delayed: x",
            f"Delivery to these recipients or groups has been delayed:\n{ANA}\nThe server will keep trying for 2 days\n",
        ),
        ANA,
        "delayed",
    ),
    "delay de": (
        mail("Verzögerte Zustellung", f"Ihre Nachricht an {ANA} konnte noch nicht zugestellt werden. Weitere Zustellversuche folgen.\n"),
        ANA,
        "delayed",
    ),
    "temp prose": (
        mail("Undelivered mail", f"Temporary failure delivering to {ANA}; the message will be retried automatically.\n"),
        ANA,
        "delayed",
    ),
    "final prose": (
        mail(
            "Delayed mail expired",
            f"Your mail to {ANA} could not be delivered after 5 days and has been returned. No further attempts will be made.\n",
        ),
        ANA,
        "failed",
    ),
    "accent": (
        mail(
            "Falha",
            f"Não foi possível entregar a mensagem ao destinatário <{ANA}>. Remetente: suporte@carteiro.example. Administrador: "
            f"postmaster@mx.example\n",
        ),
        ANA,
        "failed",
    ),
    "a local user with a colon": (
        mail("Falha na entrega", f"Usuário inexistente: ana.prado\n\n--- Mensagem original ---\n{LETTER}"),
        ANA,
        "failed",
    ),
    "an Irish name": (
        mail("Undeliverable", "Could not be delivered to <o'brien@b.example>: no such user\n"),
        "o'brien@b.example",
        "failed",
    ),
    "Exchange's own name": (
        dsn(
            f"Reporting-MTA: dns;x\n\nFinal-Recipient: rfc822; IMCEAEX-_O=S_CN=ana@x.example\nOriginal-Recipient: rfc822;{ANA}\n"
            f"Action: failed\n"
        ),
        ANA,
        "failed",
    ),
}


@pytest.mark.parametrize("name", NOTICES)
def test_the_recipient_of_a_notice(name: str) -> None:
    raw, recipient, action = NOTICES[name]
    found = parse(raw)
    assert automatic.kind(found) == "bounce"
    told = bounce.read(found)
    assert told is not None
    assert (told.recipient, told.action) == (recipient, action)
    assert told.status[:1] in ("4" if action == "delayed" else "45")


def test_a_common_word_behind_a_label_is_no_recipient() -> None:
    told = bounce.read(parse(mail("failure notice", "Your mail to domain sindicato.example failed.\nUser unknown in table.\n")))
    assert told is None or told.recipient == ""
