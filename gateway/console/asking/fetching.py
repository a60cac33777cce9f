"""From how many mailboxes is mail fetched? Each is asked about and tried by itself."""

from collections.abc import Mapping
from functools import partial
from itertools import count

from gateway.console.asking import mailbox, ready
from gateway.console.asking.answers import Answers
from gateway.console.asking.draft import Draft
from gateway.console.asking.part import Part, plain
from gateway.console.asking.question import Question

SETTING = "mailboxes"


def ask(answers: Answers, draft: Draft, older: Mapping[str, object]) -> Draft:
    """None, one or several. Raises Stopped."""
    if SETTING in answers.fixed:
        return draft
    question = Question(SETTING, mailbox.TITLE, mailbox.WHY, lambda _asker, _draft: mailbox.joined([]), ("mailbox",))
    answers.title(question)
    if answers.keeps(question, draft, older):
        return draft
    asker, parts = answers.asker, list[Part]()
    if file := asker.given(f"{SETTING}_file"):
        grown = draft.plus(SETTING, plain(f"{SETTING}_file", file))
        if answers.stands(question, SETTING, grown):
            return grown
    beforehand = ready.several(asker.given(SETTING) or "")
    answered = {number for number in range(1, 100) if asker.answered(f"{SETTING}.{number}")}
    for number in count(1):
        key = f"{SETTING}.{number}"
        if asker.answered(SETTING) or beforehand or answered:
            if number > max(len(beforehand), len(answered)):
                break
        elif not asker.talk.asks or not asker.yes(
            f"{key}.more", f"Is mail fetched from {'a' if number == 1 else 'another'} mailbox?", default=number == 1
        ):
            break
        url = beforehand[number - 1] if number <= len(beforehand) else ""
        parts.append(_one(answers, draft, question, parts, number, url))
    return draft.plus(SETTING, mailbox.joined(parts)) if parts or SETTING in draft.carried else draft


def _one(answers: Answers, draft: Draft, question: Question, before: list[Part], number: int, url: str) -> Part:
    """One that works. url: what was given for it; asked about when it does not work."""
    key = f"{SETTING}.{number}"
    ask = partial(mailbox.ask, answers.asker, key, number, draft)
    while True:
        part = (ready.part(SETTING, url) if url else None) or answers.given(key) or ask()
        if answers.stands(question, key, draft.plus(SETTING, mailbox.joined([*before, part]))):
            return part
        url = ""
