"""How right and how quick is the new text of replies, beside the libraries that strip replies? On the texts of our own corpus.

The corpus is ours, so the figures of the others are what they make of Portuguese mail, not what they make of their own.
"""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import quotequail
from email_reply_parser import EmailReplyParser
from mailparser_reply import EmailReplyParser as LanguageReplyParser
from ruamel.yaml import YAML

from bench.row import Row, Step
from parsers.mime.message import parse
from parsers.reply import reply
from parsers.text import body

MAILS = Path("tests/mails")
Stripper = Callable[[str], str]


def measure(step: Step) -> Iterator[Row]:
    """Right answers and milliseconds a text, ours and each library's."""
    cases = list(texts())
    ours_right, ours_ms = tried(reply.new_text, cases)
    for name, stripper in OTHERS.items():
        step(f"replies stripped by {name}")
        right, taken = tried(stripper, cases)
        how = f"{len(cases)} mails of the corpus, plain or as text from HTML; right: the same words as expected"
        yield Row(f"new text right, beside {name}", f"{ours_right} of {len(cases)}", f"{right}", ours_right / max(right, 1), how)
        yield Row(f"ms a text, beside {name}", f"{ours_ms:.3f}", f"{taken:.3f}", taken / ours_ms, "the same texts; ratio: how often faster")


def texts() -> Iterator[tuple[str, str]]:
    """(text, expected new text) of every mail of the corpus that says what is new."""
    for expected in sorted(MAILS.glob("*/expected.yml")):
        for name, facts in YAML(typ="safe").load(expected.read_text(encoding="utf-8")).items():
            if facts.get("new_text") and facts.get("kind", "normal") == "normal":
                yield body.best_text(parse((expected.parent / f"{name}.eml").read_bytes()))[0], facts["new_text"]


def tried(stripper: Stripper, cases: list[tuple[str, str]]) -> tuple[int, float]:
    """(right answers, milliseconds of CPU a text); a library that raises was wrong."""
    right = 0
    started = time.process_time()
    for text, wanted in cases:
        try:
            right += stripper(text).split() == wanted.split()
        except Exception:  # noqa: BLE001, S112 - what another's library raises is its answer
            continue
    return right, (time.process_time() - started) / len(cases) * 1000


def _quotequail(text: str) -> str:
    return "\n".join(part for shown, part in quotequail.quote(text) if shown)


def _mail_parser_reply(text: str) -> str:
    return str(LanguageReplyParser(languages=["en", "es", "de", "fr", "it"]).parse_reply(text=text) or "")


OTHERS: dict[str, Stripper] = {
    "quotequail": _quotequail,
    "mail-parser-reply": _mail_parser_reply,
    "email-reply-parser": EmailReplyParser.parse_reply,
}
