"""How does Thunderbird write?"""

import textwrap

from tests.mails.making.answer import Answer, Shape
from tests.mails.making.quoted import ADDRESS, OFFICE
from tests.mails.making.shapes.lines import (
    ANSWERED,
    above,
    blocks,
    broken,
    escaped,
    mailbox,
    placed,
    split_at,
    subject,
    without_picture_marks,
)

_ATTRIBUTION = {
    "pt-BR": f"Em 23/11/2026 10:25, {OFFICE} escreveu:",
    "pt-PT": f"Às 10:25 de 23/11/2026, {OFFICE} escreveu:",
    "en": f"On 11/23/26 10:25, {OFFICE} wrote:",
    "es": f"El 23/11/2026 a las 10:25, {OFFICE} escribió:",
    "fr": f"Le 23/11/2026 à 10:25, {OFFICE} a écrit\u00a0:",
    "de": f"Am 23.11.26 um 10:25 schrieb {OFFICE}:",
    "it": f"Il 23/11/2026 10:25, {OFFICE} ha scritto:",
}
_WRAPPER = textwrap.TextWrapper(72, break_long_words=False, break_on_hyphens=False, expand_tabs=False, replace_whitespace=False)
_HEAD = '<!DOCTYPE html>\n<html>\n  <head>\n    <meta http-equiv="Content-Type" content="text/html; charset=UTF-8">\n  </head>\n  <body>\n'


def _fields(answer: Answer, seed: str) -> list[str]:
    threaded = [f"References: {answer.letter.message_id}"] if answer.place != "nada" else []
    return [
        f"Message-ID: <{seed[:8]}-{seed[8:12]}-4{seed[13:16]}-a{seed[17:20]}-{seed[20:32]}@{answer.who.domain}>",
        f"Date: {ANSWERED}",
        "MIME-Version: 1.0",
        "User-Agent: Mozilla Thunderbird",
        subject(answer, "Re:"),
        f"To: {OFFICE} <{answer.to}>",
        *threaded,
        f"Content-Language: {answer.language}",
        f"From: {mailbox(answer.who.name, answer.who.address)}",
        "Autocrypt: addr=" + answer.who.address + "; keydata=\n xsBNBGc" + seed[:40],
        *([f"In-Reply-To: {answer.letter.message_id}"] if threaded else []),
        "{mime}",
    ]


def flowed(lines: str) -> str:
    """RFC 3676: long paragraphs broken after a space, lines that begin with a space or `From ` stuffed with one."""
    out: list[str] = []
    for line in lines.split("\n"):
        if line.startswith(">") or line == "-- ":
            out.append(line)
            continue
        stuffed = f" {line}" if line.startswith((" ", "From ")) else line.rstrip()
        wrapped = _WRAPPER.wrap(stuffed) or [""]
        if stuffed.startswith(" "):
            wrapped[0] = f" {wrapped[0].lstrip()}"
        out += [*(f"{each} " for each in wrapped[:-1]), wrapped[-1]]
    return "\n".join(out)


def _signature(answer: Answer) -> str:
    if not answer.below:
        return ""
    if answer.below.startswith("-- \n"):
        return f'<pre class="moz-signature" cols="72">{escaped(answer.below)}</pre>\n'
    return f"<p>{broken(answer.below)}</p>\n"


def _text(answer: Answer) -> str:
    if answer.place == "encaminha":
        reader = f"{answer.letter.reader.name} <{answer.letter.reader.address}>"
        head = (
            f"-------- Mensagem encaminhada --------\nAssunto: \t{answer.letter.subject}\nData: \tMon, 23 Nov 2026 10:25:00 -0300\n"
            f"De: \t{OFFICE} <{ADDRESS}>\nResponder a: \t{answer.letter.reply_to}\nPara: \t{reader}"
        )
        return f"{above(answer)}\n\n\n{head}\n\n\n\n{answer.letter.text}\n".lstrip("\n")
    placed_text = placed(answer, _ATTRIBUTION[answer.language], answer.letter.text)
    return flowed(without_picture_marks(placed_text, ""))


def _page(answer: Answer) -> str:
    said = "".join(f"    <p>{escaped(line)}</p>\n" for line in answer.new.split("\n") if line)
    signature = _signature(answer)
    if answer.place == "nada":
        return f"{_HEAD}{said}{signature}  </body>\n</html>\n"
    cite = f'<blockquote type="cite" cite="mid:{answer.letter.message_id.strip("<>")}">'
    pieces = split_at(answer, f"<title>{answer.letter.subject}</title>\n{answer.letter.page_with('')}")
    quoted = "".join(f"    {cite}\n{piece}\n    </blockquote>\n{blocks(there)}" for piece, there in pieces)
    prefix = f'    <div class="moz-cite-prefix">{escaped(_ATTRIBUTION[answer.language])}<br>\n    </div>\n'
    if answer.place in {"baixo", "entre"}:
        over, under = (said, "") if answer.place == "entre" else ("", said)
        return f"{_HEAD}{over}{prefix}{quoted}{under}{signature}  </body>\n</html>\n"
    return f"{_HEAD}{said}{signature}{prefix}{quoted}  </body>\n</html>\n"


THUNDERBIRD = Shape(
    "thunderbird", _fields, _text, _page, "utf-8", "text/plain; charset=UTF-8; format=flowed", "text/html; charset=UTF-8",
    text_encoding="8bit", page_encoding="8bit", boundary="------------{}", preamble="This is a multi-part message in MIME format.\n",
)  # fmt: skip
