"""How do the large providers' web mails write: Yahoo, Proton, UOL, BOL, Terra?"""

from collections.abc import Callable

from tests.mails.making.answer import Answer, Shape
from tests.mails.making.quoted import ADDRESS, OFFICE
from tests.mails.making.shapes.lines import ANSWERED, above, blocks, escaped, mailbox, placed, subject

_TO = f"{OFFICE} <{ADDRESS}>"
_YAHOO = {
    "pt-BR": f"Em segunda-feira, 23 de novembro de 2026 às 10:25:00 BRT, {_TO} escreveu:",
    "en": f"On Monday, November 23, 2026 at 10:25:00 AM GMT-3, {_TO} wrote:",
    "es": f"El lunes, 23 de noviembre de 2026, 10:25:00 GMT-3, {_TO} escribió:",
    "fr": f"Le lundi 23 novembre 2026 à 10:25:00 UTC−3, {_TO} a écrit :",
    "de": f"Am Montag, 23. November 2026 um 10:25:00 GMT-3 hat {_TO} Folgendes geschrieben:",
    "it": f"Il lunedì 23 novembre 2026 alle ore 10:25:00 GMT-3, {_TO} ha scritto:",
}
_PROTON = {
    "pt-BR": f"Em segunda-feira, 23/11/2026 às 10:25, {_TO} escreveu:",
    "en": f"On Monday, November 23rd, 2026 at 10:25 AM, {_TO} wrote:",
    "es": f"El lunes, 23 de noviembre de 2026 a las 10:25, {_TO} escribió:",
}
_TERRA = f'Em Seg 23/11/26 10:25, "{OFFICE}" {ADDRESS} escreveu:'


def _fields(mailer: str, prefix: str = "Re:", charset: str = "UTF-8") -> Callable[[Answer, str], list[str]]:
    def fields(answer: Answer, seed: str) -> list[str]:
        threaded = [f"In-Reply-To: {answer.letter.message_id}", f"References: {answer.letter.message_id}"] if answer.place != "nada" else []
        return [
            f"Date: {ANSWERED}",
            f"From: {mailbox(answer.who.name, answer.who.address, charset)}",
            f'To: "{OFFICE}" <{answer.to}>',
            f"Message-ID: <{int(seed[:8], 16)}.{int(seed[8:14], 16)}.{int(seed[14:24], 16)}@mail.{answer.who.domain}>",
            *threaded,
            subject(answer, prefix, charset),
            "MIME-Version: 1.0",
            "{mime}",
            mailer,
        ]

    return fields


def _yahoo_text(answer: Answer) -> str:
    """No mark before the quoted lines, but a blank."""
    letter = "\n".join(f" {line}" for line in answer.letter.seen.split("\n"))
    return f"{above(answer)}\n\n    {_YAHOO[answer.language]}  \n \n{letter}  \n"


def _yahoo_page(answer: Answer) -> str:
    said = blocks(answer.new, style='dir="ltr" data-setdir="false"')
    signature = f'<div class="ydp5f1csignature">{blocks(answer.below)}</div>' if answer.below else ""
    style = "font-family:'Helvetica Neue', Helvetica, Arial, sans-serif;font-size:13px;color:#26282a;"
    quoted = (
        f'<div id="ydp93a1yahoo_quoted_4410235577" class="ydp93a1yahoo_quoted"><div style="{style}">\n'
        f"<div>{escaped(_YAHOO[answer.language])}</div>"
        f'<div><br></div><div><br></div>\n<div><div id="ydp93a1yiv9215">{answer.letter.page_with("ydp93a1yiv9215")}</div></div></div></div>'
    )
    own = f'<div class="ydp5f1cyahoo-style-wrap" style="{style}">{said}{signature}<div><br></div>\n</div>'
    return f"<html><head></head><body>{own}{quoted}</body></html>"


