"""How does Gmail write, on the web and on Android?"""

import textwrap
from collections.abc import Callable

from tests.mails.making.answer import Answer, Shape
from tests.mails.making.quoted import ADDRESS, OFFICE
from tests.mails.making.shapes.lines import ANSWERED, above, blocks, escaped, mailbox, placed, split_at, subject, without_picture_marks

_TO = f"{OFFICE} <{ADDRESS}>"
_ATTRIBUTION = {
    "pt-BR": f"Em seg., 23 de nov. de 2026 às 10:25, {_TO} escreveu:",
    "pt-PT": f"{_TO} escreveu (segunda, 23/11/2026 à(s) 10:25):",
    "en": f"On Mon, Nov 23, 2026 at 10:25\u202fAM {_TO} wrote:",
    "es": f"El lun, 23 nov 2026 a las 10:25, {OFFICE} (<{ADDRESS}>) escribió:",
    "fr": f"Le lun. 23 nov. 2026 à 10:25, {_TO} a écrit :",
    "de": f"Am Mo., 23. Nov. 2026 um 10:25\u202fUhr schrieb {_TO}:",
    "it": f"Il giorno lun 23 nov 2026 alle ore 10:25 {_TO} ha scritto:",
}
_FORWARDED = (
    "---------- Forwarded message ---------\nDe: {sender}\nDate: seg., 23 de nov. de 2026 às 10:25\nSubject: {subject}\nTo: {to}\n\n"
)
_WIDTH = 78


def _fields(answer: Answer, seed: str) -> list[str]:
    # The order of Gmail: MIME-Version first, Content-Type last.
    return [
        "MIME-Version: 1.0",
        *([f"References: {answer.letter.message_id}", f"In-Reply-To: {answer.letter.message_id}"] if answer.place != "nada" else []),
        f"From: {mailbox(answer.who.name, answer.who.address)}",
        f"Date: {ANSWERED}",
        f"X-Gm-Features: AWmQ_b{seed[:40]}",
        f"Message-ID: <CAF{seed[:20]}=Q+{seed[20:40]}@mail.{answer.who.domain}>",
        subject(answer, "Re:"),
        f"To: {mailbox(OFFICE, answer.to)}",
        "{mime}",
    ]


def _wrapped(line: str) -> str:
    """Gmail breaks its own line at 78 columns, before `escreveu:` or within the address."""
    if len(line) <= _WIDTH:
        return line
    at = line.rfind(" ", 0, _WIDTH)
    return f"{line[:at]}\n{line[at + 1 :]}"


def _narrow(lines: str) -> str:
    """Gmail breaks every line of the text it makes of a page, links aside."""
    broken = (textwrap.wrap(line, _WIDTH - 2, break_long_words=False, break_on_hyphens=False) or [""] for line in lines.split("\n"))
    return "\n".join(line for lines in broken for line in lines)


def _text(answer: Answer) -> str:
    answered = without_picture_marks(above(answer), "[image: {}]")
    if answer.place == "encaminha":
        head = _FORWARDED.format(sender=_TO, subject=answer.letter.subject, to=f"{answer.who.name} <{answer.who.address}>")
        return f"{answered}\n\n{head}\n{_narrow(answer.letter.seen)}\n"
    attribution = _wrapped(_ATTRIBUTION[answer.language])
    if answer.form == "texto":
        return placed(answer, attribution, answer.letter.text, gap="\n\n", after="\n>\n" if answer.place == "cima" else "\n")
    return without_picture_marks(placed(answer, attribution, _narrow(answer.letter.seen), after="\n\n"), "[image: {}]")


def _signature(answer: Answer) -> str:
    if not answer.below:
        return ""
    mark, _, rest = answer.below.partition("\n")
    if mark == "-- ":
        inside = f'<div dir="ltr" class="gmail_signature" data-smartmail="gmail_signature"><div dir="ltr">{blocks(rest)}</div></div>'
        return f'<br clear="all"><div><br></div><span class="gmail_signature_prefix">-- </span><br>{inside}'
    return f"<div><br></div>{blocks(answer.below)}"


def _quote(answer: Answer, attribution: str) -> str:
    letter = f"<u></u>\n<div>{answer.letter.page_with('m_-6034518127')}</div>"
    pieces = split_at(answer, letter)
    style = 'class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex"'
    quoted = "".join(f"<blockquote {style}>{piece}</blockquote>{blocks(said)}" for piece, said in pieces)
    who = escaped(attribution).replace(ADDRESS, f'<a href="mailto:{ADDRESS}" target="_blank">{ADDRESS}</a>')
    attributed = f'<div dir="ltr" class="gmail_attr">{who}<br></div>'
    return f'<div class="gmail_quote gmail_quote_container">{attributed}{quoted}</div>'


def _forwarded(answer: Answer) -> str:
    to = f"{answer.who.name} &lt;<a href='mailto:{answer.who.address}'>{answer.who.address}</a>&gt;"
    head = (
        "---------- Forwarded message ---------<br>"
        f'De: <strong class="gmail_sendername" dir="auto">{OFFICE}</strong> '
        f'<span dir="auto">&lt;<a href="mailto:{ADDRESS}">{ADDRESS}</a>&gt;</span><br>'
        f"Date: seg., 23 de nov. de 2026 às 10:25<br>Subject: {answer.letter.subject}<br>To: {to}<br>"
    )
    letter = answer.letter.page_with("m_-6034518127")
    return f'<div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">{head}</div><br><br>{letter}</div>'


def _page(direction: str) -> Callable[[Answer], str]:
    def page(answer: Answer) -> str:
        said = f'<div dir="{direction}">{blocks(answer.new)}{_signature(answer)}</div>'
        if answer.place == "nada":
            return said + "\n"
        if answer.place == "encaminha":
            return f"{said}<br>{_forwarded(answer)}\n"
        quote = _quote(answer, _ATTRIBUTION[answer.language])
        if answer.place == "baixo":
            return f'<div dir="{direction}">{quote}</div><br>{said}\n'
        return f"{said}<br>{quote}\n"

    return page


WEB = Shape("gmail", _fields, _text, _page("ltr"))
ANDROID = Shape("gmail-android", _fields, _text, _page("auto"), text_encoding="base64")
