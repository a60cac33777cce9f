"""How do Apple's programs write: Mail on the Mac, and the one of the iPhone?"""

from collections.abc import Callable

from tests.mails.making.answer import Answer, Shape
from tests.mails.making.quoted import ADDRESS, OFFICE
from tests.mails.making.shapes.lines import ANSWERED, above, blocks, broken, escaped, mailbox, placed, split_at, subject

_TO = f"{OFFICE} <{ADDRESS}>"
_ATTRIBUTION = {
    "pt-BR": f"Em 23 de nov. de 2026, à(s) 10:25, {_TO} escreveu:",
    "pt-PT": f"No dia 23/11/2026, às 10:25, {_TO} escreveu:",
    "en": f"On Nov 23, 2026, at 10:25\u202fAM, {_TO} wrote:",
    "es": f"El 23 nov 2026, a las 10:25, {_TO} escribió:",
    "fr": f"Le 23 nov. 2026 à 10:25, {_TO} a écrit :",
    "de": f"Am 23.11.2026 um 10:25 schrieb {_TO}:",
    "it": f"Il giorno 23 nov 2026, alle ore 10:25, {_TO} ha scritto:",
}
_PREFIX = {"pt-BR": "Re:", "de": "Aw:"}
_CITED = '<blockquote type="cite"><div>'
_META = '<meta http-equiv="content-type" content="text/html; charset=utf-8">'
_MAIL_BODY = '<body style="overflow-wrap: break-word; -webkit-nbsp-mode: space; line-break: after-white-space;">'


def _threaded(answer: Answer) -> list[str]:
    if answer.place == "nada":
        return []
    return [f"References: {answer.letter.message_id}", f"In-Reply-To: {answer.letter.message_id}"]


def _uuid(seed: str) -> str:
    return f"{seed[:8]}-{seed[8:12]}-{seed[12:16]}-{seed[16:20]}-{seed[20:32]}".upper()


def _mail_fields(answer: Answer, seed: str) -> list[str]:
    return [
        f"From: {mailbox(answer.who.name, answer.who.address, 'utf-8')}",
        "{mime}",
        "Mime-Version: 1.0 (Mac OS X Mail 16.0 \\(3864.100.1.1.5\\))",
        subject(answer, _PREFIX.get(answer.language, "Re:"), "utf-8"),
        f"Date: {ANSWERED}",
        *reversed(_threaded(answer)),
        f"To: {OFFICE} <{answer.to}>",
        f"Message-Id: <{_uuid(seed)}@{answer.who.domain}>",
        "X-Mailer: Apple Mail (2.3864.100.1.1.5)",
    ]


def _phone_fields(answer: Answer, seed: str) -> list[str]:
    return [
        "{mime}",
        f"From: {mailbox(answer.who.name, answer.who.address, 'utf-8')}",
        "Mime-Version: 1.0 (1.0)",
        subject(answer, _PREFIX.get(answer.language, "Re:"), "utf-8"),
        f"Date: {ANSWERED}",
        f"Message-Id: <{seed[:32].upper()}@{answer.who.domain}>",
        *_threaded(answer),
        f"To: {OFFICE} <{answer.to}>",
        "X-Mailer: iPhone Mail (23B85)",
    ]


def _text(start: str) -> Callable[[Answer], str]:
    def text(answer: Answer) -> str:
        quoted = answer.letter.text
        if answer.place == "encaminha":
            reader = f"{answer.letter.reader.name} <{answer.letter.reader.address}>"
            head = f"De: {_TO}\nAssunto: {answer.letter.subject}\nData: 23 de novembro de 2026 10:25:00 BRT\nPara: {reader}"
            forwarded = f"Início da mensagem encaminhada:\n\n{head}\nResponder A: {answer.letter.reply_to}\n\n{quoted}"
            marked = "\n".join(f"> {line}".rstrip() for line in forwarded.split("\n"))
            return f"{above(answer)}\n\n{marked}\n".lstrip("\n")
        # The attribution is quoted too; the iPhone puts a mark of order before the letter.
        return placed(answer, f"> {_ATTRIBUTION[answer.language]}", start + quoted, after="\n> \n")

    return text


def _mail_page(answer: Answer) -> str:
    said = broken(answer.new)
    signature = f"<br><div>{blocks(answer.below)}</div>" if answer.below else ""
    if answer.place == "nada":
        return f"<html><head>{_META}</head>{_MAIL_BODY}{said}{signature}</body></html>"
    opening = f'<blockquote type="cite"><div>{escaped(_ATTRIBUTION[answer.language])}</div><br class="Apple-interchange-newline"><div>'
    if answer.place == "encaminha":
        opening = '<blockquote type="cite"><div>Início da mensagem encaminhada:</div><br class="Apple-interchange-newline"><div>'
        bold = (("De: ", _TO), ("Assunto: ", answer.letter.subject), ("Data: ", "23 de novembro de 2026 10:25:00 BRT"))
        opening += "".join(f'<span style="color:rgba(0, 0, 0, 1.0);"><b>{name}</b></span>{escaped(value)}<br>' for name, value in bold)
    pieces = split_at(answer, answer.letter.page_with(""))
    quoted = "".join(
        f"{_CITED if at else opening}{piece}</div></blockquote>{blocks(said_there)}" for at, (piece, said_there) in enumerate(pieces)
    )
    mark = '<br id="lineBreakAtBeginningOfMessage">'
    if answer.place == "baixo":
        return f"<html><head>{_META}</head>{_MAIL_BODY}<div>{quoted}</div><br><div>{said}</div>{signature}</body></html>"
    return f"<html><head>{_META}</head>{_MAIL_BODY}{said}{signature}{mark}<div><br>{quoted}</div><br></body></html>"


def _phone_page(answer: Answer) -> str:
    said = broken(answer.new)
    if answer.below:
        said += f'<br id="lineBreakAtBeginningOfSignature"><div dir="ltr">{broken(answer.below)}</div>'
    if answer.place == "nada":
        return f'<html><head>{_META}</head><body dir="auto">{said}</body></html>'
    head = f'<div dir="ltr"><br><blockquote type="cite">{escaped(_ATTRIBUTION[answer.language])}<br><br></blockquote></div>'
    letter = f'<blockquote type="cite"><div dir="ltr">\ufeff{answer.letter.page_with("")}</div></blockquote>'
    return f'<html><head>{_META}</head><body dir="auto">{said}{head}{letter}</body></html>'


MAIL = Shape(
    "apple-mail", _mail_fields, _text(""), _mail_page, "utf-8", "text/plain;\n\tcharset=utf-8", "text/html;\n\tcharset=utf-8",
    boundary="Apple-Mail=_{}",
)  # fmt: skip
IPHONE = Shape(
    "iphone", _phone_fields, _text("\ufeff"), _phone_page, "utf-8", "text/plain;\n\tcharset=utf-8", "text/html;\n\tcharset=utf-8",
    text_encoding="base64", boundary="Apple-Mail-{}",
)  # fmt: skip
