"""How do the web mails of offices write: Zimbra, Roundcube, Expresso, SquirrelMail, Horde?"""

from collections.abc import Callable

from tests.mails.making.answer import Answer, Shape
from tests.mails.making.quoted import ADDRESS, OFFICE
from tests.mails.making.shapes.lines import ANSWERED, above, blocks, broken, escaped, mailbox, placed, subject

_TO = f"{OFFICE} <{ADDRESS}>"
_ZIMBRA = {
    "pt-BR": ("De:", "Para:", "Enviadas:", "Assunto:", "Segunda-feira, 23 de novembro de 2026 10:25:00"),
    "en": ("From:", "To:", "Sent:", "Subject:", "Monday, November 23, 2026 10:25:00 AM"),
    "es": ("De:", "Para:", "Enviados:", "Asunto:", "Lunes, 23 de Noviembre 2026 10:25:00"),
}
_ROUNDCUBE = {
    "pt-BR": f"Em 2026-11-23 10:25, {OFFICE} escreveu:",
    "pt-PT": f"A 2026-11-23 10:25, {OFFICE} escreveu:",
    "en": f"On 2026-11-23 10:25, {OFFICE} wrote:",
    "es": f"El 2026-11-23 10:25, {OFFICE} escribió:",
    "fr": f"Le 2026-11-23 10:25, {OFFICE} a écrit :",
    "de": f"Am 2026-11-23 10:25, schrieb {OFFICE}:",
    "it": f"Il 2026-11-23 10:25 {OFFICE} ha scritto:",
}
_EXPRESSO = f'Em 23/11/2026 às 10:25 horas, "{OFFICE}" <{ADDRESS}> escreveu:'
_SQUIRREL = f"Em Seg, Novembro 23, 2026 10:25 am, {OFFICE} escreveu:"
_HORDE = f"Citando {_TO}:"
_ZIMBRA_NAME = "Zimbra 8.8.15_GA_4717 (ZimbraWebClient - FF145 (Win)/8.8.15_GA_4717)"
_RULES = 'style="padding: 0 0.4em; border-left: #1010ff 2px solid; margin: 0"'


def _fields(agent: Callable[[Answer], list[str]], prefix: str = "Re:") -> Callable[[Answer, str], list[str]]:
    """Web mail programs on a server differ in little but what they call themselves."""

    def fields(answer: Answer, seed: str) -> list[str]:
        threaded = [f"In-Reply-To: {answer.letter.message_id}", f"References: {answer.letter.message_id}"] if answer.place != "nada" else []
        return [
            f"Date: {ANSWERED}",
            f"From: {mailbox(answer.who.name, answer.who.address, 'utf-8')}",
            f"To: {OFFICE} <{answer.to}>",
            f"Message-ID: <{seed[:32]}@{answer.who.domain}>",
            *threaded,
            subject(answer, prefix, "utf-8"),
            "MIME-Version: 1.0",
            "{mime}",
            *agent(answer),
        ]

    return fields


def _zimbra_head(answer: Answer) -> list[tuple[str, str]]:
    sender, to, sent, about, date = _ZIMBRA[answer.language]
    reader = answer.letter.reader
    return [(sender, f'"{OFFICE}" <{ADDRESS}>'), (to, f'"{reader.name}" <{reader.address}>'), (sent, date), (about, answer.letter.subject)]


def _zimbra_text(answer: Answer) -> str:
    head = "\n".join(f"{name} {value} " for name, value in _zimbra_head(answer))
    old = "----- Mensagem original -----\n\n" if answer.form == "texto" else ""
    return f"{above(answer)}\n\n\n{old}{head}\n\n{answer.letter.text}\n"


def _zimbra_page(answer: Answer) -> str:
    said = blocks(answer.new)
    signature = f'<div><br></div><div data-marker="__SIG_PRE__">{blocks(answer.below)}</div>' if answer.below else ""
    head = "".join(f"<b>{name} </b>{escaped(value)}<br>" for name, value in _zimbra_head(answer))
    quote = (
        f'<hr id="zwchr" data-marker="__DIVIDER__"><div data-marker="__HEADERS__">{head}</div><div><br></div>'
        f'<div data-marker="__QUOTED_TEXT__">{answer.letter.page_with("")}</div>'
    )
    style = 'style="font-family: arial, helvetica, sans-serif; font-size: 12pt; color: #000000"'
    return f"<html><body><div {style}>{said}{signature}<div><br></div>{quote}</div></body></html>"