def _proton_text(answer: Answer) -> str:
    mark = {"pt-BR": "-------- Mensagem original --------\n", "en": ""}.get(answer.language, "")
    return placed(answer, f"{mark}{_PROTON[answer.language]}", answer.letter.seen, after="\n\n")


def _proton_page(answer: Answer) -> str:
    font = 'style="font-family: Arial, sans-serif; font-size: 14px;"'
    said = blocks(answer.new, style=font)
    signature = ""
    if answer.below:
        inside = f'<div class="protonmail_signature_block-proton">{blocks(answer.below)}</div>'
        signature = f'<div {font}><br></div><div class="protonmail_signature_block" {font}>{inside}</div>'
    cite = f'<blockquote class="protonmail_quote" type="cite">\n{answer.letter.page_with("")}\n</blockquote>'
    return f'{said}{signature}<div class="protonmail_quote">\n{escaped(_PROTON[answer.language])}<br><br>\n{cite}<br></div>'


def _uol_head(answer: Answer) -> list[tuple[str, str]]:
    reader = answer.letter.reader
    fields = [("De:", f'"{OFFICE}" <{ADDRESS}>'), ("Enviada:", "2026/11/23 10:25:00"), ("Para:", reader.address)]
    return [*fields, ("Assunto:", answer.letter.subject)]


def _uol_text(answer: Answer) -> str:
    head = "\n".join(f"{name} {value}" for name, value in _uol_head(answer))
    return f"{above(answer)}\n\n{head}\n\n{answer.letter.seen}\n"


def _uol_page(answer: Answer) -> str:
    said = "".join(f"<p>{escaped(line)}</p>\n" for line in (*answer.new.split("\n"), *answer.below.split("\n")) if line)
    head = "<br />\n".join(f"<b>{name}</b> {escaped(value)}" for name, value in _uol_head(answer))
    quote = f"<div>&nbsp;</div>\n<hr />\n<div>{head}</div>\n<div>&nbsp;</div>\n{answer.letter.page_with('')}"
    return f'<div style="font-family: Arial, Verdana, sans-serif; font-size: 14px;">{said}{quote}</div>\n'


def _terra_page(answer: Answer) -> str:
    said = blocks(answer.new) + (f"<div><br></div>{blocks(answer.below)}" if answer.below else "")
    box = 'style="border-left: 2px solid #ccc; margin-left: 5px; padding-left: 5px;"'
    quoted = f"<p>{escaped(_TERRA)}</p><blockquote {box}>{answer.letter.page_with('')}</blockquote>"
    return f"<html><body>{said}<div><br></div>{quoted}</body></html>"


_UTF8 = ("utf-8", "text/plain; charset=UTF-8", "text/html; charset=UTF-8")
YAHOO = Shape(
    "yahoo", _fields("X-Mailer: WebService/1.1.24652 YMailNovation"), _yahoo_text, _yahoo_page, *_UTF8, boundary="----=_Part_{}",
)  # fmt: skip
PROTON = Shape(
    "proton", _fields("Feedback-ID: 41205533:user:proton"), _proton_text, _proton_page, *_UTF8,
    text_encoding="base64", page_encoding="base64", boundary="b1_{}",
)  # fmt: skip
UOL = Shape(
    "uol", _fields("X-Mailer: UOL WebMail/Firefox", charset="iso-8859-1"), _uol_text, _uol_page, "iso-8859-1",
    "text/plain; charset=iso-8859-1", "text/html; charset=iso-8859-1", boundary="----=_UOL_{}",
)  # fmt: skip
BOL = Shape("bol", _fields("X-Mailer: BOL WebMail/Chrome"), _uol_text, _uol_page, *_UTF8, boundary="----=_BOL_{}")
TERRA = Shape(
    "terra", _fields("X-Mailer: Terra Mail", charset="iso-8859-1"), lambda answer: placed(answer, _TERRA, answer.letter.text),
    _terra_page, "iso-8859-1", "text/plain; charset=iso-8859-1", "text/html; charset=iso-8859-1", boundary="=_terra_{}",
)  # fmt: skip
