"""Which bounces do mail systems write that know no RFC 3464, or say what matters in prose only?"""

import json

from tests.mails.making.devolvidas import ANA, LETTER, OUR_ID, WHOLE, bounce, daemon
from tests.mails.making.mail import Made, multipart, packed, part

PLAIN = "MIME-Version: 1.0\nContent-Type: text/plain; charset=us-ascii\n"
UTF8 = "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n"
LATIN = "MIME-Version: 1.0\nContent-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: 8bit\n"


def mixed(text: str, returned: str = WHOLE, kind: str = "message/rfc822") -> str:
    """A notice and what is sent back, in a plain multipart/mixed."""
    return 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="mx"\n\n' + multipart(
        "mx", [part("text/plain; charset=utf-8", packed(text, "quoted-printable"), "quoted-printable"), part(kind, returned, "8bit")]
    )


QMAIL = f"""Hi. This is the qmail-send program at mx.sindicato.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<{ANA}>:
192.0.2.20 does not like recipient.
Remote host said: 553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)
Giving up on 192.0.2.20.

--- Below this line is a copy of the message.

Return-Path: <suporte@carteiro.example>
{WHOLE}"""
EXIM = f"""
This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  {ANA}
    SMTP error from remote mail server after RCPT TO:<{ANA}>:
    host mail.sindicato.example [192.0.2.20]: 550 No such user here

------ This is a copy of the message, including all the headers. ------

Return-path: <suporte@carteiro.example>
{WHOLE}"""
EXIM_DELAY = f"""
This message was created automatically by mail delivery software.
A message that you sent has not yet been delivered to one or more of its
recipients after more than 24 hours on the queue on host mx.sindicato.example.

The message identifier is:     1vfXyZ-0004Ab-2c
The subject of the message is: [L_61122001] Senha
The date of the message is:    Tue, 13 Jan 2026 10:00:00 -0300

The address to which the message has not yet been delivered is:

  {ANA}
    host mail.sindicato.example [192.0.2.20]
    Delay reason: Connection timed out

No action is required on your part. Delivery attempts will continue for
some time, and this warning may be repeated at intervals if the message
remains undelivered. Eventually the mail delivery software will give up,
and when that happens, the message will be returned to you.
"""
SENDMAIL = f"""The original message was received at Tue, 13 Jan 2026 10:00:01 -0300
from carteiro.example [192.0.2.10]

   ----- The following addresses had permanent fatal errors -----
<{ANA}>

   ----- Transcript of session follows -----
... while talking to mail.sindicato.example.:
>>> RCPT To:<{ANA}>
<<< 550 5.1.1 <{ANA}>... User unknown
550 <{ANA}>... User unknown

   ----- Message header follows -----
{LETTER}"""
SENDMAIL_WARNING = f"""    **********************************************
    **      THIS IS A WARNING MESSAGE ONLY      **
    **  YOU DO NOT NEED TO RESEND YOUR MESSAGE  **
    **********************************************

The original message was received at Tue, 13 Jan 2026 06:00:00 -0300
from carteiro.example [192.0.2.10]

   ----- Transcript of session follows -----
<{ANA}>... Deferred: Connection refused by mail.sindicato.example.
Warning: message still undelivered after 4 hours
Will keep trying until message is 5 days old

   ----- Original message follows -----
{WHOLE}"""
EXCHANGE_2000 = f"""Your message

  To:      {ANA}
  Subject: [L_61122001] Senha
  Sent:    Tue, 13 Jan 2026 10:00:00 -0300

did not reach the following recipient(s):

{ANA} on Tue, 13 Jan 2026 10:00:05 -0300
    The e-mail account does not exist at the organization this message
was sent to.  Check the e-mail address, or contact the recipient directly
to find out the correct address.
    <ex.sindicato.example #5.1.1>
"""
EXCHANGE_2003_PT = f"""Sua mensagem não alcançou um ou todos os destinatários.

      Assunto: [L_61122001] Senha não chega
      Enviada em: 13/01/2026 10:00

Não foi possível atingir o(s) seguinte(s) destinatário(s):

      {ANA} em 13/01/2026 10:00
            A caixa postal do destinatário está cheia e não pode receber mensagens agora.
            <ex.sindicato.example #5.2.2>
"""
OFFICE_PT = f"""Não foi possível entregar sua mensagem para {ANA}.
ana.prado não foi encontrado em sindicato.example.

suporte               Office 365                ana.prado
Ação Obrigatória                                Destinatário
Endereço Para desconhecido

Como corrigir
O endereço pode estar escrito incorretamente ou pode não existir.

Cabeçalhos de mensagem originais:

{LETTER}"""
GMAIL_OLD = f"""Delivery to the following recipient failed permanently:

     {ANA}

Technical details of permanent failure:
Google tried to deliver your message, but it was rejected by the server for the recipient domain sindicato.example
by mail.sindicato.example. [192.0.2.20].

The error that the other server returned was:
550 5.7.1 Message rejected due to content restrictions

----- Original message -----

{WHOLE}"""
YAHOO = f"""Sorry, we were unable to deliver your message to the following address.

<{ANA}>:
Remote host said: 554 delivery error: dd This user doesn't have a sindicato.example account ({ANA}) [0]

--- Below this line is a copy of the message.

{WHOLE}"""
DOMINO = f"""Your message

  Subject: [L_61122001] Senha

was not delivered to:

  {ANA}

because:

  User ana.prado ({ANA}) not listed in Domino Directory

"""
GROUPWISE = f"""The message that you sent was undeliverable to the following:
\tana.prado ({ANA}) (mailbox is full)

Possibly truncated original message follows:

{WHOLE}"""
IMAIL = f"""User mailbox exceeds allowed size: {ANA}

Original message follows.

{WHOLE}"""
MAILENABLE = f"""Message from  mx.sindicato.example

MailEnable: Message could not be delivered to some recipients.

The following recipient(s) could not be reached:

\tRecipient: [SMTP:{ANA}]
\tReason: The message could not be delivered because the domain name (sindicato.example) does not appear to be registered. Host unknown.

Message headers follow:

{LETTER}"""
JAMES = f"""Hi. This is the James mail server at mx.sindicato.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out. Below
I include the list of recipients and the reason why I was unable to deliver
your message.

Failed recipient(s):
{ANA}

Error message:
550 5.1.1 User unknown in virtual mailbox table
"""
COURIER = f"""This is a delivery status notification from mx.sindicato.example,
running the Courier mail server, version 0.73.

The original message was received on Tue, 13 Jan 2026 10:00:01 -0300
from carteiro.example ([192.0.2.10])

---------------------------------------------------------------------------

                           UNDELIVERABLE MAIL

Your message to the following recipients cannot be delivered:

<{ANA}>:
     mail.sindicato.example [192.0.2.20]:
     >>> DATA
     <<< 552 Message size exceeds fixed maximum message size

---------------------------------------------------------------------------

If your message was also sent to additional recipients, their delivery
status is not included in this report.
"""
LOCAL_PT = f"""A mensagem que você enviou não pôde ser entregue ao destinatário abaixo:

  Destinatário: {ANA}
  Motivo: usuário inexistente

---- Mensagem original ----

{WHOLE}"""
CHEIA = f"""Prezado usuário,

A sua mensagem para {ANA} não foi entregue porque a caixa postal do
destinatário está cheia. Tente novamente mais tarde.

Assunto: [L_61122001] Senha não chega
"""
ES = f"""No se pudo entregar el mensaje a los siguientes destinatarios:

  {ANA}: el buzón está lleno
"""
DE = f"""Ihre Nachricht konnte nicht zugestellt werden.

Empfänger: {ANA}
Grund: Empfänger unbekannt
"""
FR = f"""Votre message n'a pas pu être remis à {ANA} : l'adresse n'a pas été trouvée, destinataire inconnu.
"""
IT = f"""Il messaggio non è stato recapitato al seguente destinatario:

{ANA}
La casella di posta è piena (quota superata).
"""
LOOP = f"""The message was not delivered to the following address:
<{ANA}>
Reason: Too many hops 26 (25 max): possible mail loop
"""
IRONPORT = f"""The following message to <{ANA}> was undeliverable.
The reason for the problem:
5.1.0 - Unknown address error 550-'5.7.1 Relaying denied'
"""
DNS = f"""I was not able to deliver your message to {ANA}.
The domain could not be resolved: DNS error, name server: temporary lookup failure.
"""
SES = {
    "notificationType": "Bounce",
    "bounce": {
        "bounceType": "Permanent",
        "bounceSubType": "General",
        "reportingMTA": "dsn; a8-70.smtp-out.nuvem.example",
        "bouncedRecipients": [
            {"emailAddress": ANA, "action": "failed", "status": "5.1.1", "diagnosticCode": "smtp; 550 5.1.1 user unknown"}
        ],
    },
    "mail": {
        "source": "suporte@carteiro.example",
        "messageId": "0100019bb",
        "destination": [ANA],
        "commonHeaders": {"from": ["suporte@carteiro.example"], "messageId": f"<{OUR_ID}>"},
    },
}
X = f"X-Failed-Recipients: {ANA}\n"
DAEMON = "Mail Delivery Subsystem <MAILER-DAEMON@mx.sindicato.example>"
SYSTEM = "System Administrator <postmaster@sindicato.example>"