def _roundcube_page(answer: Answer) -> str:
    said = "".join(f"<p>{escaped(line)}</p>\n" for line in answer.new.split("\n") if line)
    signature = f'<div id="_rc_sig">{broken(answer.below)}</div>\n' if answer.below else ""
    letter = f'<div id="replybody1">\n{answer.letter.page_with("v1")}\n</div>'
    quote = f'<p id="reply-intro">{escaped(_ROUNDCUBE[answer.language])}</p>\n<blockquote type="cite" {_RULES}>\n{letter}\n</blockquote>\n'
    body = f"{quote}{said}{signature}" if answer.place == "baixo" else f"{said}{signature}{quote}"
    head = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8" /></head>'
    return f"{head}<body style='font-size: 10pt; font-family: Verdana,Geneva,sans-serif'>\n{body}</body></html>\n"


def _expresso_page(answer: Answer) -> str:
    said = broken(answer.new)
    signature = f"<br><br>{broken(answer.below)}" if answer.below else ""
    box = 'style="border-left: 1px solid blue; margin: 0 0 0 5px; padding-left: 5px;"'
    return (
        f'<body>\n<span style="font-family: arial; font-size: 10pt;">{said}{signature}<br><br>'
        f"{escaped(_EXPRESSO).replace(chr(34), '&quot;')}<br><blockquote {box}>{answer.letter.page_with('')}</blockquote></span>\n</body>"
    )


def _marked(attribution: str, after: str = "\n") -> Callable[[Answer], str]:
    return lambda answer: placed(answer, attribution, answer.letter.text, after=after)


def _no_page(answer: Answer) -> str:
    raise ValueError(f"{answer.case}: this program writes no HTML")


_UTF8 = ("utf-8", "text/plain; charset=utf-8", "text/html; charset=utf-8")
ZIMBRA = Shape(
    "zimbra", _fields(lambda _: ["X-Originating-IP: [192.0.2.77]", f"X-Mailer: {_ZIMBRA_NAME}", "Thread-Topic: Portal fora do ar"]),
    _zimbra_text, _zimbra_page, *_UTF8, boundary="=_{}",
)  # fmt: skip
ROUNDCUBE = Shape(
    "roundcube", _fields(lambda answer: ["User-Agent: Roundcube Webmail/1.6.11", f"X-Sender: {answer.who.address}"]),
    lambda answer: placed(answer, _ROUNDCUBE[answer.language], answer.letter.text, after="\n" if answer.place == "baixo" else "\n\n"),
    _roundcube_page, "utf-8", "text/plain; charset=UTF-8;\n format=flowed", "text/html; charset=UTF-8",
    text_encoding="8bit", boundary="=_{}",
)  # fmt: skip
EXPRESSO = Shape(
    "expresso", _fields(lambda _: ["X-Mailer: ExpressoMail [version 2.5.4]", "X-Priority: 3"], "Res:"),
    _marked(_EXPRESSO), _expresso_page, "iso-8859-1",
    'text/plain; charset="iso-8859-1"', 'text/html; charset="iso-8859-1"', boundary="b1_{}",
)  # fmt: skip
SQUIRREL = Shape(
    "squirrelmail", _fields(lambda _: ["User-Agent: SquirrelMail/1.4.23 [SVN]", "X-Priority: 3 (Normal)", "Importance: Normal"]),
    _marked(_SQUIRREL), _no_page, "iso-8859-1", "text/plain;charset=iso-8859-1", text_encoding="8bit",
)  # fmt: skip
HORDE = Shape(
    "horde", _fields(lambda _: ["User-Agent: Horde Application Framework 5"]),
    _marked(_HORDE, "\n\n"), _no_page, "utf-8", "text/plain; charset=utf-8; format=flowed; DelSp=Yes",
)  # fmt: skip
