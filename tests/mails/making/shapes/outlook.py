"""How does Outlook for Windows write: the classic one, whose pages come from Word?"""

from tests.mails.making.answer import Answer, Shape
from tests.mails.making.quoted import ADDRESS, OFFICE
from tests.mails.making.shapes.lines import ANSWERED, above, escaped, mailbox, subject, without_picture_marks

# De, Enviada em, Para, Assunto, and the date as each language writes it.
LABELS = {
    "pt-BR": ("De:", "Enviada em:", "Para:", "Assunto:", "segunda-feira, 23 de novembro de 2026 10:25"),
    "pt-PT": ("De:", "Enviada:", "Para:", "Assunto:", "segunda-feira, 23 de novembro de 2026 10:25"),
    "en": ("From:", "Sent:", "To:", "Subject:", "Monday, November 23, 2026 10:25 AM"),
    "es": ("De:", "Enviado el:", "Para:", "Asunto:", "lunes, 23 de noviembre de 2026 10:25"),
    "fr": ("De :", "Envoyé :", "À :", "Objet :", "lundi 23 novembre 2026 10:25"),
    "de": ("Von:", "Gesendet:", "An:", "Betreff:", "Montag, 23. November 2026 10:25"),
    "it": ("Da:", "Inviato:", "A:", "Oggetto:", "lunedì 23 novembre 2026 10:25"),
}
PREFIX = {"pt-BR": "RES:", "pt-PT": "RE:", "en": "RE:", "es": "RE:", "fr": "RE:", "de": "AW:", "it": "RE:"}
_HEAD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" \
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns:m="http://schemas.microsoft.com/office/2004/12/omml" \
xmlns="http://www.w3.org/TR/REC-html40"><head><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=iso-8859-1">\
<meta name=Generator content="Microsoft Word 15 (filtered medium)"><style><!--
/* Font Definitions */
@font-face
\t{font-family:Calibri;
\tpanose-1:2 15 5 2 2 2 4 3 2 4;}
/* Style Definitions */
p.MsoNormal, li.MsoNormal, div.MsoNormal
\t{margin:0cm;
\tfont-size:11.0pt;
\tfont-family:"Calibri",sans-serif;
\tmso-fareast-language:EN-US;}
a:link, span.MsoHyperlink
\t{mso-style-priority:99;
\tcolor:#0563C1;
\ttext-decoration:underline;}
span.EstiloDeEmail18
\t{mso-style-type:personal-reply;
\tfont-family:"Calibri",sans-serif;
\tcolor:windowtext;}
.MsoChpDefault
\t{mso-style-type:export-only;
\tfont-size:10.0pt;}
@page WordSection1
\t{size:612.0pt 792.0pt;
\tmargin:70.85pt 3.0cm 70.85pt 3.0cm;}
div.WordSection1
\t{page:WordSection1;}
--></style><!--[if gte mso 9]><xml>
<o:shapedefaults v:ext="edit" spidmax="1026" />
</xml><![endif]--></head><body lang=PT-BR link="#0563C1" vlink="#954F72" style='word-wrap:break-word'><div class=WordSection1>"""
_PICTURE = "[cid:{}@01DC5C8A.3F2B1C00]"
_RULE = "<div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'>"


def header_lines(answer: Answer, labels: tuple[str, ...]) -> list[tuple[str, str]]:
    """The quoted letter's header as Outlook shows it, label and value."""
    sender, sent, to, about, date = labels
    reader = answer.letter.reader
    return [
        (sender, f"{OFFICE} <{ADDRESS}>"),
        (sent, date),
        (to, f"{reader.name} <{reader.address}>"),
        (about, answer.letter.subject),
    ]


def _fields(answer: Answer, seed: str) -> list[str]:
    # By SMTP, not Exchange: Outlook's own order.
    threaded = [f"References: {answer.letter.message_id}", f"In-Reply-To: {answer.letter.message_id}"] if answer.place != "nada" else []
    return [
        f"From: {mailbox(answer.who.name, answer.who.address, 'iso-8859-1', quotes=True)}",
        f'To: "{OFFICE}" <{answer.to}>',
        *threaded,
        subject(answer, PREFIX[answer.language], "iso-8859-1"),
        f"Date: {ANSWERED}",
        f"Message-ID: <{seed[:6]}01dc5c{seed[6:8]}${seed[8:16]}${seed[16:24]}$@{answer.who.domain}>",
        "MIME-Version: 1.0",
        "{mime}",
        "X-Mailer: Microsoft Outlook 16.0",
        "Thread-Index: AQHcXIqF" + seed[:18].upper() + "==",
        "Content-Language: pt-br",
    ]


def _apart(lines: str) -> str:
    """The text Outlook makes of a page: an empty line after each paragraph, a line with a blank for an empty one."""
    return "\n\n".join(line or " " for line in lines.split("\n")) if lines else ""


def _text(answer: Answer) -> str:
    shown = without_picture_marks(above(answer), _PICTURE)
    said, letter = shown, answer.letter.text
    if answer.form != "texto":
        said, letter = (
            "\n\n \n\n".join(filter(None, (without_picture_marks(answer.new, _PICTURE), _apart(answer.below)))),
            _apart(answer.letter.seen),
        )
    if answer.place == "nada":
        return shown + "\n"
    head = "\n".join(f"{label} {value} " if at == 0 else f"{label} {value}" for at, (label, value) in enumerate(_head_of(answer)))
    if answer.place == "encaminha":
        return f"{said}\n \n\n{head}\n\n \n\n{letter}\n\n"
    if answer.form == "texto":
        return f"{said}\n\n-----Mensagem original-----\n{head}\n\n{letter}\n\n"
    return f"{said}\n\n \n\n{head}\n\n \n\n{letter}\n\n"


def _head_of(answer: Answer) -> list[tuple[str, str]]:
    return header_lines(answer, LABELS[answer.language])


def paragraphs(lines: str) -> str:
    """Lines as Word's paragraphs."""
    return "".join(f"<p class=MsoNormal>{escaped(line) or '&nbsp;'}<o:p></o:p></p>" for line in lines.split("\n")) if lines else ""


def _page(answer: Answer) -> str:
    said = paragraphs(answer.new) + ("<p class=MsoNormal><o:p>&nbsp;</o:p></p>" + paragraphs(answer.below) if answer.below else "")
    if answer.place == "nada":
        return f"{_HEAD}{said}</div></body></html>"
    fields = "<br>".join(f"<b>{label}</b> {escaped(value)}" for label, value in _head_of(answer))
    letter = paragraphs(answer.letter.seen)
    head = f"{_RULE}<p class=MsoNormal>{fields}<o:p></o:p></p></div></div>"
    gap = "<p class=MsoNormal><o:p>&nbsp;</o:p></p>"
    return f"{_HEAD}{said}{gap}{head}{gap}{letter}</div></body></html>"


DESKTOP = Shape(
    "outlook-desktop", _fields, _text, _page, charset="iso-8859-1", text_type='text/plain;\n\tcharset="iso-8859-1"',
    page_type='text/html;\n\tcharset="iso-8859-1"', boundary="----=_NextPart_000_{}",
    preamble="This is a multipart message in MIME format.\n\n",
)  # fmt: skip
