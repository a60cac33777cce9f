"""Which bounces do mail systems write that keep to RFC 3464, more or less?"""

from tests.mails.making.mail import Made, base64_lines, multipart, packed, part, wire, word

FOLDER = "maquinas"
ANA = "ana.prado@sindicato.example"
OUR_ID = "l61122001.1.abcdefghijklmnopqrstuv2345.9k2@carteiro.example"
VERP = "suporte+b77.0.abcdefghijklmnopqrstuv2345@carteiro.example"


def letter_head(to: str = ANA) -> str:
    """The header of the letter of ours that comes back."""
    return (
        f"Received: from carteiro.example (carteiro.example [192.0.2.10])\n\tby mx.sindicato.example (Postfix) with ESMTPS id 4TqX1k2Zz\n"
        f"\tfor <{to}>; Tue, 13 Jan 2026 10:00:01 -0300 (-03)\nFrom: Carteiro <suporte@carteiro.example>\nTo: {to}\n"
        f"Subject: [L_61122001] {word('Senha não chega')}\nMessage-ID: <{OUR_ID}>\nDate: Tue, 13 Jan 2026 10:00:00 -0300\n"
        "Auto-Submitted: auto-replied\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
    )


LETTER = letter_head()
WHOLE = LETTER + "\nSeu chamado foi solucionado.\n\nResponda APROVAR ou RECUSAR.\n"


def bounce(name: str, text: str, recipient: str, status: str, action: str = "failed", *, charset: str = "utf-8") -> Made:
    """A bounce and what is read from it."""
    expected = {"kind": "bounce", "command": [], "bounce": {"recipient": recipient, "action": action, "status": status}}
    return Made(FOLDER, name, wire(text, charset), expected)


def dsn(
    head: str, notice: str, status: str, returned: str = "", *, notice_type: str = "text/plain; charset=us-ascii", encoding: str = ""
) -> str:
    """A multipart/report as RFC 6522 wants it."""
    parts = [part(notice_type, packed(notice, encoding), encoding), part("message/delivery-status", status)]
    parts += [returned or part("text/rfc822-headers", LETTER)]
    return (
        f'{head}MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status;\n\tboundary="d/1"\n\n'
        "This is a MIME-encapsulated message.\n\n" + multipart("d/1", parts)
    )


def daemon(subject: str, sender: str = "MAILER-DAEMON@mx.sindicato.example (Mail Delivery System)") -> str:
    """The usual header of a bounce."""
    return (
        f"Return-Path: <>\nReceived: by mx.sindicato.example (Postfix)\n\tid 4TqX1m0Aa; Tue, 13 Jan 2026 10:00:02 -0300 (-03)\n"
        f"Date: Tue, 13 Jan 2026 10:00:02 -0300 (-03)\nFrom: {sender}\nSubject: {word(subject)}\nTo: {VERP}\n"
        "Message-Id: <20260113130002.4TqX1m0Aa@mx.sindicato.example>\n"
    )


POSTFIX = """This is the mail system at host mx.sindicato.example.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

For further assistance, please send mail to postmaster.

If you do so, please include this problem report. You can
delete your own text from the attached returned message.

                   The mail system

{what}
"""
UNDELIVERED = "Undelivered Mail Returned to Sender"
WHOLE_PART = part("message/rfc822", WHOLE, "8bit")
EXCHANGE_PAGE = """<html>
<head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head>
<body>
<p><b><font color="#000066" size="3" face="Arial">Falha na entrega a estes destinatários ou grupos:</font></b></p>
<font color="#000000" size="2" face="Tahoma"><p><a href="mailto:ana.prado@sindicato.example">ana.prado@sindicato.example</a><br>
O endereço de email que você inseriu não foi encontrado. Verifique o endereço de email do destinatário e tente reenviar a mensagem. Se o
problema continuar, entre em contato com a sua assistência técnica.<br></p></font>
<p>Informações de diagnóstico para administradores:</p>
<p>Servidor de geração: EX01.sindicato.example</p>
<p>ana.prado@sindicato.example<br>Remote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound;
Recipient ana.prado@sindicato.example not found by SMTP address lookup'<br></p>
</body></html>
"""


