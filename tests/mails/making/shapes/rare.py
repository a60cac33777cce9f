"""How do programs write that are met less often? Each is a text template: `{said}`, then how it leads to the `{letter}` or the `{marked}` one."""

from tests.mails.making.answer import Answer, Shape
from tests.mails.making.quoted import ADDRESS, OFFICE
from tests.mails.making.shapes.lines import ANSWERED, above, blocks, broken, escaped, mailbox, subject

_TO = f"{OFFICE} <{ADDRESS}>"
# name -> (what the program calls itself, the text face)
TEXTS = {
    "outlook-2010": ("X-Mailer: Microsoft Office Outlook 12.0", "{said}\n\n \n\nDe: Suporte INSS [mailto:suporte@carteiro.example] \n"
                     "Enviada em: segunda-feira, 23 de novembro de 2026 10:25\nPara: {reader}\nAssunto: {subject}\n\n \n\n{letter}"),
    "outlook-express": ("X-Mailer: Microsoft Outlook Express 6.00.2900.5931", "{said}\n\n  ----- Original Message ----- \n  From: Suporte INSS \n"
                        "  To: {address} \n  Sent: Monday, November 23, 2026 10:25 AM\n  Subject: {subject}\n\n\n{indented}"),
    "windows-mail": ("X-Mailer: Microsoft Windows Mail", "{said}\n\nEnviado do Email para Windows\n\nDe: " + _TO + "\n"
                     "Enviado:segunda-feira, 23 de novembro de 2026 10:25\nPara: {reader}\nAssunto: {subject}\n\n{letter}"),
    "evolution": ("User-Agent: Evolution 3.56.2", "{said}\n\nEm seg, 2026-11-23 às 10:25 -0300, Suporte INSS escreveu:\n{marked}"),
    "kmail": ("User-Agent: KMail/6.3", "{said}\n\nEm segunda-feira, 23 de novembro de 2026, às 10:25:00 -03, Suporte INSS escreveu:\n{marked}"),
    "em-client": ("User-Agent: eM_Client/10.3.2619.0", '{said}\n\n------ Mensagem original ------\nDe "Suporte INSS" <suporte@carteiro.example>\n'
                  "Para {reader}\nData 23/11/2026 10:25:00\nAssunto {subject}\n\n{letter}"),
    "spark": ("X-Readdle-Message-ID: 5f2a7c10", "{said}\nEm 23 de nov de 2026 10:25 -0300, " + _TO + ", escreveu:\n{marked}"),
    "mailbird": ("X-Mailer: Mailbird/3.0.40.0", "{said}\nEm 23/11/2026 10:25:00, " + _TO + " escreveu:\n{letter}"),
    "bluemail": ("X-Mailer: BlueMail 1.140", "{said}\n\nObter o BlueMail para Android\n\nEm 23 de nov de 2026 10:25, em 10:25, " + _TO + " escreveu:\n{marked}"),
    "zoho": ("X-Mailer: Zoho Mail", "{said}\n\n\n---- Em seg, 23 nov 2026 10:25:00 -0300 " + _TO + " escreveu ----\n\n{letter}"),
    "groupwise": ("X-Mailer: GroupWise 18.4.2", "{said}\n\n>>> " + _TO + " 23/11/2026 10:25 >>>\n\n{letter}"),
    "nome-na-frente": ("X-Mailer: Correio 5.1", "{said}\n" + _TO + " escreveu em seg., 23/11/2026 às 10:25 :\n{letter}"),
    "sem-verbo": ("X-Mailer: Correio 2.4", "{said}\n\n2026-11-23 10:25 GMT-03:00 " + _TO + ":\n\n{marked}"),
    "so-marcas": ("X-Mailer: Correio 1.0", "{said}\n\n{marked}"),
    "so-linha": ("X-Mailer: Correio 0.9", "{said}\n\n{letter}"),
    "sogo": ("User-Agent: SOGoMail 5.12.1", "{said}\n \nEm Segunda, Novembro 23, 2026 10:25 -03, " + _TO + " escreveu:\n \n{marked}"),
    "citando-em": ("User-Agent: Internet Messaging Program (IMP) H3 (4.3.11)", '{said}\n\nCitando "Suporte INSS" <suporte@carteiro.example>, em 23/11/2026:\n\n{marked}'),
}  # fmt: skip
# name -> (what the program calls itself, the page)
PAGES = {
    "windows-mail": (
        "X-Mailer: Microsoft Windows Mail",
        "<html><body lang=PT-BR><div class=WordSection1>{page}<p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>Enviado do <a "
        'href="https://go.microsoft.com/fwlink/?LinkId=550986">Email</a> para Windows</p><p class=MsoNormal><o:p>&nbsp;</o:p></p>'
        "<div style='mso-element:para-border-div;border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal>"
        "<b>De: </b>{to}<br><b>Enviado:</b>segunda-feira, 23 de novembro de 2026 10:25<br><b>Para: </b>{reader}<br><b>Assunto: </b>{subject}"
        "</p></div>{letter}</div></body></html>",
    ),
    "hotmail-antigo": (
        "X-Mailer: Hotmail",
        "<html><head><style><!-- .hmmessage P {{margin:0px;padding:0px}} --></style></head><body class='hmmessage'><div dir='ltr'>{page}<br><br>"
        '<div><hr id="stopSpelling">From: suporte@carteiro.example<br>To: {address}<br>Subject: {subject}<br>'
        "Date: Mon, 23 Nov 2026 10:25:00 -0300<br><br>{letter}</div></div></body></html>",
    ),
    "live-mail": (
        "X-Mailer: Microsoft Windows Live Mail 16.4.3528.331",
        "<HTML><BODY dir=ltr><DIV dir=ltr><DIV style=\"FONT-SIZE: 12pt; COLOR: #000000\">{page}<DIV>&nbsp;</DIV><DIV style='FONT: 10pt tahoma'>"
        '<DIV style="BACKGROUND: #f5f5f5"><DIV style="font-color: black"><B>From:</B> <A title={address}>Suporte INSS</A> </DIV>'
        "<DIV><B>Sent:</B> Monday, November 23, 2026 10:25 AM</DIV><DIV><B>To:</B> {address} </DIV><DIV><B>Subject:</B> {subject}</DIV></DIV></DIV>"
        "<DIV>&nbsp;</DIV></DIV><DIV>{letter}</DIV></DIV></BODY></HTML>",
    ),
    "em-client": (
        "User-Agent: eM_Client/10.3.2619.0",
        '<html><body>{page}<div><br></div><div>------ Mensagem original ------</div><div>De "Suporte INSS" &lt;suporte@carteiro.example&gt;</div>'
        '<div>Para {reader}</div><div>Data 23/11/2026 10:25:00</div><div>Assunto {subject}</div><div><br></div><div id="x8f">'
        '<blockquote cite="x" type="cite">{letter}</blockquote></div></body></html>',
    ),
    "zoho": (
        "X-Mailer: Zoho Mail",
        '<html><body><div style="font-family: Verdana;font-size: 10.0pt;">{page}<div><br></div><div class="zmail_extra_hr" style="border-top: 1px solid '
        'rgb(204, 204, 204); height: 0px;"><br></div><div class="zmail_extra"><div>---- Em seg, 23 nov 2026 10:25:00 -0300 <b>{to}</b> escreveu ----'
        '</div><div><br></div><blockquote id="blockquote_zmail" style="margin: 0px;">{letter}</blockquote></div></div></body></html>',
    ),
    "so-recuo": (
        "X-Mailer: Correio 3.3",
        '<html><body>{page}<br><blockquote style="margin-left: 5px; border-left: 2px solid #0000ff; padding-left: 5px">{letter}</blockquote></body></html>',
    ),
    # The classic Outlook, set to draw a line beside what it quotes.
    "outlook-recuo": (
        "X-Mailer: Microsoft Outlook 16.0",
        "<html><body lang=PT-BR><div class=WordSection1>{page}<p class=MsoNormal><o:p>&nbsp;</o:p></p>"
        "<div style='border:none;border-left:solid blue 1.5pt;padding:0cm 0cm 0cm 4.0pt'><div><div style='border:none;border-top:solid #E1E1E1 1.0pt;"
        "padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal><b>De:</b> {to} <br><b>Enviada em:</b> segunda-feira, 23 de novembro de 2026 10:25<br>"
        "<b>Para:</b> {reader}<br><b>Assunto:</b> {subject}</p></div></div>{letter}</div></div></body></html>",
    ),
    "so-linha": ("X-Mailer: Correio 0.9", "<html><body>{page}<hr>{letter}</body></html>"),
}


