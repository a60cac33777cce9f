"""Does APROVAR reach the desk from every client that people use, above or below what they quote, as text and as HTML? (T073)"""

import base64
import quopri

import pytest

from parsers.read import read
from parsers.reading import Known

KNOWN = Known("suporte@carteiro.example", {("portal", "erro"): 13})
LETTER = (
    "Olá, Ana Prado.",
    "",
    "Joana, da equipe, enviou a solução do chamado L_61122001:",
    "",
    "  O serviço foi restabelecido.",
    "",
    "Para aprovar, responda com a palavra APROVAR, ou use este link:",
    "<mailto:suporte@carteiro.example?body=APROVAR>",
    "",
    "Para recusar, responda RECUSAR e escreva o motivo.",
    "",
    "--",
    "Suporte",
)
MARKED = "\n".join(f"> {line}" if line else ">" for line in LETTER)
BARE = "\n".join(LETTER)
PAGE = "".join(f"<p>{line.replace('<', '&lt;')}</p>" for line in LETTER)
ADDRESS = "Suporte <suporte@carteiro.example>"
BLOCK = (
    f"De: {ADDRESS}\nEnviada em: sexta-feira, 20 de novembro de 2026 10:00\nPara: Ana Prado "
    f"<ana@sindicato.example>\nAssunto: [L_61122001] Senha"
)
OUTLOOK = (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name="Generator" content="Microsoft Word 15">'
    '<style><!-- p.MsoNormal {{margin:0cm;}} --></style></head><body lang="PT-BR"><div class="WordSection1">{said}'
    '<p class="MsoNormal"><o:p>&nbsp;</o:p></p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">'
    '<p class="MsoNormal"><b>De:</b> Suporte &lt;suporte@carteiro.example&gt; <br><b>Enviada em:</b> sexta-feira, 20 de '
    "novembro de 2026 10:00"
    "<br><b>Para:</b> Ana Prado<br><b>Assunto:</b> [L_61122001] Senha<o:p></o:p></p></div></div>{letter}</div></body></html>"
)
OWA = (
    '<html><body><div class="elementToProof" style="font-family: Aptos">{said}</div><div id="appendonsend"></div>'
    '<hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg" dir="ltr"><b>De:</b> Suporte<br><b>Enviado:</b> sexta-feira<br>'
    "<b>Assunto:</b> Senha</div>{letter}</body></html>"
)
GMAIL = (
    '<div dir="ltr">{said}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">Em sex., 20 de nov. de 2026 às 10:00, '
    'Suporte &lt;<a href="mailto:suporte@carteiro.example">suporte@carteiro.example</a>&gt; escreveu:<br></div>'
    '<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204)">{letter}</blockquote></div>'
)
APPLE = (
    '<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"></head><body dir="auto">{said}<br><div dir="ltr">'
    'Enviado do meu iPhone</div><div dir="ltr"><br><blockquote type="cite">Em 20 de nov. de 2026, à(s) 10:00, Suporte '
    '&lt;suporte@carteiro.example&gt; escreveu:<br><br></blockquote></div><blockquote type="cite"><div '
    'dir="ltr">{letter}</div></blockquote></body></html>'
)
THUNDERBIRD = (
    '<html><body><p>{said}</p><div class="moz-cite-prefix">Em 20/11/2026 10:00, Suporte escreveu:<br></div>'
    '<blockquote type="cite" cite="mid:x@carteiro.example">{letter}</blockquote></body></html>'
)
ZIMBRA = (
    '<html><body><div style="font-family: arial">{said}<br></div><hr id="zwchr" data-marker="__DIVIDER__"><div data-marker="__HEADERS__">'
    "<b>De: </b>&quot;Suporte&quot;<br><b>Para: </b>Ana<br><b>Enviadas: </b>Sexta-feira<br><b>Assunto: </b>Senha</div>"
    '<div data-marker="__QUOTED_TEXT__">{letter}</div></body></html>'
)
YAHOO = (
    '<html><body><div class="ydp1 yahoo-style-wrap"><div>{said}</div></div><div id="ydp2yahoo_quoted_1" class="yahoo_quoted"><div>'
    "Em sexta-feira, 20 de novembro de 2026 10:00:00 BRT, Suporte &lt;suporte@carteiro.example&gt; "
    "escreveu:</div><div>{letter}</div></div></body></html>"
)
ROUNDCUBE = (
    "<html><body style='font-size: 10pt'><p>{said}</p><p>Em 2026-11-20 10:00, Suporte escreveu:</p>"
    "<blockquote type='cite' style='padding: 0 0.4em; border-left: #1010ff 2px solid; margin: 0'>{letter}</blockquote></body></html>"
)
PAGES = {
    "Outlook": OUTLOOK, "Outlook on the web": OWA, "Gmail": GMAIL, "iPhone": APPLE, "Thunderbird": THUNDERBIRD, "Zimbra": ZIMBRA,
    "Yahoo": YAHOO, "Roundcube": ROUNDCUBE,
}  # fmt: skip
TEXTS = {
    "Outlook": f"{{said}}\n\n{BLOCK}\n\n{BARE}",
    "Outlook, old": f"{{said}}\n\n-----Mensagem original-----\n{BLOCK}\n\n{BARE}",
    "Outlook, in English": f"{{said}}\n\nFrom: {ADDRESS}\nSent: Friday, November 20, 2026 10:00 AM\nTo: Ana\nSubject: Senha\n\n{BARE}",
    "Outlook on the web": f"{{said}}\n________________________________\nDe: {ADDRESS}\nEnviado: sexta-feira, 20 de "
    f"novembro de 2026 10:00\n"
    f"Para: Ana\nAssunto: Senha\n\n{BARE}",
    "Outlook for Android": f"{{said}}\n\nObter o Outlook para "
    f"Android<https://aka.ms/x>\n________________________________\nFrom: {ADDRESS}\n"
    f"Sent: Friday, November 20, 2026 10:00:00 AM\nTo: Ana\nSubject: Senha\n\n{BARE}",
    "Gmail": f"{{said}}\n\nEm sex., 20 de nov. de 2026 às 10:00, Suporte <suporte@carteiro.example>\nescreveu:\n\n{MARKED}",
    "Gmail, in English": f"{{said}}\n\nOn Fri, Nov 20, 2026 at 10:00 AM {ADDRESS} wrote:\n\n{MARKED}",
    "Gmail, below": f"Em sex., 20 de nov. de 2026 às 10:00, Suporte <suporte@carteiro.example>\nescreveu:\n\n{MARKED}\n\n{{said}}",
    "iPhone": f"{{said}}\n\nEnviado do meu iPhone\n\n> Em 20 de nov. de 2026, à(s) 10:00, {ADDRESS} escreveu:\n> \n{MARKED}",
    "Apple Mail": f"{{said}}\n\n> Em 20 de nov. de 2026, à(s) 10:00, {ADDRESS} escreveu:\n>\n{MARKED}",
    "Thunderbird": f"{{said}}\n\nEm 20/11/2026 10:00, Suporte escreveu:\n{MARKED}",
    "Thunderbird, below": f"Em 20/11/2026 10:00, Suporte escreveu:\n{MARKED}\n\n{{said}}",
    "Thunderbird, below, signed": f"Em 20/11/2026 10:00, Suporte escreveu:\n{MARKED}\n{{said}}\n\n-- \nAna Prado\nGestora",
    "Zimbra": f'{{said}}\n\n----- Mensagem original -----\nDe: "Suporte" <suporte@carteiro.example>\nPara: "Ana" '
    f"<ana@sindicato.example>\n"
    f"Enviadas: Sexta-feira, 20 de novembro de 2026 10:00:00\nAssunto: Senha\n\n{BARE}",
    "Expresso": f'{{said}}\n\nEm 20/11/2026 às 10:00 horas, "Suporte" <suporte@carteiro.example> escreveu:\n{MARKED}',
    "Roundcube": f"{{said}}\n\nEm 2026-11-20 10:00, Suporte escreveu:\n{MARKED}",
    "Roundcube, below": f"Em 2026-11-20 10:00, Suporte escreveu:\n{MARKED}\n\n{{said}}",
    "Horde": f"{{said}}\n\nCitando {ADDRESS}:\n\n{MARKED}",
    "Yahoo": f"{{said}}\n\n    Em sexta-feira, 20 de novembro de 2026 10:00:00 BRT, {ADDRESS} escreveu:  \n \n {BARE}",
    "Samsung": f"{{said}}\n\nEnviado do meu Galaxy\n\n-------- Mensagem original --------\nDe: {ADDRESS}\nData: "
    f"20/11/2026 10:00 (GMT-03:00)\n"
    f"Para: Ana\nAssunto: Senha\n\n{BARE}",
    "K-9": f"{{said}}\n-- \nEnviado do meu celular Android com K-9 Mail.\n\nEm 20 de novembro de 2026 10:00:00 BRT, "
    f"{ADDRESS} escreveu:\n{MARKED}",
    "mutt": f"On Fri, Nov 20, 2026 at 10:00:00AM -0300, Suporte wrote:\n{MARKED}\n\n{{said}}",
}  # fmt: skip
SAID = ("APROVAR", "Bom dia,\n\nAprovo a solução, obrigada!\n\nAtenciosamente,\nAna Prado\nGestora")


