"""How do Lotus (HCL) Notes, its web client and mutt write?"""

from tests.mails.making.answer import Answer, Shape
from tests.mails.making.quoted import ADDRESS, OFFICE
from tests.mails.making.shapes.lines import ANSWERED, above, escaped, mailbox, placed, subject

_TO = f"{OFFICE} <{ADDRESS}>"
_LABELS = {
    "pt-BR": ("De:", "Para:", "Data:", "Assunto:", "23/11/2026 10:25"),
    "en": ("From:", "To:", "Date:", "Subject:", "11/23/2026 10:25 AM"),
    "es": ("De:", "Para:", "Fecha:", "Asunto:", "23/11/2026 10:25"),
    "fr": ("De :", "A :", "Date :", "Objet :", "23/11/2026 10:25"),
    "de": ("Von:", "An:", "Datum:", "Betreff:", "23.11.2026 10:25"),
    "it": ("Da:", "Per:", "Data:", "Oggetto:", "23/11/2026 10:25"),
}
_INOTES = {"pt-BR": ("escreveu", "Para:", "De:", "Data:", "Assunto:"), "en": ("wrote", "To:", "From:", "Date:", "Subject:")}
_MUTT = {
    "pt-BR": f"Em Seg, 23 Nov 2026 10:25:00 -0300, {OFFICE} escreveu:",
    "en": f"On Mon, Nov 23, 2026 at 10:25:00AM -0300, {OFFICE} wrote:",
}


def _fields(answer: Answer, seed: str) -> list[str]:
    threaded = [f"In-Reply-To: {answer.letter.message_id}", f"References: {answer.letter.message_id}"] if answer.place != "nada" else []
    return [
        *threaded,
        subject(answer, "Re:", "iso-8859-1"),
        f'To: "{OFFICE}" <{answer.to}>',
        "MIME-Version: 1.0",
        "X-KeepSent: " + seed[:8].upper() + ":" + seed[8:16].upper() + "-83258D0F; type=4; name=$KeepSent",
        "X-Mailer: HCL Notes Release 12.0.2 November 17, 2022",
        f"Message-ID: <OF{seed[:8].upper()}.{seed[8:16].upper()}-ON83258D0F.004B{seed[16:20].upper()}@{answer.who.domain}>",
        f"From: {mailbox(answer.who.name, answer.who.address, 'iso-8859-1')}",
        f"Date: {ANSWERED}",
        "X-MIMETrack: Serialize by Router on Correio01/ENT(Release 12.0.2FP3) at\n 23/11/2026 10:52:03",
        "{mime}",
    ]


def _notes_text(answer: Answer) -> str:
    """Labels and values in columns."""
    sender, to, date, about, when = _LABELS[answer.language]
    reader = answer.letter.reader
    values = ((sender, _TO), (to, f"{reader.name} <{reader.address}>"), (date, when), (about, answer.letter.subject))
    head = "\n".join(f"{label:<8}{value}" for label, value in values)
    return f"{above(answer)}\n\n\n\n\n{head}\n\n\n\n{answer.letter.text}\n"


def _notes_page(answer: Answer) -> str:
    sender, to, date, about, when = _LABELS[answer.language]
    reader = answer.letter.reader
    grey, black = '<font size=1 color=#5f5f5f face="sans-serif">', '<font size=1 face="sans-serif">'
    said = "\n<br>".join(f'<font size=2 face="sans-serif">{escaped(line)}</font>' for line in above(answer).split("\n"))
    values = ((sender, _TO), (to, f"{reader.name} <{reader.address}>"), (date, when), (about, answer.letter.subject))
    head = "\n<br>".join(f"{grey}{label} &nbsp; &nbsp; &nbsp; &nbsp;</font>{black}{escaped(value)}</font>" for label, value in values)
    return f"{said}\n<br>\n<br>\n<br>\n<br>{head}\n<br>\n<hr noshade>\n<br>\n<br>\n<br>{answer.letter.page_with('')}\n<br>\n"


def _inotes_text(answer: Answer) -> str:
    wrote, to, sender, date, about = _INOTES[answer.language]
    head = f"-----{OFFICE} <{ADDRESS}> {wrote}: -----"
    fields = f"{to} {answer.letter.reader.name} <{answer.letter.reader.address}>\n{sender} {_TO}\n{date} 23/11/2026 10:25"
    return f"{above(answer)}\n\n{head}\n{fields}\n{about} {answer.letter.subject}\n\n{answer.letter.text}\n"


def _inotes_page(answer: Answer) -> str:
    wrote, to, sender, date, about = _INOTES[answer.language]
    said = "".join(f"<div>{escaped(line) or '<br>'}</div>" for line in above(answer).split("\n"))
    fields = (
        f"{to} {answer.letter.reader.name}<br>{sender} {escaped(_TO)}<br>{date} 23/11/2026 10:25<br>{about} {answer.letter.subject}<br>"
    )
    head = f'<font color="#990099">-----{escaped(_TO)} {wrote}: -----</font>'
    box = 'style="padding-left:5px;padding-right:0px;border-left:solid black 2px"'
    history = f'<div class="iNotesHistory" {box}>{fields}<br>{answer.letter.page_with("")}</div>'
    return f'<font face="Default Sans Serif,Verdana,Arial,Helvetica,sans-serif" size="2">{said}<br>{head}{history}</font>'


def _mutt_fields(answer: Answer, seed: str) -> list[str]:
    return [
        f"Date: {ANSWERED}",
        f"From: {mailbox(answer.who.name, answer.who.address, 'utf-8')}",
        f"To: {OFFICE} <{answer.to}>",
        subject(answer, "Re:", "utf-8"),
        f"Message-ID: <aR{seed[:14]}@estacao.{answer.who.domain}>",
        f"References: {answer.letter.message_id}",
        "MIME-Version: 1.0",
        "{mime}",
        "Content-Disposition: inline",
        f"In-Reply-To: {answer.letter.message_id}",
        "User-Agent: Mutt/2.2.12 (2023-09-09)",
    ]


def _mutt_page(answer: Answer) -> str:
    raise ValueError(f"{answer.case}: mutt writes no HTML")


_LATIN = ("iso-8859-1", 'text/plain; charset="ISO-8859-1"', 'text/html; charset="ISO-8859-1"')
NOTES = Shape("notes", _fields, _notes_text, _notes_page, *_LATIN, boundary="=_alternative {}83258D0F_=")
INOTES = Shape("notes-web", _fields, _inotes_text, _inotes_page, *_LATIN, boundary="=_alternative {}83258D0F_=")
MUTT = Shape(
    "mutt", _mutt_fields, lambda answer: placed(answer, _MUTT[answer.language], answer.letter.text), _mutt_page, "utf-8",
    "text/plain; charset=utf-8", text_encoding="8bit",
)  # fmt: skip
