"""How do the Outlooks of the cloud write: on the web (and the new one for Windows), on telephones, on the Mac?"""

from collections.abc import Callable

from tests.mails.making.answer import Answer, Shape
from tests.mails.making.shapes.lines import above, blocks, escaped, mailbox, subject, without_picture_marks
from tests.mails.making.shapes.outlook import LABELS, PREFIX, header_lines, paragraphs

_LINE = "________________________________"
_SENT = {"pt-BR": "Enviado:", "pt-PT": "Enviado:", "en": "Sent:", "es": "Enviado:", "fr": "Envoyé :", "de": "Gesendet:", "it": "Inviato:"}
_ON_PHONES = {"pt-BR": "segunda-feira, novembro 23, 2026 10:25:00 AM", "en": "Monday, November 23, 2026 10:25:00 AM"}
_MAC = ("De:", "Data:", "Para:", "Assunto:", "segunda-feira, 23 de novembro de 2026 às 10:25")
_STYLE = '<style type="text/css" style="display:none;"> P {margin-top:0;margin-bottom:0;} </style>'
_META = '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">'
_FONT = 'style="font-family: Aptos, Aptos_EmbeddedFont, Calibri, Helvetica, sans-serif; font-size: 12pt; color: rgb(0, 0, 0);"'


def _labels(answer: Answer, *, phone: bool = False) -> tuple[str, ...]:
    sender, _, to, about, date = LABELS[answer.language]
    return sender, _SENT[answer.language], to, about, _ON_PHONES.get(answer.language, date) if phone else date


def _fields(answer: Answer, seed: str) -> list[str]:
    # As Exchange Online writes them.
    address = f"<CP3P284MB{seed[:6].upper()}@CP3P284MB{seed[6:10].upper()}.{answer.who.domain}>"
    threaded = [f"References: {answer.letter.message_id}", f"In-Reply-To: {answer.letter.message_id}"] if answer.place != "nada" else []
    about = subject(answer, PREFIX[answer.language], "iso-8859-1")
    return [
        f"From: {mailbox(answer.who.name, answer.who.address, 'iso-8859-1')}",
        f"To: Suporte INSS\n\t<{answer.to}>",
        about,
        about.replace("Subject: RES:", "Thread-Topic:").replace("Subject: RE:", "Thread-Topic:").replace("Subject:", "Thread-Topic:"),
        "Thread-Index: AQHcXIqF" + seed[:24] + "==",
        "Date: Mon, 23 Nov 2026 13:52:00 +0000",
        f"Message-ID:\n {address}",
        *threaded,
        "Accept-Language: pt-BR, en-US",
        "Content-Language: pt-BR",
        f"X-MS-Has-Attach: {'yes' if answer.files else ''}",
        "X-MS-TNEF-Correlator:",
        "x-ms-exchange-messagesentrepresentingtype: 1",
        "{mime}",
        "MIME-Version: 1.0",
    ]


def _text_with(labels: Callable[[Answer], tuple[str, ...]], line: str) -> Callable[[Answer], str]:
    def text(answer: Answer) -> str:
        said = without_picture_marks(above(answer), "[{}]")
        if answer.place == "nada":
            return said + "\n"
        head = "\n".join(f"{label} {value}" for label, value in header_lines(answer, labels(answer)))
        return f"{said}\n\n{line}{head}\n\n{answer.letter.seen}\n"

    return text


def _fields_of_page(answer: Answer, labels: tuple[str, ...]) -> str:
    return "<br>\n".join(f"<b>{label}</b> {escaped(value)}" for label, value in header_lines(answer, labels))


def _web_page(answer: Answer) -> str:
    said = "".join(
        f'<div class="elementToProof" {_FONT}>{escaped(line) or "<br>"}</div>\n' for line in answer.new.split("\n") if answer.new
    )
    signature = f'<div id="Signature" class="elementToProof">\n{blocks(answer.below)}</div>\n' if answer.below else ""
    quote = ""
    if answer.place != "nada":
        font = '<font face="Calibri, sans-serif" style="font-size:11pt" color="#000000">'
        head = f'<div id="divRplyFwdMsg" dir="ltr">{font}{_fields_of_page(answer, _labels(answer))}</font>\n<div>&nbsp;</div>\n</div>\n'
        rule = '<div id="appendonsend"></div>\n<hr style="display:inline-block;width:98%" tabindex="-1">\n'
        quote = f'{rule}{head}<div class="BodyFragment">\n{answer.letter.page_with("x_")}\n</div>\n'
    return f'<html>\n<head>\n{_META}\n{_STYLE}\n</head>\n<body dir="ltr">\n{said}{signature}{quote}</body>\n</html>\n'


def _phone_page(answer: Answer) -> str:
    said = blocks(answer.new, style='dir="auto" style="font-family: Aptos, sans-serif; font-size: 12pt;"')
    link = escaped(answer.below).replace("Outlook para", "<a href='https://aka.ms/AAb9ysg'>Outlook para", 1) + "</a>"
    mobile = f'<div id="ms-outlook-mobile-signature" dir="auto">{link.split("&lt;")[0]}</div>\n' if answer.below else ""
    head = f'<div id="divRplyFwdMsg" dir="ltr"><strong>{_fields_of_page(answer, _labels(answer, phone=True))}</strong></div>'
    before = '<div id="mail-editor-reference-message-container" class="ms-outlook-mobile-reference-message">'
    quote = f'{before}<hr style="display: inline-block; width: 98%;">\n{head}\n<br>\n{answer.letter.page_with("")}\n</div>\n'
    body = f'<body dir="ltr">\n{said}\n<div dir="auto"><br></div>\n{mobile}{quote}</body>'
    return f"<html>\n<head>\n{_META}\n{_STYLE}\n</head>\n{body}\n</html>\n"


def _mac_page(answer: Answer) -> str:
    said = paragraphs(answer.new) + ("<p class=MsoNormal><o:p>&nbsp;</o:p></p>" + paragraphs(answer.below) if answer.below else "")
    rule = '<div style="border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0cm 0cm 0cm">'
    head = f"{rule}<p class=MsoNormal>{_fields_of_page(answer, _MAC)}<o:p></o:p></p></div>"
    container = f'<div id="mail-editor-reference-message-container"><div>{head}{answer.letter.page_with("")}</div></div>'
    return (
        f"<html><head>{_META}<style><!-- p.MsoNormal {{margin:0cm;}} --></style></head>"
        f'<body lang="PT-BR"><div class="WordSection1">{said}<p class=MsoNormal><o:p>&nbsp;</o:p></p>{container}</div></body></html>'
    )


def _shape(name: str, text: Callable[[Answer], str], page: Callable[[Answer], str]) -> Shape:
    kinds = 'text/plain; charset="iso-8859-1"', 'text/html; charset="iso-8859-1"'
    return Shape(name, _fields, text, page, "iso-8859-1", *kinds, boundary="_000_CP3P284MB{}CP3P_")


WEB = _shape("outlook-web", _text_with(_labels, _LINE + "\n"), _web_page)
PHONE = _shape("outlook-celular", _text_with(lambda answer: _labels(answer, phone=True), _LINE + "\n"), _phone_page)
MAC = _shape("outlook-mac", _text_with(lambda _answer: _MAC, ""), _mac_page)