def packed(content: str, media_type: str, encoding: str, charset: str) -> str:
    raw = content.encode(charset, "replace")
    body = {
        "base64": lambda: base64.encodebytes(raw).decode(),
        "quoted-printable": lambda: quopri.encodestring(raw).decode(),
        "8bit": lambda: raw.decode("latin-1"),
    }[encoding]()
    return f"Content-Type: {media_type}; charset={charset}\nContent-Transfer-Encoding: {encoding}\n\n{body}"


def mail(entity: str) -> bytes:
    head = "From: Ana Prado <ana@sindicato.example>\nTo: suporte@carteiro.example\nSubject: RES: [L_61122001] Senha\nMIME-Version: 1.0\n"
    return (head + entity).encode("latin-1")


def page_of(said: str, client: str) -> str:
    lines = said.split("\n")
    if client == "Outlook":
        shown = "".join(f'<p class="MsoNormal">{line or "&nbsp;"}<o:p></o:p></p>' for line in lines)
    else:
        shown = "".join(f"<div>{line or '<br>'}</div>" for line in lines)
    return PAGES[client].format(said=shown, letter=PAGE)


def approves(raw: bytes) -> None:
    reading = read(raw, KNOWN)
    assert ([order.word for order in reading.commands], reading.unclear) == (["APROVAR"], "")
    assert "RECUSAR" not in reading.new_text