def nameless(subject: str, sender: str) -> str:
    """A header whose return path nobody kept."""
    return daemon(subject, sender).replace("Return-Path: <>\n", "")


PROSA: list[Made] = [
    bounce("qmail-relay", daemon("failure notice", "MAILER-DAEMON@mx.sindicato.example") + f"\n{QMAIL}", ANA, "5.7.1"),
    bounce("qmail-sem-return-path", nameless("failure notice", "MAILER-DAEMON@mx.sindicato.example") + f"\n{QMAIL}", ANA, "5.7.1"),
    bounce("exim-usuario", daemon("Mail delivery failed: returning message to sender", DAEMON) + X + f"\n{EXIM}", ANA, "5.1.1"),
    bounce("exim-sem-x-failed", nameless("Mail delivery failed: returning message to sender", DAEMON) + f"\n{EXIM}", ANA, "5.1.1"),
    bounce(
        "exim-atraso", daemon("Warning: message 1vfXyZ-0004Ab-2c delayed 24 hours", DAEMON) + f"\n{EXIM_DELAY}", ANA, "4.4.1", "delayed"
    ),
    bounce("sendmail-antigo", daemon("Returned mail: User unknown", DAEMON) + f"\n{SENDMAIL}", ANA, "5.1.1"),
    bounce(
        "sendmail-aviso",
        daemon("Warning: could not send message for past 4 hours", DAEMON) + f"\n{SENDMAIL_WARNING}",
        ANA,
        "4.4.1",
        "delayed",
    ),
    bounce("exchange-2000", nameless("Undeliverable: [L_61122001] Senha", SYSTEM) + PLAIN + f"\n{EXCHANGE_2000}", ANA, "5.1.1"),
    bounce(
        "exchange-2003-ptbr",
        nameless("Não entregue: [L_61122001] Senha não chega", "Administrador do sistema <postmaster@sindicato.example>")
        + LATIN
        + f"\n{EXCHANGE_2003_PT}",
        ANA,
        "5.2.2",
        charset="latin-1",
    ),
    bounce(
        "office-365-ptbr-em-texto",
        daemon("Não é possível entregar: [L_61122001] Senha não chega", "Microsoft Outlook <postmaster@sindicato.example>")
        + UTF8
        + f"\n{OFFICE_PT}",
        ANA,
        "5.1.1",
    ),
    bounce(
        "gmail-antigo",
        daemon("Delivery Status Notification (Failure)", "Mail Delivery Subsystem <mailer-daemon@gmail.example>") + f"\n{GMAIL_OLD}",
        ANA,
        "5.7.1",
    ),
    bounce("yahoo", daemon("Failure Notice", "MAILER-DAEMON@yahoo.example") + f"\n{YAHOO}", ANA, "5.1.1"),
    bounce(
        "domino",
        nameless("DELIVERY FAILURE: User ana.prado not listed in Domino Directory", "Postmaster@sindicato.example") + mixed(DOMINO),
        ANA,
        "5.1.1",
    ),
    bounce(
        "groupwise", nameless("Message status - undeliverable", "Mailer-Daemon@sindicato.example") + PLAIN + f"\n{GROUPWISE}", ANA, "5.2.2"
    ),
    bounce("imail", daemon("Undeliverable Mail", "Postmaster <postmaster@sindicato.example>") + PLAIN + f"\n{IMAIL}", ANA, "5.2.2"),
    bounce(
        "mailenable",
        daemon("Message Delivery Failure", "Postmaster <POSTMASTER@mx.sindicato.example>") + PLAIN + f"\n{MAILENABLE}",
        ANA,
        "5.1.2",
    ),
    bounce("james", daemon("[BOUNCE] [L_61122001] Senha", "postmaster@mx.sindicato.example") + mixed(JAMES), ANA, "5.1.1"),
    bounce(
        "courier",
        daemon("NOTICE: mail delivery status.", '"Courier mail server at mx.sindicato.example" <@>')
        + mixed(COURIER, LETTER, "text/rfc822-headers"),
        ANA,
        "5.3.4",
    ),
    bounce(
        "provedor-brasileiro",
        daemon("Mensagem não entregue", "Sistema de E-mail <mailer-daemon@provedor.example>") + UTF8 + f"\n{LOCAL_PT}",
        ANA,
        "5.1.1",
    ),
    bounce(
        "caixa-cheia-ptbr",
        daemon("Falha na entrega de mensagem", "Correio <postmaster@sindicato.example>") + UTF8 + f"\n{CHEIA}",
        ANA,
        "5.2.2",
    ),
    bounce(
        "caixa-cheia-latin-1",
        daemon("Aviso: caixa postal cheia", "postmaster@sindicato.example") + LATIN + f"\n{CHEIA}",
        ANA,
        "5.2.2",
        charset="latin-1",
    ),
    bounce("espanhol", daemon("No se puede entregar: [L_61122001] Senha", "postmaster@sindicato.example") + UTF8 + f"\n{ES}", ANA, "5.2.2"),
    bounce("alemao", daemon("Unzustellbar: [L_61122001] Senha", "postmaster@sindicato.example") + UTF8 + f"\n{DE}", ANA, "5.1.1"),
    bounce("frances", daemon("Non remis : [L_61122001] Senha", "postmaster@sindicato.example") + UTF8 + f"\n{FR}", ANA, "5.1.1"),
    bounce("italiano", daemon("Non recapitabile: [L_61122001] Senha", "postmaster@sindicato.example") + UTF8 + f"\n{IT}", ANA, "5.2.2"),
    bounce("laco", daemon("Undelivered mail", DAEMON) + PLAIN + f"\n{LOOP}", ANA, "5.4.6"),
    bounce("ironport", daemon("Delivery Status Notification (Failure)", DAEMON) + PLAIN + f"\n{IRONPORT}", ANA, "5.7.1"),
    bounce("erro-de-dns", daemon("Delivery failure", DAEMON) + PLAIN + f"\n{DNS}", ANA, "4.4.3"),
    bounce("so-a-mensagem-devolvida", daemon("Returned mail", DAEMON) + mixed("A mensagem não pôde ser entregue.\n"), ANA, "5.0.0"),
    bounce(
        "so-o-caminho-de-volta",
        daemon("Delivery failed", DAEMON).replace("suporte+b77.0.abcdefghijklmnopqrstuv2345@", "suporte+ana.prado=sindicato.example@")
        + PLAIN
        + "\nUser unknown.\n",
        ANA,
        "5.1.1",
    ),
    bounce(
        "sem-assunto",
        daemon("", DAEMON) + PLAIN + f"\n<{ANA}>: 452 4.2.2 Mailbox full\n\nYour message could not be delivered.\n",
        ANA,
        "4.2.2",
    ),
    bounce(
        "aviso-de-nuvem-em-json",
        daemon("AWS Notification Message", "no-reply@sns.nuvem.example")
        + PLAIN
        + f"\n{json.dumps(SES)}\n\n--\nIf you wish to stop receiving notifications\n",
        ANA,
        "5.1.1",
    ),
]
