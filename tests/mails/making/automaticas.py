"""Which mails do programs write of themselves: absences, receipts, calendars, lists, reports?"""

from tests.mails.making.devolvidas import ANA, FOLDER, LETTER, OUR_ID
from tests.mails.making.mail import Made, base64_lines, multipart, packed, part, wire, word

TO = "suporte@carteiro.example"
PERSON = f"Ana Lúcia Prado <{ANA}>"
REPLY = f"In-Reply-To: <{OUR_ID}>\nReferences: <{OUR_ID}>\n"
SUBJECT = "[L_61122001] Senha não chega"
ABSENT = """Olá,

Estou de férias até 30/01/2026. Em caso de urgência, procure Bruno Teles pelo
e-mail bruno.teles@sindicato.example.

Ana Lúcia Prado
"""


def head(subject: str, sender: str = PERSON, more: str = "", *, path: str = f"<{ANA}>") -> str:
    """The header of a mail; path: its return path, '' for none."""
    name, _, address = sender.rpartition(" <")
    shown = f"{word(name.strip())} <{address}" if name else sender
    return (
        (f"Return-Path: {path}\n" if path else "")
        + (
            "Received: from mail.sindicato.example (mail.sindicato.example [192.0.2.20])\n"
            "\tby mx.carteiro.example with ESMTPS; Tue, 13 Jan 2026 10:05:00 -0300\n"
        )
        + (
            f"From: {shown}\nTo: {TO}\nSubject: {word(subject)}\nDate: Tue, 13 Jan 2026 10:04:58 -0300\n"
            f"Message-ID: <a1b2c3@mail.sindicato.example>\n{more}"
        )
    )


def text(body: str, kind: str = "text/plain; charset=utf-8", encoding: str = "8bit") -> str:
    """The fields and the body of a mail of one part."""
    return f"MIME-Version: 1.0\n{part(kind, packed(body, encoding), encoding)}"


def machine(name: str, raw: str, kind: str = "auto", charset: str = "utf-8") -> Made:
    """A mail of a machine: it orders nothing and is no bounce."""
    return Made(FOLDER, name, wire(raw, charset), {"kind": kind, "command": [], "bounce": None})


ICS = """BEGIN:VCALENDAR
METHOD:REPLY
PRODID:-//Calendario//PT
VERSION:2.0
BEGIN:VEVENT
UID:reuniao-1
ATTENDEE;PARTSTAT=ACCEPTED:mailto:ana.prado@sindicato.example
DTSTART:20260115T130000Z
END:VEVENT
END:VCALENDAR
"""


def alternative(plain: str, page: str) -> str:
    """Text and HTML."""
    return 'MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary="alt"\n\n' + multipart(
        "alt",
        [
            part("text/plain; charset=utf-8", packed(plain, "quoted-printable"), "quoted-printable"),
            part("text/html; charset=utf-8", packed(page, "quoted-printable"), "quoted-printable"),
        ],
    )


def report(report_type: str, parts: list[str]) -> str:
    """A multipart/report of another kind."""
    return f'MIME-Version: 1.0\nContent-Type: multipart/report; report-type={report_type}; boundary="r"\n\n' + multipart("r", parts)


EXCHANGE = (
    "X-MS-Has-Attach:\nX-Auto-Response-Suppress: All\nX-MS-Exchange-Inbox-Rules-Loop: ana.prado@sindicato.example\nX-MS-TNEF-Correlator:\n"
)
APPROVES = "Estou ausente até segunda-feira e retorno em 19/01.\n\n> Responda APROVAR ou RECUSAR.\n"
TICKET = """Prezado(a),

Seu chamado nº 48213 foi aberto com sucesso e será atendido por ordem de chegada.

Esta é uma mensagem automática. Por favor, não responda este e-mail.
"""
DISPOSITION = (
    f"Reporting-UA: sindicato.example; Outlook\nFinal-Recipient: rfc822;{ANA}\nOriginal-Message-ID: <{OUR_ID}>\n"
    "Disposition: manual-action/MDN-sent-manually; displayed\n"
)
ARF = "Feedback-Type: abuse\nUser-Agent: ProvedorFBL/1.0\nVersion: 1\nOriginal-Rcpt-To: ana.prado@sindicato.example\n"
ROBOT = "Banco de Exemplo <nao-responda@banco.example>"

