"""How do the telephones' own programs write: Samsung Email and K-9 Mail?"""

from tests.mails.making.answer import Answer, Shape
from tests.mails.making.quoted import ADDRESS, OFFICE
from tests.mails.making.shapes.lines import ANSWERED, above, blocks, broken, escaped, mailbox, placed, subject

_TO = f"{OFFICE} <{ADDRESS}>"
_K9 = {
    "pt-BR": f"Em 23 de novembro de 2026 10:25:00 BRT, {_TO} escreveu:",
    "en": f"On November 23, 2026 10:25:00 AM GMT-03:00, {_TO} wrote:",
    "es": f"El 23 de noviembre de 2026 10:25:00 GMT-03:00, {_TO} escribió:",
    "de": f"Am 23. November 2026 10:25:00 GMT-03:00 schrieb {_TO}:",
}
_SAMSUNG = {
    "pt-BR": ("-------- Mensagem original --------", "De:", "Data:", "Para:", "Assunto:", "23/11/2026  10:25  (GMT-03:00)"),
    "en": ("-------- Original message --------", "From:", "Date:", "To:", "Subject:", "11/23/26  10:25  (GMT-03:00)"),
    "es": ("-------- Mensaje original --------", "De:", "Fecha:", "Para:", "Asunto:", "23/11/26  10:25  (GMT-03:00)"),
}


def _threaded(answer: Answer) -> list[str]:
    return [f"In-Reply-To: {answer.letter.message_id}", f"References: {answer.letter.message_id}"] if answer.place != "nada" else []


def _samsung_fields(answer: Answer, seed: str) -> list[str]:
    return [
        f"Date: {ANSWERED}",
        subject(answer, "Re:", "utf-8"),
        f"Message-ID: <{seed[:16]}.{int(seed[:10], 16)}@email.android.{answer.who.domain}>",
        *_threaded(answer),
        f"From: {mailbox(answer.who.name, answer.who.address, 'utf-8')}",
        f"To: {OFFICE} <{answer.to}>",
        "MIME-Version: 1.0",
        "{mime}",
    ]


def _samsung_head(answer: Answer) -> list[str]:
    mark, sender, date, to, about, when = _SAMSUNG[answer.language]
    reader = answer.letter.reader
    fields = [f"{sender} {_TO} ", f"{date} {when} ", f"{to} {reader.name} <{reader.address}> ", f"{about} {answer.letter.subject} "]
    return [mark, *fields]


def _samsung_text(answer: Answer) -> str:
    """All the quoted header in one line, as the program squeezes it."""
    said = above(answer).replace("\n\n", "\n")
    return f"{said}\n{''.join(_samsung_head(answer))}\n{answer.letter.seen}\n"


def _samsung_page(answer: Answer) -> str:
    said = blocks(answer.new, style='dir="auto"')
    mobile = ""
    if answer.below:
        line = f'<div style="font-size:85%;color:#575757" dir="auto">{broken(answer.below)}</div>'
        mobile = f'<div dir="auto"><br></div><div id="composer_signature" dir="auto">{line}</div>'
    head = "".join(f"<div>{escaped(line)}</div>" for line in _samsung_head(answer))
    original = f'<div align="left" dir="auto" style="font-size:100%;color:#000000">{head}<div><br></div></div>{answer.letter.page_with("")}'
    return (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"></head>'
        f'<body dir="auto">{said}{mobile}<div dir="auto"><br></div><div dir="auto"><!-- originalMessage -->{original}</div></body></html>'
    )


def _k9_fields(answer: Answer, seed: str) -> list[str]:
    return [
        f"Date: {ANSWERED}",
        f"From: {mailbox(answer.who.name, answer.who.address)}",
        f"To: {OFFICE} <{answer.to}>",
        subject(answer, "Re:"),
        "User-Agent: K-9 Mail for Android",
        *_threaded(answer),
        f"Message-ID: <{seed[:8].upper()}-{seed[8:12].upper()}-4A{seed[12:14].upper()}-9{seed[14:17].upper()}@{answer.who.domain}>",
        "MIME-Version: 1.0",
        "{mime}",
    ]


def _k9_text(answer: Answer) -> str:
    return placed(answer, _K9[answer.language], answer.letter.text, mark=">")


def _k9_page(answer: Answer) -> str:
    said = f'<div dir="auto">{broken(answer.new)}</div>' if answer.new else ""
    signature = f'<div dir="auto"><br><br>{broken(answer.below)}</div>' if answer.below else ""
    style = 'class="gmail_quote" style="margin: 0pt 0pt 0pt 0.8ex; border-left: 1px solid rgb(204, 204, 204); padding-left: 1ex;"'
    attribution = f'<div dir="auto">{escaped(_K9[answer.language])}</div>'
    quote = f'<div class="gmail_quote">{attribution}<blockquote {style}>\n{answer.letter.page_with("")}\n</blockquote></div>'
    return f"<!DOCTYPE html><html><body>{said}{signature}<br><br>{quote}</body></html>"


SAMSUNG = Shape(
    "samsung", _samsung_fields, _samsung_text, _samsung_page, "utf-8", "text/plain; charset=utf-8", "text/html; charset=utf-8",
    text_encoding="base64", page_encoding="base64", boundary="--_com.samsung.android.email_{}",
)  # fmt: skip
K9 = Shape(
    "k9", _k9_fields, _k9_text, _k9_page, "utf-8", "text/plain;\n charset=utf-8", "text/html;\n charset=utf-8", boundary="----{}",
)  # fmt: skip