@pytest.mark.parametrize("said", SAID, ids=("word", "letter"))
@pytest.mark.parametrize("client", TEXTS)
def test_approved_in_text(client: str, said: str) -> None:
    approves(mail(packed(TEXTS[client].format(said=said), "text/plain", "quoted-printable", "utf-8")))
    approves(mail(packed(TEXTS[client].format(said=said), "text/plain", "8bit", "windows-1252")))


@pytest.mark.parametrize("said", SAID, ids=("word", "letter"))
@pytest.mark.parametrize("client", PAGES)
def test_approved_in_html_alone(client: str, said: str) -> None:
    approves(mail(packed(page_of(said, client), "text/html", "base64", "utf-8")))


@pytest.mark.parametrize("said", SAID, ids=("word", "letter"))
@pytest.mark.parametrize("client", [client for client in PAGES if client in TEXTS])
def test_approved_in_both(client: str, said: str) -> None:
    text = packed(TEXTS[client].format(said=said), "text/plain", "quoted-printable", "utf-8")
    page = packed(page_of(said, client), "text/html", "quoted-printable", "iso-8859-1")
    approves(mail(f'Content-Type: multipart/alternative; boundary="=_x"\n\n--=_x\n{text}\n--=_x\n{page}\n--=_x--\n'))