def _filled(template: str, answer: Answer, **more: str) -> str:
    reader = answer.letter.reader
    marked = "\n".join(f"> {line}".rstrip() for line in answer.letter.text.split("\n"))
    indented = "\n".join(f"  {line}".rstrip() for line in answer.letter.text.split("\n"))
    facts = {"said": above(answer), "letter": answer.letter.text, "marked": marked, "indented": indented, "address": reader.address}
    names = {"reader": f"{reader.name} <{reader.address}>", "subject": answer.letter.subject}
    return template.format(**(facts | names | more))


def rare(name: str) -> Shape:
    """The shape of a program of these tables."""
    agent = (TEXTS.get(name) or PAGES[name])[0]

    def fields(answer: Answer, seed: str) -> list[str]:
        return [
            f"Message-ID: <{seed[:24]}@{answer.who.domain}>",
            f"From: {mailbox(answer.who.name, answer.who.address, 'utf-8')}",
            f"To: {OFFICE} <{answer.to}>",
            subject(answer, "Re:", "utf-8"),
            f"Date: {ANSWERED}",
            f"In-Reply-To: {answer.letter.message_id}",
            f"References: {answer.letter.message_id}",
            "MIME-Version: 1.0",
            "{mime}",
            agent,
        ]

    def page(answer: Answer) -> str:
        said = blocks(answer.new) + (f"<div><br></div>{broken(answer.below)}" if answer.below else "")
        reader = escaped(f"{answer.letter.reader.name} <{answer.letter.reader.address}>")
        return _filled(PAGES[name][1], answer, page=said, letter=answer.letter.page_with(""), to=escaped(_TO), reader=reader)

    return Shape(
        name, fields, lambda answer: _filled(TEXTS[name][1], answer) + "\n", page, "utf-8",
        "text/plain; charset=utf-8", "text/html; charset=utf-8", text_encoding="8bit", boundary="=-{}",
    )  # fmt: skip
