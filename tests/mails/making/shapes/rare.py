"""How do programs write that are met less often? Each is a file of `rare/`: what it calls itself, an empty line, a template.

In the template stand `{said}`, the quoted `{letter}` (as lines: also `{marked}` and `{indented}`), and what a header of it may tell.
"""

from pathlib import Path

from tests.mails.making.answer import Answer, Shape
from tests.mails.making.quoted import ADDRESS, OFFICE
from tests.mails.making.shapes.lines import ANSWERED, above, blocks, broken, escaped, mailbox, subject

_PLACE = Path(__file__).parents[1] / "rare"
TEXTS = sorted(path.stem for path in _PLACE.glob("*.txt"))
PAGES = sorted(path.stem for path in _PLACE.glob("*.html"))


def _template(name: str, ending: str) -> tuple[str, str]:
    agent, _, template = (_PLACE / f"{name}{ending}").read_text(encoding="utf-8").partition("\n\n")
    return agent, template.removesuffix("\n")


def _filled(template: str, **facts: str) -> str:
    for name, value in facts.items():
        template = template.replace(f"{{{name}}}", value)
    return template


def _text(answer: Answer, template: str) -> str:
    reader, letter = answer.letter.reader, answer.letter
    lines = letter.text.split("\n")
    return _filled(
        template,
        said=above(answer),
        letter=letter.text,
        marked="\n".join(f"> {line}".rstrip() for line in lines),
        indented="\n".join(f"  {line}".rstrip() for line in lines),
        reader=f"{reader.name} <{reader.address}>",
        address=reader.address,
        subject=letter.subject,
    )


def _page(answer: Answer, template: str) -> str:
    reader = answer.letter.reader
    return _filled(
        template,
        page=blocks(answer.new) + (f"<div><br></div>{broken(answer.below)}" if answer.below else ""),
        to=escaped(f"{OFFICE} <{ADDRESS}>"),
        letter=answer.letter.page_with(""),
        reader=escaped(f"{reader.name} <{reader.address}>"),
        address=reader.address,
        subject=answer.letter.subject,
    )


def rare(name: str) -> Shape:
    """The shape of a program of that folder."""

    def fields(answer: Answer, seed: str) -> list[str]:
        return [
            f"Message-ID: <{seed[:24]}@{answer.who.domain}>",
            f"From: {mailbox(answer.who.name, answer.who.address, 'utf-8')}",
            f"To: {OFFICE} <{answer.to}>",
            subject(answer, "Re:", "utf-8"),
            f"Date: {ANSWERED}",
            f"In-Reply-To: {answer.letter.message_id}",
            f"References: {answer.letter.message_id}",
            "MIME-Version: 1.0",
            "{mime}",
            _template(name, ".txt" if name in TEXTS else ".html")[0],
        ]

    return Shape(
        name,
        fields,
        lambda answer: _text(answer, _template(name, ".txt")[1]) + "\n",
        lambda answer: _page(answer, _template(name, ".html")[1]),
        "utf-8",
        "text/plain; charset=utf-8",
        "text/html; charset=utf-8",
        text_encoding="8bit",
        boundary="=-{}",
    )