AUTOMATICAS: list[Made] = [
    machine(
        "ausencia-exchange-ptbr",
        head(f"Resposta automática: {SUBJECT}", more=REPLY + "Auto-Submitted: auto-generated\n" + EXCHANGE, path="<>")
        + alternative(ABSENT, "<html><body><p>Estou de férias até 30/01/2026.</p></body></html>"),
    ),
    machine("ausencia-exchange-so-o-assunto", head(f"Resposta automática: {SUBJECT}") + text("APROVAR\n")),
    machine(
        "ausencia-gmail",
        head(f"Re: {SUBJECT}", more=REPLY + "Precedence: bulk\nX-Autoreply: yes\nAuto-Submitted: auto-replied\n") + text(ABSENT),
    ),
    machine(
        "ausencia-zimbra",
        head(
            f"Re: {SUBJECT}", more="Auto-Submitted: auto-replied (zimbra; vacation)\nPrecedence: bulk\nX-Mailer: Zimbra 8.8.15\n", path="<>"
        )
        + text(ABSENT),
    ),
    machine(
        "ausencia-sieve",
        head(
            f"Auto: {SUBJECT}",
            more=REPLY
            + (
                "X-Sieve: Pigeonhole Sieve 0.5.21\nAuto-Submitted: auto-replied (vacation)\nPrecedence: bulk\n"
                "X-Auto-Response-Suppress: All\n"
            ),
            path="<>",
        )
        + text(APPROVES),
    ),
    machine("ausencia-sem-marcas", head(f"Re: {SUBJECT}", more=REPLY) + text(ABSENT)),
    machine(
        "ausencia-sem-marcas-latin-1",
        head(f"RES: {SUBJECT}")
        + text(
            "Prezados,\n\nEstarei ausente do escritório no período de 12 a 16/01, com retorno em 19/01.\n", "text/plain; charset=iso-8859-1"
        ),
        charset="latin-1",
    ),
    machine(
        "ausencia-sem-marcas-com-citacao",
        head(f"Re: {SUBJECT}", more=REPLY)
        + text(
            ABSENT
            + (
                "\nEm ter., 13 de jan. de 2026 às 10:00, Carteiro <suporte@carteiro.example> escreveu:\n"
                "> Seu chamado foi solucionado.\n> Responda APROVAR ou RECUSAR.\n"
            )
        ),
    ),
    machine(
        "ausencia-so-html",
        head(f"Re: {SUBJECT}", more=REPLY)
        + text(
            "<html><body><p>Bom dia,</p><p>Estou de licença até o dia 20/02. Assuntos urgentes: contate a secretaria.</p></body></html>\n",
            "text/html; charset=utf-8",
        ),
    ),
    machine(
        "ausencia-ingles", head("Automatic reply: Password") + text("I am out of the office until Monday with limited access to e-mail.\n")
    ),
    machine(
        "ausencia-ingles-sem-marcas",
        head("Re: Password")
        + text(
            "Thank you for your message. I am currently out of the office and will return on January 19. For urgent matters please "
            "contact Bruno.\n"
        ),
    ),
    machine("ausencia-espanhol", head("Respuesta automática: Contraseña") + text("Estoy de vacaciones hasta el 20 de enero.\n")),
    machine(
        "ausencia-espanhol-sem-marcas",
        head("Re: Contraseña") + text("Hola:\n\nEstoy de vacaciones hasta el 20 de enero. Para asuntos urgentes, contacte con Bruno.\n"),
    ),
    machine("ausencia-frances", head("Réponse automatique : Mot de passe") + text("Je suis absente jusqu'au 20 janvier.\n")),
    machine("ausencia-alemao", head("Automatische Antwort: Kennwort") + text("Ich bin bis zum 20. Januar nicht im Büro.\n")),
    machine("ausencia-italiano", head("Risposta automatica: Password") + text("Sono assente fino al 20 gennaio.\n")),
    machine("fora-do-escritorio", head(f"Fora do escritório: {SUBJECT}") + text("Volto dia 19.\n")),
    machine(
        "mensagem-automatica-de-provedor",
        head(f"Re: {SUBJECT}", more="X-Autorespond: Aviso\nX-Mailer: cPanel Autoresponder\n") + text("Recebi sua mensagem.\n"),
    ),
    machine("delivered-to-autoresponder", head(f"Re: {SUBJECT}", more="Delivered-To: Autoresponder\n") + text("Responderei em breve.\n")),
    machine(
        "classe-9-autoresponder", head(f"Re: {SUBJECT}", more="X-POST-MessageClass: 9; Autoresponder\n") + text("Responderei em breve.\n")
    ),
    machine(
        "protocolo-de-outro-sistema", head("Seu chamado 48213 foi aberto", "Central de Serviços <central@sindicato.example>") + text(TICKET)
    ),
    machine(
        "recebemos-seu-email",
        head(f"Re: {SUBJECT}", more=REPLY)
        + text("Recebemos seu e-mail e responderemos em breve.\n\nMensagem automática, não responda este e-mail.\n"),
    ),
    machine("nao-responda", head("Comprovante", ROBOT, path="<nao-responda@banco.example>") + text("Segue o comprovante.\n")),
    machine("so-o-caminho-de-volta-nulo", head("Aviso", path="<>") + text("Servidor reiniciado.\n")),
    machine(
        "caminho-de-volta-noreply",
        head("Aviso de vencimento", "Cobrança <cobranca@loja.example>", path="<no-reply@loja.example>")
        + text("Sua fatura vence amanhã.\n"),
    ),
    machine(
        "cron",
        head(
            "Cron <root@servidor> /usr/local/bin/copia",
            "root@servidor.example (Cron Daemon)",
            "X-Cron-Env: <SHELL=/bin/sh>\n",
            path="<root@servidor.example>",
        )
        + text("copia: disco cheio\n"),
    ),
    machine(
        "desafio-de-antispam",
        head("Confirme o seu e-mail", "antispam@provedor.example", "Auto-Submitted: auto-replied\nX-Challenge: 1\n")
        + text("Para que sua mensagem seja entregue, confirme.\n"),
    ),
    machine(
        "agenda-aceita",
        head("Aceito: Reunião")
        + 'MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary="c"\n\n'
        + multipart(
            "c", [part("text/plain; charset=utf-8", "APROVAR\n", "8bit"), part("text/calendar; charset=utf-8; method=REPLY", ICS, "8bit")]
        ),
    ),
    machine("agenda-sem-parametro", head("Aceito: Reunião") + text(ICS, "text/calendar; charset=utf-8")),
    machine(
        "recibo-de-leitura",
        head(f"Lida: {SUBJECT}", path="<>")
        + report(
            "disposition-notification",
            [part("text/plain; charset=utf-8", "Sua mensagem foi lida.\n", "8bit"), part("message/disposition-notification", DISPOSITION)],
        ),
        "report",
    ),
    machine(
        "recibo-de-leitura-em-prosa",
        head(f"Lida: {SUBJECT}")
        + text(f"Sua mensagem\n\n  Para: {ANA}\n  Assunto: {SUBJECT}\n  Enviada em: 13/01/2026 10:00\n\nfoi lida em 13/01/2026 10:04.\n"),
        "report",
    ),
    machine(
        "nao-lida-em-prosa",
        head(f"Não lida: {SUBJECT}")
        + text(f"Sua mensagem\n\n  Para: {ANA}\n  Assunto: {SUBJECT}\n\nfoi excluída sem ser lida em 13/01/2026 10:04.\n"),
        "report",
    ),
    machine(
        "queixa-arf",
        head("complaint", "fbl@provedor.example")
        + report(
            "feedback-report",
            [part("text/plain", "This is an email abuse report.\n"), part("message/feedback-report", ARF), part("message/rfc822", LETTER)],
        ),
        "report",
    ),
    machine(
        "dmarc-agregado",
        head("Report Domain: carteiro.example Submitter: provedor.example Report-ID: <7>", "dmarc@provedor.example")
        + text(base64_lines(b"\x1f\x8b\x08\x00dmarc"), "application/gzip", "7bit"),
        "report",
    ),
    machine(
        "tls-rpt",
        head(
            "Report Domain: carteiro.example Submitter: provedor.example Report-ID: <8>",
            "tls@provedor.example",
            "TLS-Report-Domain: carteiro.example\n",
        )
        + report("tlsrpt", [part("text/plain", "TLS report\n"), part("application/tlsrpt+gzip", base64_lines(b"\x1f\x8b"), "base64")]),
        "report",
    ),
    machine(
        "lista-mailman",
        head(
            "[avisos] Reunião",
            more="Precedence: list\nList-Id: Avisos <avisos.sindicato.example>\nX-BeenThere: avisos@sindicato.example\n",
            path="<avisos-bounces@sindicato.example>",
        )
        + text("APROVAR\n"),
        "list",
    ),
    machine(
        "lista-majordomo",
        head("Aviso", more="Sender: owner-avisos@sindicato.example\nPrecedence: bulk\n", path="<owner-avisos@sindicato.example>")
        + text("Reunião amanhã.\n"),
        "list",
    ),
    machine(
        "grupo-de-google",
        head(
            "[grupo] Dúvida",
            more="List-ID: <grupo.grupos.example>\nX-Google-Group-Id: 1234\nPrecedence: list\n"
            "Mailing-list: list grupo@grupos.example; contact grupo+owners@grupos.example\n",
        )
        + text("Alguém sabe?\n"),
        "list",
    ),
    machine(
        "boletim",
        head("Novidades", "Boletim <boletim@loja.example>", "Precedence: bulk\nList-Unsubscribe: <https://loja.example/sair>\n")
        + text("Ofertas.\n"),
    ),
]
