"""What do all shapes need: marks, blocks, folded header fields?"""

import html
import re

from tests.mails.making.answer import Answer

_LATIN, _WORD = 255, 58  # the last sign of Latin-1; characters of a word beside its charset and frame
ANSWERED = "Mon, 23 Nov 2026 10:52:00 -0300"


def above(answer: Answer) -> str:
    """What the person wrote and what goes with it (a signature), before the quoted letter."""
    return "\n\n".join(part for part in (answer.new, answer.below) if part)


def placed(answer: Answer, attribution: str, quoted: str, *, gap: str = "\n\n", mark: str = "> ", after: str = "\n") -> str:
    """The text face: the new lines above, below or between the quoted ones; an empty mark quotes by indenting nothing."""
    if answer.place == "nada":
        return above(answer) + "\n"
    lines = answer.mixed(quoted, mark)
    if answer.place == "baixo":
        return f"{attribution}{after}{lines}\n\n{above(answer)}\n"
    return f"{above(answer)}{gap}{attribution}{after}{lines}\n"


def escaped(line: str) -> str:
    return re.sub(r"&lt;((?:mailto|https?):[^&]+)&gt;", r'&lt;<a href="\1">\1</a>&gt;', html.escape(line, quote=False))


def blocks(lines: str, tag: str = "div", style: str = "", empty: str = "<br>") -> str:
    """Each line as a block of its own; an empty line as a block with a break."""
    opening = f"<{tag} {style}>" if style else f"<{tag}>"
    return "\n".join(f"{opening}{escaped(line) or empty}</{tag}>" for line in lines.split("\n")) if lines else ""


def broken(lines: str, mark: str = "<br>") -> str:
    """Lines with breaks between them."""
    return f"{mark}\n".join(escaped(line) for line in lines.split("\n"))


def without_picture_marks(text: str, shown: str) -> str:
    """`[[tela.png]]` as the text face shows a picture; shown has `{}` for the file's name."""
    return re.sub(r"\[\[([^\]]*)\]\]", lambda found: shown.replace("{}", found[1]), text)


def encoded(text: str, charset: str) -> str:
    """Text as Q-encoded words of at most 75 characters (RFC 2047), one a line; Outlook goes from Latin-1 to Windows-1252 where it must."""
    if text.isascii():
        return text
    if charset.lower() == "iso-8859-1" and any(ord(sign) > _LATIN for sign in text):
        charset = "Windows-1252"
    words = [""]
    for sign in text:
        shown = (
            "_" if sign == " " else sign if sign.isascii() and sign.isalnum() else "".join(f"={byte:02X}" for byte in sign.encode(charset))
        )
        if len(words[-1]) + len(shown) > _WORD - len(charset):
            words.append("")
        words[-1] += shown
    return "\n ".join(f"=?{charset}?Q?{each}?=" for each in words)


def mailbox(name: str, address: str, charset: str = "UTF-8", *, quotes: bool = False) -> str:
    if not name.isascii():
        return f"{encoded(name, charset)} <{address}>"
    return f'"{name}" <{address}>' if quotes else f"{name} <{address}>"


def subject(answer: Answer, prefix: str, charset: str = "UTF-8") -> str:
    text = answer.subject or f"{prefix} {answer.letter.subject}".strip()
    return f"Subject: {encoded(text, charset)}"


def split_at(answer: Answer, page: str) -> list[tuple[str, str]]:
    """The quoted page in pieces, each with the answer that follows it ('' after the last).

    No editor splits the tables of our pages: who answers between the lines has the letter as simple lines.
    """
    if not answer.between:
        return [(page, "")]
    pieces: list[tuple[str, str]] = []
    answers = dict(answer.between)
    lines: list[str] = []
    for line in answer.letter.text.split("\n"):
        lines.append(line)
        if said := answers.pop(line.strip(), ""):
            pieces.append((blocks("\n".join(lines)), said))
            lines = []
    if answers:
        raise ValueError(f"{answer.case}: the letter has no line {list(answers)}")
    return [*pieces, (blocks("\n".join(lines)), "")]