def _report() -> list[Made]:
    return [
        bounce(
            "postfix-usuario-desconhecido",
            dsn(
                daemon(UNDELIVERED) + "Auto-Submitted: auto-replied\n",
                POSTFIX.format(
                    what=f"<{ANA}>: host mail.sindicato.example[192.0.2.20] said: 550 5.1.1\n"
                    f"    <{ANA}>: Recipient address rejected: User unknown (in\n    reply to RCPT TO command)"
                ),
                "Reporting-MTA: dns; mx.sindicato.example\nX-Postfix-Queue-ID: 4TqX1k2Zz\n"
                "X-Postfix-Sender: rfc822; suporte@carteiro.example\nArrival-Date: Tue, 13 Jan 2026 10:00:01 -0300 (-03)\n\n"
                f"Final-Recipient: rfc822; {ANA}\nOriginal-Recipient: rfc822;{ANA}\nAction: failed\nStatus: 5.1.1\n"
                "Remote-MTA: dns; mail.sindicato.example\n"
                f"Diagnostic-Code: smtp; 550 5.1.1 <{ANA}>: Recipient address\n    rejected: User unknown\n",
                WHOLE_PART,
            ),
            ANA,
            "5.1.1",
        ),
        bounce(
            "postfix-atraso",
            dsn(
                daemon("Delayed Mail (still being retried)") + "Auto-Submitted: auto-replied\n",
                "This is the mail system at host mx.sindicato.example.\n\n"
                "####################################################################\n"
                "# THIS IS A WARNING ONLY.  YOU DO NOT NEED TO RESEND YOUR MESSAGE. #\n"
                "####################################################################\n\n"
                "Your message could not be delivered for more than 4 hour(s).\nIt will be retried until it is 5 day(s) old.\n\n"
                f"<{ANA}>: connect to mail.sindicato.example[192.0.2.20]:25:\n    Connection timed out\n",
                f"Reporting-MTA: dns; mx.sindicato.example\n\nFinal-Recipient: rfc822; {ANA}\nAction: delayed\nStatus: 4.4.1\n"
                "Diagnostic-Code: X-Postfix; connect to mail.sindicato.example[192.0.2.20]:25: Connection timed out\n"
                "Will-Retry-Until: Sun, 18 Jan 2026 10:00:01 -0300 (-03)\n",
            ),
            ANA,
            "4.4.1",
            "delayed",
        ),
        bounce(
            "varios-destinatarios",
            dsn(
                daemon(UNDELIVERED),
                POSTFIX.format(what=f"<{ANA}>: mailbox full"),
                "Reporting-MTA: dns; mx.sindicato.example\n\nFinal-Recipient: rfc822; chefe@sindicato.example\nAction: relayed\n"
                "Status: 2.0.0\n\n"
                "Final-Recipient: rfc822; secretaria@sindicato.example\nAction: delayed\nStatus: 4.2.2\n\n"
                f"Final-Recipient: rfc822; {ANA}\nAction: failed\nStatus: 5.2.2\n",
            ),
            ANA,
            "5.2.2",
        ),
        bounce(
            "estado-generico-codigo-no-diagnostico",
            dsn(
                daemon(UNDELIVERED),
                "Your message could not be delivered.\n",
                f"Reporting-MTA: dns; mx.sindicato.example\n\nFinal-Recipient: RFC822; {ANA}\nAction: failed\nStatus: 5.0.0\n"
                "Diagnostic-Code: SMTP; 552-5.2.2 The recipient's inbox is out of storage space.\n"
                " 552 5.2.2 Please direct the recipient to free some space\n",
            ),
            ANA,
            "5.2.2",
        ),
        bounce(
            "sem-estado",
            dsn(
                daemon("Mail Delivery Failure"),
                "Delivery failed.\n",
                f"Reporting-MTA: dns;gw.sindicato.example\n\nFinal-Recipient: rfc822;<{ANA}>\nAction: failure\n"
                "Diagnostic-Code: smtp;550 Requested action not taken: mailbox unavailable\n",
            ),
            ANA,
            "5.1.1",
        ),
        bounce(
            "sem-destinatario-final",
            dsn(
                daemon(UNDELIVERED),
                "Sua mensagem não pôde ser entregue.\n",
                f"Reporting-MTA: dns;gw.sindicato.example\n\nOriginal-Recipient: rfc822;{ANA}\nFinal-Recipient: X-LOCAL; ana.prado\n"
                "Action: failed\nStatus: 5.7.1 (Delivery not authorized)\n",
                notice_type="text/plain; charset=utf-8",
                encoding="8bit",
            ),
            ANA,
            "5.7.1",
        ),
        bounce(
            "endereco-internacional",
            dsn(
                daemon(UNDELIVERED),
                "Your message could not be delivered.\n",
                "Reporting-MTA: dns; mx.sindicato.example\n\nFinal-Recipient: utf-8; jo\\x{E3}o@sindicato.example\nAction: failed\n"
                "Status: 5.1.1\n",
            ).replace("message/delivery-status", "message/global-delivery-status"),
            "joão@sindicato.example",
            "5.1.1",
        ),
        bounce(
            "estado-em-base64",
            dsn(
                daemon("Delivery Status Notification (Failure)", "postmaster@sindicato.example"),
                "This is an automatically generated Delivery Status Notification.\n\nDelivery to the following recipients failed.\n\n"
                "       ana.prado@sindicato.example\n",
                "@@",
            ).replace(
                "Content-Type: message/delivery-status\n\n@@",
                "Content-Type: message/delivery-status\nContent-Transfer-Encoding: base64\n\n"
                + base64_lines(
                    b"Reporting-MTA: dns;ex.sindicato.example\r\n\r\n"
                    b"Final-Recipient: rfc822;ana.prado@sindicato.example\r\nAction: failed\r\nStatus: 5.1.1\r\n"
                ),
            ),
            ANA,
            "5.1.1",
        ),
        bounce(
            "estado-como-texto",
            daemon("Returned mail: see transcript for details", "Mail Delivery Subsystem <MAILER-DAEMON@relay.sindicato.example>")
            + 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="m"\n\n'
            + multipart(
                "m",
                [
                    part("text/plain", "Your message was not delivered.\n"),
                    part(
                        "text/plain",
                        f"Reporting-MTA: dns; relay.sindicato.example\n\nFinal-Recipient: RFC822; {ANA}\nAction: failed\nStatus: 5.4.4\n",
                    ),
                    part("message/rfc822", WHOLE, "8bit"),
                ],
            ),
            ANA,
            "5.4.4",
        ),
        bounce(
            "sem-limites",
            daemon(UNDELIVERED)
            + "MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status\n\nYour message could not be delivered.\n\n"
            + (
                f"Reporting-MTA: dns; mx.sindicato.example\n\nFinal-Recipient: rfc822; {ANA}\nAction: failed\nStatus: 5.1.2\n"
                f"Diagnostic-Code: smtp; host unknown\n\n{LETTER}"
            ),
            ANA,
            "5.1.2",
        ),
        bounce(
            "exchange-2016-ptbr",
            daemon("Não é possível entregar: [L_61122001] Senha não chega", "postmaster@sindicato.example")
            + "Content-Language: pt-BR\nX-MS-Exchange-Message-Is-Ndr:\nIn-Reply-To: <"
            + OUR_ID
            + ">\nReferences: <"
            + OUR_ID
            + '>\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status;\n\tboundary="_ex_"\n\n'
            + multipart(
                "_ex_",
                [
                    'Content-Type: multipart/alternative; differences=Content-Type;\n\tboundary="_alt_"\n\n'
                    + multipart("_alt_", [part("text/html; charset=utf-8", packed(EXCHANGE_PAGE, "quoted-printable"), "quoted-printable")]),
                    part(
                        "message/delivery-status",
                        "Reporting-MTA: dns;EX01.sindicato.example\nReceived-From-MTA: dns;carteiro.example\n"
                        "Arrival-Date: Tue, 13 Jan 2026 13:00:01 +0000\n\n"
                        f"Original-Recipient: rfc822;{ANA}\nFinal-Recipient: rfc822;{ANA}\nAction: failed\nStatus: 5.1.10\n"
                        "Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup\n",
                    ),
                    part("message/rfc822", WHOLE, "8bit"),
                ],
            ),
            ANA,
            "5.1.10",
        ),
        bounce(
            "gmail-endereco-nao-encontrado",
            daemon("Delivery Status Notification (Failure)", "Mail Delivery Subsystem <mailer-daemon@googlemail.example>")
            + f"X-Failed-Recipients: {ANA}\nAuto-Submitted: auto-replied\nIn-Reply-To: <{OUR_ID}>\nReferences: <{OUR_ID}>\n"
            + 'MIME-Version: 1.0\nContent-Type: multipart/report; boundary="g"; report-type=delivery-status\n\n'
            + multipart(
                "g",
                [
                    'Content-Type: multipart/related; boundary="g2"\n\n'
                    + multipart(
                        "g2",
                        [
                            'Content-Type: multipart/alternative; boundary="g3"\n\n'
                            + multipart(
                                "g3",
                                [
                                    part(
                                        'text/plain; charset="UTF-8"',
                                        packed(
                                            "\n** Endereço não encontrado **\n\n"
                                            f"A mensagem não foi entregue para {ANA} "
                                            "porque o endereço não foi encontrado ou não pode receber e-mails.\n\n"
                                            "A resposta foi:\n\n"
                                            "550 5.1.1 The email account that you tried to reach does not exist. "
                                            "Please try double-checking the recipient's email "
                                            "address for typos.\n",
                                            "quoted-printable",
                                        ),
                                        "quoted-printable",
                                    )
                                ],
                            )
                        ],
                    ),
                    part(
                        "message/delivery-status",
                        "Reporting-MTA: dns; googlemail.example\nArrival-Date: Tue, 13 Jan 2026 05:00:01 -0800 (PST)\n"
                        f"X-Original-Message-ID: <{OUR_ID}>\n\n"
                        f"Final-Recipient: rfc822; {ANA}\nAction: failed\nStatus: 5.1.1\n"
                        "Remote-MTA: dns; mail.sindicato.example. (192.0.2.20, the server for the domain sindicato.example.)\n"
                        "Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist.\n"
                        " 550 5.1.1 Please try double-checking the address\nLast-Attempt-Date: Tue, 13 Jan 2026 05:00:02 -0800 (PST)\n",
                    ),
                    part("message/rfc822", WHOLE, "8bit"),
                ],
            ),
            ANA,
            "5.1.1",
        ),
        bounce(
            "entregue-com-sucesso",
            dsn(
                daemon("Successful Mail Delivery Report"),
                "Your message was successfully delivered to the destination(s) listed below.\n\n"
                f"<{ANA}>: delivery via mail.sindicato.example: 250 2.0.0 Ok\n",
                f"Reporting-MTA: dns; mx.sindicato.example\n\nFinal-Recipient: rfc822; {ANA}\nAction: delivered\nStatus: 2.0.0\n",
            ),
            ANA,
            "2.0.0",
            "delivered",
        ),
        bounce(
            "relatorio-dentro-de-outro",
            daemon("Undeliverable: [L_61122001]", "Gateway <postmaster@gw.sindicato.example>")
            + 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="o"\n\n'
            + multipart(
                "o",
                [
                    part("text/plain", "See the attached report.\n"),
                    part(
                        "message/rfc822",
                        dsn(
                            daemon(UNDELIVERED),
                            "Sorry.\n",
                            f"Reporting-MTA: dns; mx.sindicato.example\n\nFinal-Recipient: rfc822; {ANA}\nAction: failed\nStatus: 5.1.1\n",
                        ),
                    ),
                ],
            ),
            ANA,
            "5.1.1",
        ),
    ]


DEVOLVIDAS = _report()
